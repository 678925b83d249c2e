"""The same sentences as others would send them: greeted, thanked, misspelt, told in the middle of something else.

Training adds them to the examples. They teach that a greeting, a name or a holiday beside a request changes nothing.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.understanding.reading import ELSEWHERE, REQUESTS

# Parts of the examples that are varied in each way; found by cross-validation and on held-out sentences.
DRESSED = 0.5
TOLD_AMONG_OTHERS = 0.3
LONGEST_TOLD = 20
_SEED = 1
_LETTERS_A_SLIP = 25

_GREETINGS = (
    "hi", "hello", "hey", "good morning", "good afternoon", "good evening", "hi there", "hello there", "dear team",
    "hey there",
)  # fmt: skip
_NAMES = ["Sam", "Maria", "Ahmed", "Chen", "Olga", "Peter", "Priya", "Tom", "Grace", "Yusuf", "Lena", "Marco"]
_LEADS = (
    "my name is {name}", "I'm {name}", "this is {name} here", "{name} here", "I hope you are well",
    "thanks for helping", "I have a question", "I need some help", "could you help me please", "quick question",
    "sorry to bother you",
    "I am a customer of yours", "hope you can help me with this",
)  # fmt: skip
_ENDINGS = (
    "thanks", "thank you", "please help", "can you help me", "thanks in advance", "please", "let me know",
    "could you check please", "cheers", "thank you very much",
)  # fmt: skip
_ASIDES = """I moved house in March|my wife looks after most of these things|I'm writing from the train
it was a long week at work|I looked through my post last night|we have three children and a dog
I was at the market with a friend|my English is not very good|I turned seventy this year
the weather was awful so we stayed home|I've been a customer for a long time|I do my accounts every Sunday
my son helped me to log in|I just came back from holiday|I had a coffee and opened the app
I was in hospital for a few days|nobody answered the phone|I wrote it all down on a piece of paper
my mother gave me the card years ago|I teach at a small school|we went out for dinner on Saturday
I don't have much time|I share the flat with two friends|it has never happened before
I am not angry, only surprised|the bus was late again|I've read the whole page twice
my boss is waiting for my expenses|I sold my car in the summer|I spent the weekend in the mountains
I talked to my brother about it|the cat sat on my papers|I was looking for something else
I make a list of all I buy|I started a new job on Monday|we are planning our wedding
my glasses are broken|I thought about it the whole night|the internet was down at home
I usually don't look at these things|my daughter says I worry too much|I had my lunch in the park
it is a busy time for us|I am in a hurry|I've got my papers in front of me
I always pay on time|I pay it each month when my wages come|I have used this card for ten years
I paid the last one in full|I was going through my statement|I opened the letter with the bill
I only use this card for groceries|I check my account once a week|I have two cards with you
I usually pay with cash|I keep all my receipts|I have never been late before
it all goes off by direct debit with us|we shared a plate of chips|I ate there with my cousin
I bought bread and milk|my wife has a card of her own|the box stood at my neighbour's door
I rang them twice|I paid in the shop|my wages came late this time|I looked at all of the pages
it is the blue card|I had the windows open the whole day|the letter has a date on it
we took the night train|I filled in the form online|my parents have the same bank""".replace("\n", "|").split("|")


class Varied(NamedTuple):
    """A varied sentence, the intent it is an example of, and how much it counts beside an example's 1."""

    text: str
    intent: str
    weight: float = 1.0


def varied(texts: Sequence[str], intents: Sequence[str]) -> list[Varied]:
    """Variations of some of the examples, the same ones every time; and asides alone, which ask for nothing."""
    chance = random.Random(_SEED)  # noqa: S311 - varies examples, keeps no secret
    found = [one for text, intent in zip(texts, intents, strict=True) for one in _of(text, intent, chance)]
    return found + ([Varied(aside, ELSEWHERE, 2.0) for aside in _ASIDES] if ELSEWHERE in intents else [])


def _of(text: str, intent: str, chance: random.Random) -> Iterator[Varied]:
    asks = intent in REQUESTS or intent == ELSEWHERE
    if chance.random() < DRESSED:
        way = chance.choice((_greeted, _thanked, _misspelt)) if asks else _misspelt
        yield Varied(way(text, chance), intent)
    if intent in REQUESTS and chance.random() < TOLD_AMONG_OTHERS and 3 <= len(text.split()) < LONGEST_TOLD:
        yield Varied(_told_among_others(text, chance), intent)


def _greeted(text: str, chance: random.Random) -> str:
    lead = chance.choice(_LEADS).format(name=chance.choice(_NAMES))
    greeting = chance.choice(_GREETINGS)
    opening = chance.choice((greeting, f"{greeting}, {lead}", f"{greeting} {lead}", lead))
    return (
        (opening.lower() if chance.random() < 0.5 else opening) + chance.choice((", ", ". ", " ", "! ", " - ")) + text
    )


def _thanked(text: str, chance: random.Random) -> str:
    return text.rstrip() + chance.choice((", ", ". ", " ")) + chance.choice(_ENDINGS)


def _told_among_others(text: str, chance: random.Random) -> str:
    gap = chance.choice((". ", ". ", ", ", " ", " and "))
    first, second = chance.sample(_ASIDES, 2)
    before = f"{first}{gap}{text}"
    told = chance.choice((before, before, f"{second}{gap}{before}", f"{text.rstrip('.?! ')}{gap}{first}"))
    return told.lower() if chance.random() < 0.4 else told


def _misspelt(text: str, chance: random.Random) -> str:
    """Letters swapped, left out, doubled or mistaken, inside words."""
    letters = list(text)
    for _ in range(max(1, len(text) // _LETTERS_A_SLIP)):
        inside = [at for at in range(1, len(letters) - 1) if letters[at].isalpha() and letters[at + 1].isalpha()]
        if not inside:
            break
        at = chance.choice(inside)
        pair = letters[at] + letters[at + 1]
        letters[at : at + 2] = chance.choice((pair[::-1], pair[1], pair[0] + pair, chance.choice("aeiorstn") + pair[1]))
    return "".join(letters)
