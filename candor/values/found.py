"""What a text reader finds: a stretch of the text, what it is, and its value in one fixed form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """One entity. `start` and `end` count letters in the text; `value` is the form others rely on.

    `more` holds what else is known, such as the second reading of a spoken price.
    """

    entity: str
    start: int
    end: int
    value: str
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def readings(self) -> tuple[str, ...]:
        """The value, then what else it may mean."""
        also = self.more.get("also")
        return (self.value, *also) if isinstance(also, list) else (self.value,)

    def overlaps(self, other: "Found") -> bool:
        """Whether both claim a letter of the text."""
        return self.start < other.end and other.start < self.end


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """In the order of the text; where two overlap, the one given first stays."""
    kept: list[Found] = []
    for one in found:
        if not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
