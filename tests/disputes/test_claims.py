from dataclasses import replace

import pytest

from candor.disputes.claims import Condition, Purchase, claim, section_75
from tests.disputes.laws import policy

GOOD = Purchase(amount=24_000, unpaid_at_notice=18_000, tried_with_shop=True, same_state=True)


def outcome(**changed):
    law = policy().reg_z
    return claim(replace(GOOD, **changed), law.claim_above, law.claim_miles)


def test_what_was_unpaid_at_the_first_notice_is_the_most_that_can_be_held_back():
    found = outcome()
    assert (found.holds, found.most, found.failed, found.unknown) == (True, 18_000, (), ())


@pytest.mark.parametrize(
    ("changed", "failed"),
    [
        ({"amount": 5_000}, (Condition.LARGE_ENOUGH,)),
        ({"amount": 5_001}, ()),
        ({"same_state": False, "miles": 100}, ()),
        ({"same_state": False, "miles": 101}, (Condition.NEAR_ENOUGH,)),
        ({"same_state": True, "miles": 2_000}, ()),
        ({"tried_with_shop": False}, (Condition.TRIED_WITH_SHOP,)),
        ({"cash_advance": True}, (Condition.NO_CASH,)),
        ({"amount": 100, "same_state": False, "miles": 3_000, "shop_is_ours": True}, ()),
        ({"shop_is_ours": True, "tried_with_shop": False}, (Condition.TRIED_WITH_SHOP,)),
        ({"shop_is_ours": True, "cash_advance": True}, (Condition.NO_CASH,)),
    ],
)
def test_a_claim_fails_by_the_conditions_that_are_not_met(changed, failed):
    found = outcome(**changed)
    assert found.failed == failed
    assert found.holds is not bool(failed)
    assert found.most == (0 if failed else min(18_000, changed.get("amount", 24_000)))


@pytest.mark.parametrize(
    ("changed", "unknown"),
    [
        ({"same_state": None}, (Condition.NEAR_ENOUGH,)),
        ({"same_state": None, "miles": 400}, (Condition.NEAR_ENOUGH,)),
        ({"same_state": False}, (Condition.NEAR_ENOUGH,)),
        ({"tried_with_shop": None}, (Condition.TRIED_WITH_SHOP,)),
    ],
)
def test_what_is_not_known_is_found_out_and_is_never_a_refusal(changed, unknown):
    found = outcome(**changed)
    assert (found.holds, found.unknown, found.most) == (None, unknown, 18_000)


@pytest.mark.parametrize(("price", "covered"), [(10_000, False), (10_001, True), (3_000_000, True), (3_000_001, False)])
def test_section_75_covers_items_above_100_and_up_to_30000_pounds(price, covered):
    law = policy().uk
    assert section_75(price, law.section_75_above, law.section_75_most) is covered
