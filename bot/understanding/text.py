"""What of a message is read at all."""

# The customer API refuses more than this; whatever comes on another way is cut, so that no text costs seconds.
LONGEST_MESSAGE = 2000


def readable(text: str | None) -> str:
    """The part of a message that is read. Letter positions stay those of the message."""
    return (text or "")[:LONGEST_MESSAGE]


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it: "?!" and a lone picture tell no intent."""
    return any(letter.isalnum() for letter in text)
