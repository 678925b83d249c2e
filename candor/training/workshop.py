"""Where long things are done for the studio: programs beside the app, so that customers are answered meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from candor.clock import Clock
from candor.store import Store
from candor.training.jobs import Jobs
from candor.training.likeness import Likeness
from candor.training.nlu_files import NluFiles
from candor.training.shadow import Shadow


class Workshop:
    """One an app process: a project, and what runs on it. `python` gives the bot's, or raises CannotStart."""

    def __init__(
        self, project: Path, python: Callable[[], str], environment: Mapping[str, str], store: Store, clock: Clock
    ) -> None:
        ours = {**environment, "CANDOR_PROJECT": str(project), "PYTHONUNBUFFERED": "1"}
        self.project = project
        self.files = NluFiles(project / "data" / "nlu")
        self.models = project / "models"
        self.jobs = Jobs(ours, store, clock)
        self.likeness = Likeness(python, ours)
        self.shadow = Shadow(ours, store, clock)

    async def run(self) -> None:
        """Keeps a reader for the shadow until cancelled; then the programs end that only live for this process."""
        try:
            await self.shadow.run()
        finally:
            self.likeness.close()
