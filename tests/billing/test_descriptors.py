import pytest

from candor.billing.descriptors import Aliases, Confidence, cleaned, readable, shop_words
from candor.billing.records import Descriptor, Merchant
from tests.billing.books import NAMES, SHOPS


@pytest.mark.parametrize(
    ("raw", "name", "company"),
    [
        ("SQ *BLUE HERON", "BLUE HERON", "Square"),
        ("TST* LANTERN NOODLE", "LANTERN NOODLE", "Toast"),
        ("PAYPAL *HLXMKT", "HLXMKT", "PayPal"),
        ("PP*HLXMKT", "HLXMKT", "PayPal"),
        ("SP * MOSS & THREAD", "MOSS & THREAD", "Shopify"),
        ("SP *MOSS & THREAD", "MOSS & THREAD", "Shopify"),
        ("AMZN Mktp US*2K4LP0", "2K4LP0", "Amazon"),
    ],
)
def test_a_prefix_is_taken_off_and_explained(raw: str, name: str, company: str) -> None:
    told = cleaned(raw)
    assert told.name == name
    assert told.prefix is not None
    assert told.prefix.company == company


@pytest.mark.parametrize(
    "raw", ["SPORTS DEPOT", "SP PLUS PARKING", "SQUARE ONE DELI", "PPG PAINTS", "TSTORE", "PAYPAL *"]
)
def test_a_name_that_only_looks_like_a_prefix_stays_whole(raw: str) -> None:
    assert cleaned(raw).name == raw
    assert cleaned(raw).prefix is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("LANTERN NOODLE BAR", "Lantern Noodle Bar"),
        ("MOSS & THREAD", "Moss & Thread"),
        ("JOE'S DINER", "Joe's Diner"),
        ("iBakery of Salem", "iBakery of Salem"),
        ("HLXMKT", ""),
        ("2K4LP0", ""),
        ("HLX 8842 MKTPL", ""),
    ],
)
def test_only_words_are_read_out_and_no_codes(name: str, said: str) -> None:
    assert readable(name) == said


def test_a_name_as_long_as_printers_have_room_for_may_be_cut() -> None:
    assert cleaned("NORTHFIELD OUTDOOR & CAMP").cut
    assert not cleaned("NORTHFIELD OUTDOOR").cut


def test_store_numbers_and_punctuation_do_not_count_when_names_are_compared() -> None:
    assert shop_words("Ridge-Fuel  0042 SALEM OR") == "RIDGE FUEL"


def test_a_mark_without_its_star_is_passed_over_when_names_are_compared() -> None:
    rows = (Descriptor("x", "SP * MOSS AND THREAD", "m1", "certain"),)
    told = Aliases(rows, SHOPS).identify("SP MOSS AND THREAD")
    assert (told.merchant_id, told.confidence) == ("m1", Confidence.LIKELY)


def test_a_listed_name_has_the_confidence_of_its_row() -> None:
    assert Aliases(NAMES, SHOPS).identify("SQ *BLUE HERON").confidence is Confidence.CERTAIN
    assert Aliases(NAMES, SHOPS).identify("NRTHFLD OUTDR 0231").confidence is Confidence.LIKELY


def test_a_listed_name_that_nobody_could_place_stays_unknown() -> None:
    assert Aliases(NAMES, SHOPS).identify("HLX 8842 MKTPL").merchant_id is None


def test_another_branch_of_a_certain_name_is_only_likely() -> None:
    told = Aliases(NAMES, SHOPS).identify("RIDGE FUEL 0077")
    assert (told.merchant_id, told.confidence) == ("m2", Confidence.LIKELY)


def test_a_cut_name_that_begins_like_one_shop_is_likely_that_shop() -> None:
    told = Aliases(NAMES, SHOPS).identify("NORTHFIELD OUTDO")
    assert (told.merchant_id, told.confidence) == ("m3", Confidence.LIKELY)


def test_a_name_that_two_shops_begin_with_is_not_guessed() -> None:
    twins = {
        m.id: m
        for m in (Merchant("a", "Northfield Books", "US", "5942"), Merchant("b", "Northfield Bikes", "US", "5940"))
    }
    assert Aliases((), twins).identify("NORTHFIELD B").confidence is Confidence.UNKNOWN


def test_an_order_code_names_no_shop() -> None:
    rows = (Descriptor("x", "AMZN Mktp US*2K4LP0A", "m1", "certain"),)
    assert Aliases(rows, {}).identify("AMZN Mktp US*2K4LP0").confidence is Confidence.UNKNOWN


def test_a_short_beginning_is_not_enough() -> None:
    assert Aliases(NAMES, SHOPS).identify("BLUE").merchant_id is None
