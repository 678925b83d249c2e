"""Another language is told by its script and small words; English with foreign names in it stays English."""

import pytest

from candor.values.languages import OTHER, is_yes, other_language

SENTENCES = {
    "es": ["no reconozco este cargo en mi tarjeta", "¿por qué me cobraron esto?", "hola necesito ayuda con mi factura"],
    "fr": ["je ne reconnais pas cette dépense", "pourquoi est-ce que j'ai des frais ?", "bonjour, j'ai besoin d'aide"],
    "de": [
        "ich kenne diese Abbuchung nicht",
        "warum habe ich eine Gebühr auf der Rechnung?",
        "was ist das für eine Karte",
    ],
    "it": ["non riconosco questo addebito", "perché ho pagato una commissione sulla carta?"],
    "pt": ["não reconheço esta cobrança no meu cartão", "por que tenho que pagar isto?"],
    "nl": ["waarom heb ik kosten op mijn rekening?", "ik herken deze betaling niet"],
    "pl": ["dlaczego mam opłatę na rachunku?", "nie wiem co to jest"],
    "ru": ["что это за списание?", "помогите, украли карту"],
    "zh": ["这笔费用是什么？"],
    "ja": ["この請求は何ですか"],
    "ko": ["이 청구는 무엇입니까?"],
    "ar": ["ما هذه الرسوم؟"],
    OTHER: ["τι είναι αυτή η χρέωση;", "यह शुल्क क्या है"],
}
ENGLISH = [
    "what is this charge from La Casa de los Tacos?",
    "SQ *BLUE HERON 12.40",
    "la trattoria dei tre gatti",
    "whats HLX 8842 MKTPL",
    "why did i get charged on die hard rental",
    "I was in Italy, e la nave va was the name of the cafe",
    "on me no come in",
    "el pollo loco",
    "café de la gare 14 euro",
    "ok",
    "???",
    "🙂",
    "40",
    "is that from Über or what",
    "wh\u0430t is this ch\u0430rge",
    "thx",
    "hola",
]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts])
def test_a_sentence_of_another_language_is_told_with_its_language(language, text):
    assert other_language(text) == language
    assert other_language(text.upper()) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english_whatever_shops_are_called(text):
    assert other_language(text) is None


def test_a_yes_of_another_language_is_one_word_and_no_more():
    assert is_yes("Sí!")
    assert is_yes("да.")
    assert not is_yes("si no lo reconozco")
    assert not is_yes("yes")
