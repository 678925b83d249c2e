"""Rasa's reader of a project's files, reading them once a process (`importers` in config.yml).

Rasa's own one reads the sentences four times for one training and the domain eight times: once for each step of its
chain that asks in other words, and all of it for the validation and for the training. Reading is slow, for each file is
also checked against a schema.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import story_graph_from_paths, training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData

Stamps = tuple[tuple[str, int, int], ...]
"""Files, each with its size and the time of its last change."""


class ReadOnce(RasaFileImporter):
    """What it gives are copies, where Rasa might change them; a file that was changed meanwhile is read anew."""

    def get_domain(self) -> Domain:
        """The domain; an empty one where none was named."""
        return copy.deepcopy(_domain(_stamped([self._domain_path]))) if self._domain_path else Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Stories and rules."""
        if exclusion_percentage:
            return super().get_stories(exclusion_percentage)
        domain = _stamped([self._domain_path] if self._domain_path else [])
        return copy.deepcopy(_stories(domain, _stamped(self._story_files)))

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The sentences, in whatever language. Rasa copies them before it adds to them."""
        return _sentences(_stamped(self._nlu_files))


def _stamped(paths: Sequence[str]) -> Stamps:
    states = [(str(path), Path(path).stat()) for path in paths]
    return tuple((path, state.st_size, state.st_mtime_ns) for path, state in states)


@lru_cache(maxsize=1)
def _domain(files: Stamps) -> Domain:
    (path, *_), *_ = files
    return RasaFileImporter(domain_path=path, training_data_paths=[]).get_domain()


@lru_cache(maxsize=1)
def _stories(domain: Stamps, files: Stamps) -> StoryGraph:
    return story_graph_from_paths([path for path, *_ in files], _domain(domain) if domain else Domain.empty())


@lru_cache(maxsize=1)
def _sentences(files: Stamps) -> TrainingData:
    return training_data_from_paths([path for path, *_ in files], "en")
