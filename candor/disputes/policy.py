"""The written rules of data/policy/disputes.yml, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.disputes.clocks import EuropeanUnion, Regime, RegulationE, RegulationZ, UnitedKingdom
from candor.disputes.networks import Codes
from candor.disputes.reasons import Reason

Law = RegulationZ | RegulationE | UnitedKingdom | EuropeanUnion


class Give(StrEnum):
    """When a temporary credit is given."""

    AT_FILING = "at_filing"
    BY_LAW = "by_law"  # on the last day that the law leaves, where it asks for one at all
    NEVER = "never"


@dataclass(frozen=True)
class TemporaryCredit:
    """`most`: cents up to which it is given without a person. `not_for`: reasons that a person looks at first."""

    give: Give
    most: int
    not_for: frozenset[Reason] = frozenset()

    def at_filing(self, reason: Reason, amount: int) -> int:
        """Cents to give when the case is filed; 0 when policy gives none then, or a person decides."""
        gives = self.give is Give.AT_FILING and amount <= self.most and reason not in self.not_for
        return amount if gives else 0


class Says(StrEnum):
    """What a letter has to tell."""

    CASE = "case"
    CHARGE = "charge"
    AMOUNT = "amount"
    NOTICE_DAY = "notice_day"
    NEED_NOT_PAY = "need_not_pay"
    REST_IS_DUE = "rest_is_due"
    NEXT_STEP = "next_step"
    RESULT_BY = "result_by"
    TEMPORARY = "temporary"
    CREDITED = "credited"
    RELATED_CHARGES = "related_charges"
    WHY = "why"
    PAPERS_ON_REQUEST = "papers_on_request"
    OWED = "owed"
    PAY_BY = "pay_by"
    DISPUTE_ON = "dispute_on"
    REPORTED_TO = "reported_to"
    RESULT = "result"
    RIGHTS = "rights"
    TAKEN_BACK = "taken_back"
    SHOP_REFUND = "shop_refund"
    OWN_CHOICE = "own_choice"


@dataclass(frozen=True)
class Letter:
    """A kind of letter: the event that calls for it, calendar days until it is sent, what it tells, and whose rule."""

    after: str
    within_days: int
    says: tuple[Says, ...]
    rule: str


@dataclass(frozen=True)
class DisputePolicy:
    """One version of the rules. `valid_from` is the first day of notices that it is for.

    `cards` is the law that the bank's cards stand under, `terms` another one for single card terms, by their id.
    """

    version: int
    valid_from: date
    cards: Regime
    terms: Mapping[str, Regime]
    reg_z: RegulationZ
    reg_e: RegulationE
    uk: UnitedKingdom
    eu: EuropeanUnion
    codes: Codes
    temporary_credit: Mapping[Regime, TemporaryCredit]
    letters: Mapping[str, Letter]
    zero_liability: frozenset[str]

    def regime_of(self, terms_id: str) -> Regime:
        """The law that an account with these terms stands under."""
        return self.terms.get(terms_id, self.cards)

    def law(self, regime: Regime) -> Law:
        laws: Mapping[Regime, Law] = {
            Regime.REG_Z: self.reg_z,
            Regime.REG_E: self.reg_e,
            Regime.UK: self.uk,
            Regime.EU: self.eu,
        }
        return laws[regime]
