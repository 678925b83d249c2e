"""Tells whether a text is in another language than English, by its script and its small words. No model, no guess.

Names of shops are foreign words in English sentences, so small words that names are made of ("la", "de") are not
enough: one word that only a sentence has ("quiero", "warum") must be among them, and English must have fewer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

OTHER = "other"
"""A language that is not English and that we know no more of."""

SCRIPTS = {
    "CYRILLIC": "ru",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "ARABIC": "ar",
    "LATIN": "",
    "FULLWIDTH": "",
}
WORD = re.compile(r"[^\W\d_]+")
FEWEST_HITS = 2
# Of all words so many must be small words of the other language.
FEWEST_SHARE = 0.3

ENGLISH_WORDS = """
a about all am an and any are as at be been but by can charge charged could did do does don dont for from get
give had has have hello help her hi him his how i if in into is it its just know me money my need no not of off on
one or our out owe paid pay please she so some than thank thanks that the their them then there they this to up us
want was we what whats when where which who why will with would you your
"""
ENGLISH = frozenset(ENGLISH_WORDS.split())
# For each language first the words that only a sentence has, then those that names are made of too.
WORDS = {
    "es": (
        """qué que cómo como por porque cuánto cuanto cuándo dónde quién es esta este esto eso soy tengo tiene quiero
        quiere puedo puede necesito hola gracias ayuda favor debo pagar pagué cobraron cobro cargo factura tarjeta
        reconozco mi mis yo usted ustedes han hay hice está están""",
        "el la los las de del un una con en y a para al lo se me no sin",
    ),
    "fr": (
        """pourquoi comment combien quand où qui quoi est c'est suis ai avez avons je vous nous mon ma mes votre cette
        ce bonjour merci aide besoin veux voudrais peux puis payer payé facture carte frais reconnais pas dois quel
        quelle s'il plaît""",
        "le la les de des du un une et à au aux en sur pour avec dans",
    ),
    "de": (
        """warum wieso wie wer wo wann was ich bin habe haben hat ist sind kann können möchte will muss mein meine
        meiner meinem meinen diese dieser dieses hallo danke bitte hilfe nicht kein keine rechnung karte gebühr
        abbuchung bezahlen bezahlt kenne schulde""",
        "der die das den dem des ein eine einen und mit von für auf im in zu an bei",
    ),
    "it": (
        """perché perche come quanto quando dove chi cosa sono ho hai ha avete io mio mia miei questo questa ciao
        grazie aiuto bisogno voglio vorrei posso devo pagare pagato addebito bolletta fattura carta riconosco non è""",
        "il lo la i gli le di del della un una e con per da in su al",
    ),
    "pt": (
        """por porque quanto quando onde quem que é são estou tenho tem quero posso preciso olá ola obrigado obrigada
        ajuda favor devo pagar paguei cobrança fatura cartão conta reconheço não meu minha meus isto esta este eu você
        fui""",
        "o a os as de do da dos das um uma e com em no na para",
    ),
    "nl": (
        """waarom hoe wie waar wanneer wat ik ben heb hebben heeft kan wil moet mijn deze dit hallo dank bedankt
        alstublieft hulp niet geen rekening kaart kosten betalen betaald herken schuld""",
        "de het een en van met voor op in te aan bij",
    ),
    "pl": (
        """dlaczego czemu jak kto gdzie kiedy co jestem mam mogę chcę muszę mój moja moje ten ta to dzień dobry cześć
        dziękuję proszę pomoc pomocy nie rachunek karta karty opłata zapłacić zapłaciłem jest są""",
        "i w na z do za od po przez u o",
    ),
}
SENTENCE = {code: frozenset(words.split()) for code, (words, _) in WORDS.items()}
YES = frozenset(("si", "sí", "oui", "ja", "sì", "sim", "tak", "да", "是", "はい", "네", "نعم", "так"))
ALL = {code: frozenset(" ".join(both).split()) for code, both in WORDS.items()}


def other_language(text: str) -> str | None:
    """The ISO code of the language that is surely not English, `other` for one of another script; else None."""
    letters = Counter(_script(letter) for letter in text if letter.isalpha())
    foreign = letters.total() - letters[""]
    if foreign * 2 > letters.total():
        return _of_script(letters)
    return _by_words([word.casefold() for word in WORD.findall(unicodedata.normalize("NFC", text))])


def is_yes(text: str) -> bool:
    """Whether it is a yes in another language and nothing more."""
    words = WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return len(words) == 1 and words[0] in YES


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
    return SCRIPTS.get(name, OTHER)


def _of_script(letters: Counter[str]) -> str:
    # Japanese is written with Chinese signs as well: one of its own is enough.
    if letters["ja"]:
        return "ja"
    return max((code for code in letters if code), key=lambda code: letters[code])


def _by_words(words: list[str]) -> str | None:
    english = sum(word in ENGLISH for word in words)
    hits = {code: sum(word in known for word in words) for code, known in ALL.items()}
    fitting = [
        code
        for code, count in hits.items()
        if count >= FEWEST_HITS
        and count > english
        and count >= FEWEST_SHARE * len(words)
        and any(word in SENTENCE[code] - ENGLISH for word in words)
    ]
    return max(fitting, key=lambda code: (hits[code], sum(word in SENTENCE[code] for word in words)), default=None)
