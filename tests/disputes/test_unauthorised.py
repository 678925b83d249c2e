import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.disputes.unauthorised import Because, Use, liability
from tests.disputes.laws import policy

CENTS = st.integers(0, 10**7)


@pytest.mark.parametrize(
    ("before_notice", "only_the_number", "promise", "most", "because"),
    [
        (4_999, False, False, 4_999, Because.USED_BEFORE_NOTICE),
        (5_000, False, False, 5_000, Because.LEGAL_MOST),
        (120_000, False, False, 5_000, Because.LEGAL_MOST),
        (120_000, True, False, 0, Because.ONLY_THE_NUMBER),
        (120_000, False, True, 0, Because.NETWORK_PROMISE),
        (0, False, False, 0, Because.USED_BEFORE_NOTICE),
    ],
)
def test_a_customer_owes_the_least_that_any_rule_gives(before_notice, only_the_number, promise, most, because):
    found = liability(Use(before_notice, only_the_number), policy().reg_z.unauthorised_most, promise)
    assert (found.most, found.because) == (most, because)


@given(CENTS, st.booleans(), CENTS, st.booleans())
def test_nobody_owes_more_than_was_used_nor_than_the_law_allows(used, number, most, promise):
    found = liability(Use(used, number), most, promise).most
    assert 0 <= found <= min(used, most)
    assert found == (0 if number or promise else min(used, most))


def test_both_networks_of_the_sample_bank_promise_that_nothing_is_owed():
    assert policy().zero_liability == {"visa", "mastercard"}


def test_an_amount_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        liability(Use(-1, False), 5_000, False)
