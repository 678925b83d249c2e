"""The clocks of a notice, one file per law."""

from candor.disputes.clocks.clock import Clocks, Regime, Step, Task
from candor.disputes.clocks.europe import EuropeanUnion, UnitedKingdom
from candor.disputes.clocks.regulation_e import RegulationE
from candor.disputes.clocks.regulation_z import RegulationZ

__all__ = ["Clocks", "EuropeanUnion", "Regime", "RegulationE", "RegulationZ", "Step", "Task", "UnitedKingdom"]
