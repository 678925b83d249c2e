import pytest

from candor.trust.readability import grade, jargon, sentence_lengths, sentences, syllables, words

COUNTED = {
    1: "charge billed asked closed like dates card month rates whole due does yes our use times owed safe hours called",
    2: "charges statement payment purchase pages prices dispute money going question table handled ended person added",
    3: "interest purchases average idea area usual actual anyone decided created area evening autopay",
    4: "available material",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, listed in COUNTED.items() for word in listed.split()],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_a_figure_is_one_word_of_one_syllable():
    assert words("You paid $1,204.50 on 05/12, 3% more.") == ["You", "paid", "$1,204.50", "on", "05/12,", "3%", "more"]
    assert syllables("$1,204.50") == 1


def test_half_days_amounts_and_brackets_do_not_end_a_sentence():
    text = 'It is due by 5 p.m. on May 12. Pay $30.00 (the late fee). "Is it yours?" Yes.\nA new line'
    assert sentences(text) == [
        "It is due by 5 pm on May 12",
        "Pay $30.00 (the late fee)",
        '"Is it yours',
        "Yes",
        "A new line",
    ]
    assert sentence_lengths("One two three. Four five.") == [3, 2]


def test_the_grade_is_that_of_flesch_and_kincaid():
    # 10 words, 2 sentences, 12 syllables: 0.39 * 5 + 11.8 * 1.2 - 15.59
    assert grade("The cat sat on it. We paid money to Peter.") == pytest.approx(0.39 * 5 + 11.8 * 1.2 - 15.59)
    assert grade("") == 0.0


def test_bank_words_are_found_in_all_their_forms():
    assert jargon("We waived it. The descriptor and two Chargebacks were posted.") == [
        "waived",
        "descriptor",
        "Chargebacks",
        "posted",
    ]
    assert jargon("We took it off. The name on your bill is final.") == []
