"""What the shop finder looks at in each word of a sentence: the word, its form, its neighbours, and whether we know it.

Whether a word is one of our own examples' words tells most: "what is quarry vet" is a question about words nobody
taught us.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

_REPEATED = re.compile(r"(.)\1{2,}")
_BEFORE, _AFTER = "<", ">"


def features(words: Sequence[str], known: Mapping[str, str], values: Collection[int] = ()) -> list[list[str]]:
    """The features of each word. `known`: what kind of word a lower-case word is; `values`: places of words that are
    amounts, days and the like."""
    lower = [word.lower() for word in words]
    forms = [_form(word) for word in words]
    kinds = ["v" if place in values else _kind(word, known) for place, word in enumerate(lower)]
    mixed = any(word.islower() for word in words) and not all(word[0].isupper() for word in words[1:])
    own = [[f"h={form}", *_ends(word)] for word, form in zip(lower, forms, strict=True)]
    every = []
    for here in range(len(words)):
        found = ["any", f"w={lower[here]}", f"p={lower[here][:3]}", *own[here]]
        found += _around(here, lower, own)
        found += _kinds_around(here, lower, forms[here], _at(kinds))
        if mixed and here and words[here][0].isupper():
            found += ["cap", f"cap{kinds[here]}", f"cap{lower[here - 1]}"]
        every.append(found)
    return every


def _around(here: int, lower: list[str], own: list[list[str]]) -> list[str]:
    word = _at(lower)
    found = [f"{step}={word(here + step)}" for step in (-4, -3, -2, -1, 1, 2, 3)]
    for step in (-1, 1):
        if 0 <= here + step < len(lower):
            found += [f"{step}{one}" for one in own[here + step]]
    found.append(f"both={word(here - 1)}|{word(here + 1)}")
    found.append(f"two={word(here - 2)}|{word(here - 1)}")
    found.append(f"with={word(here - 1)}|{lower[here]}")
    return found


def _kinds_around(here: int, lower: list[str], form: str, kind: Callable[[int], str]) -> list[str]:
    word, own = _at(lower), kind(here)
    left, right = kind(here - 1), kind(here + 1)
    return [
        f"k={own}",
        f"k-={left}{own}",
        f"k+={own}{right}",
        f"k3={left}{own}{right}",
        f"k++={own}{right}{kind(here + 2)}",
        f"k--={kind(here - 2)}{left}{own}",
        f"kp={own}{word(here - 1)}",
        f"kn={own}{word(here + 1)}",
        f"kh={own}{form}",
    ]


def _at(row: Sequence[str]) -> Callable[[int], str]:
    return lambda place: _BEFORE if place < 0 else _AFTER if place >= len(row) else row[place]


def _ends(word: str) -> list[str]:
    return [f"s={word[-3:]}", f"s2={word[-2:]}"]


def _form(word: str) -> str:
    """ "BLUE" and "RYE" are both "XX", "Heron" is "Xxx", "8842" is "dd"."""
    letters = ("d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in word[:20])
    return _REPEATED.sub(r"\1\1", "".join(letters))


def _kind(word: str, known: Mapping[str, str]) -> str:
    kind = known.get(word)
    if kind:
        return kind
    return "d" if word.isdigit() else "u" if word[:1].isalnum() else "."
