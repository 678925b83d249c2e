import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.conversation.redact import looks_like_card, redact, redact_talk

CARD = "4111111111111111"
AMEX = "378282246310005"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"my card {CARD} please", "my card ••••••••••••1111 please"),
        ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
        ("4111-1111-1111-1111", "••••-••••-••••-1111"),
        ("4111.1111.1111.1111", "••••.••••.••••.1111"),
        ("4111 — 1111 — 1111 — 1111", "•••• — •••• — •••• — 1111"),
        ("3782 822463 10005", "•••• •••••• •0005"),
        ("４１１１ １１１１ １１１１ １１１１", "•••• •••• •••• １１１１"),
        ("٤١١١١١١١١١١١١١١١", "••••••••••••١١١١"),
        ("4111\n1111\n1111\n1111", "••••\n••••\n••••\n1111"),
        (f"{CARD}1226123", "••••••••••••11111226123"),
        (f"{CARD}123", "••••••••••••1111123"),
        ("4111 1111 1111 1111123", "•••• •••• •••• 1111123"),
        ("cvv 123", "cvv •••"),
        ("my CVC is: 1234 ok", "my CVC is: •••• ok"),
        ("123 is the security code", "••• is the security code"),
        ("three digits on the back 999", "three digits on the back •••"),
        ("my pin is 4821", "my pin is ••••"),
        ("123-45-6789", "•••-••-••••"),
        ("ssn 123456789", "ssn •••••••••"),
    ],
)
def test_what_must_not_be_stored_becomes_bullets(typed, kept):
    assert redact(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "why is there a charge of 1,204.50 on May 3",
        "4111 1111 1111 1112",
        "order 20260512000017",
        "call me at 1-800-555-0142",
        "is this 175 dollar gas charge real",
        "the card ending 4471",
        "i was charged 12.40 and 12.40 and 35.00 and 41.99",
        "from 05/01/2026 to 05/31/2026",
    ],
)
def test_amounts_dates_and_order_numbers_stay(typed):
    assert redact(typed) == typed


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["4111 1111", "1111 1111"], ["•••• ••••", "•••• 1111"]),
        (["it starts 411111", "and then 1111111111"], ["it starts ••••••", "and then ••••••1111"]),
        (["4111", "1111", "1111", "1111"], ["••••", "••••", "••••", "1111"]),
        (["what is the cvv", "321"], ["what is the cvv", "•••"]),
    ],
)
def test_a_number_split_over_messages_is_found(texts, kept):
    assert redact_talk(texts) == kept


def test_amounts_in_two_messages_are_not_taken_for_a_card():
    talk = ["i paid 120.50 and 88.10 on may 3", "and 45 to the gym on 05/04"]
    assert redact_talk(talk) == talk


@given(st.text(max_size=200))
def test_a_text_keeps_its_length_and_redacting_twice_changes_nothing(text):
    text = text.replace("\x00", "")
    once = redact(text)
    assert len(once) == len(text)
    assert redact(once) == once


@given(
    st.integers(0, 10**14 - 1).map(lambda n: f"4{n:014d}"),
    st.text(alphabet="abc xyz", max_size=10),
    st.sampled_from(["", " ", "-", ".", " - "]),
)
def test_no_valid_card_number_ever_stays(body, around, separator):
    number = next(body + str(check) for check in range(10) if looks_like_card(body + str(check)))
    written = separator.join(number[i : i + 4] for i in range(0, 16, 4))
    kept = "".join(char for char in redact(f"{around}{written}{around}") if char.isdigit())
    assert kept == number[-4:]
