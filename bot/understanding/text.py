"""What of a message is read at all."""

import unicodedata

# The customer API refuses more than this; whatever comes on another way is cut, so that no text costs seconds.
LONGEST_MESSAGE = 2000


def readable(text: str | None) -> str:
    """The part of a message that is read. Letter positions stay those of the message."""
    return (text or "")[:LONGEST_MESSAGE]


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it: "?!" and a lone picture tell no intent."""
    return any(letter.isalnum() for letter in text)


def visible(text: str) -> str:
    """The text without what nobody sees: a space for control and broken characters, nothing for zero-width ones."""
    if text.isprintable():
        return text
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    return " " if kind in ("Cc", "Cs") else "" if kind == "Cf" else letter
