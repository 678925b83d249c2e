"""What customers of the sample bank say, and the line that a person would take it for."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from candor.billing.records import Book
from candor.services.find.candidates import candidates_of
from candor.services.find.clues import Wanted
from candor.services.find.find_charge import Nothing, One, Several, find_charge
from tests import ours
from tests.values.test_properties import comma

TODAY = date(2026, 5, 12)

ONE_IS_MEANT = """
c01 | what is this charge from SQ *BLUE HERON? | BLUE HERON 12.40
c01 | whats blu heron | BLUE HERON 12.40
c01 | blueheron cofee | BLUE HERON 12.40
c01 | Blue Heron Coffee | BLUE HERON 12.40
c01 | coffee on may 3 | BLUE HERON 12.40
c01 | twelve forty at some coffee place | BLUE HERON 12.40
c01 | the 12 dollar thing | BLUE HERON 12.40
c01 | something for 12,40 | BLUE HERON 12.40
c01 | what did i buy on may 3rd | BLUE HERON 12.40
c01 | is this 175 dollar gas charge real? | H RED MESA 175.00
c01 | gas yesterday | H RED MESA 175.00
c01 | one seventy five at red mesa, what is that | H RED MESA 175.00
c01 | the gas one from april | RED MESA 52.37
c01 | fifty two thirty seven | RED MESA 52.37
c01 | about 50 bucks for gas | RED MESA 52.37
c01 | what is tonearm | TONEARM 10.99 05-07
c01 | tonearm in april | TONEARM 10.99 04-07
c01 | harvest lane 64.95 | HARVEST LANE 64.95
c01 | the harvest market one for around $65 | HARVEST LANE 64.95
c01 | groceries on april 27 | HARVEST LANE 69.67
c01 | olive and fig last month | OLIVE AND FIG 26.53
c01 | 64.95 | HARVEST LANE 64.95
c01 | 1240 cents at heron | BLUE HERON 12.40
c01 | olive and fig | OLIVE AND FIG 26.53
c01 | paper crane | PAPER CRANE 17.76
c01 | books on the 1st of april | PAPER CRANE 17.76
c01 | why the late fee of 30 dollars | LATE FEE 30.00
c02 | whats HLX 8842 MKTPL | HLX 8842 64.00
c02 | some hlx thing | HLX 8842 64.00
c02 | 64 | HLX 8842 64.00
c02 | sixty four dollars on april 25 | HLX 8842 64.00
c02 | who is tinkers attic | TINKERATTIC 34.75
c02 | paypal tinker attic 34.75 | TINKERATTIC 34.75
c02 | juniper bikes | H JUNIPERBIKE 129.50
c02 | the bike thing for 130 bucks or so | H JUNIPERBIKE 129.50
c02 | moss and thread | MOSS AND THREAD 78.50
c02 | bazara 49.99 | BZRA 49.99
c02 | kettle and home april 22 | KETTLE AND HOME 84.20 04-22
c02 | casa marigold on saturday | CASA MARIGOLD 19.29
c02 | 56.85 bazara | BZRA 56.85
c02 | temporary credit | TEMPORARY CREDIT 89.00
c03 | why is there a hold from Harborview Inn? | H HARBORVIEW 150.00
c03 | the hotel in march | HARBORVIEW 361.49
c03 | when does Waymark give my deposit back | H WAYMARK 350.00
c03 | the rental car hold | H WAYMARK 350.00
c03 | why is Lantern Street 48 dollars, I signed for 40 | LANTERN 48.00
c03 | basket 2 door | BASKETTODOOR 58.74
c03 | baskettodoor i thought it was 62 dollars | BASKETTODOOR 58.74
c03 | what is this annual fee? | ANNUAL 95.00
c03 | the flight in april | CLOUDRAIL 472.50
c03 | cloudrail 239.39 | CLOUDRAIL 239.39
c03 | starling tickets | H STARLING 126.00
c03 | starling tickets 98.00 | H STARLING 98.00
c03 | did Starling Tickets take the 98 dollars | H STARLING 98.00
c03 | harborview | H HARBORVIEW 150.00
c03 | waymark | H WAYMARK 350.00
c03 | that taxi 37.96 | CITYHOP 37.96
c03 | city hop last friday | CITYHOP 37.96
c04 | why is cinelume more expensive | CINELUME 15.99 05-08
c04 | what is QUILLNOTE, I never bought that | QUILLNOTE 9.99
c04 | I cancelled Fernpath and they still charge me | FERNPATH 24.99 04-27
c04 | the gym charge | FERNPATH 24.99 04-27
c04 | bramble clothing on the card ending in 3366 | BRAMBLE 35.40
c04 | gas on may 6 | PRAIRIE STAR 39.24
c04 | two ninety nine from skyvault this month | SKYVAULT 2.99 05-10
c05 | why was Trattoria Tre Gatti 112.84 in dollars? | TRATTORIA 112.84
c05 | livraria 100 euros | LIVRARIA 108.50
c05 | that bookshop in lisbon | LIVRARIA 108.50
c05 | copperline power in march | COPPERLINE 64.78
c05 | kunstboden | KUNSTBODEN 46.38
c06 | the 150 i took from the atm | ATM 150.00
c06 | cash on april 12 | ATM 150.00
c06 | signal pine mobile | SIGNAL PINE 45.00 04-23
c08 | what did I buy at Wrenfield on may 1? | WRENFIELD 9.11
c08 | larkspur bakery 4.72 | LARKSPUR 4.72
c09 | did my refund from Bramble arrive? | refund BRAMBLE 119.00
c09 | what did i buy from bramble for 119 | purchase BRAMBLE 119.00
c09 | bramble purchase | purchase BRAMBLE 119.00
c10 | hillside hardware pending | H HILLSIDE 21.80
c10 | voltique 176 | VOLTIQUE 176.47
c01 | what's with the rivermetro charge of 4.88 | RIVERMETRO 4.88
c01 | tonarm music | TONEARM 10.99 05-07
c01 | i bought a book for like 17 dollars in april | PAPER CRANE 17.76
c01 | someone charged 26.53 at an olive place | OLIVE AND FIG 26.53
c01 | red mesa | H RED MESA 175.00
c02 | toys from paypal? | TINKERATTIC 34.75
c02 | goodacre last week | GOODACRE 73.85
c02 | whats the 129.50 for | H JUNIPERBIKE 129.50
c03 | my noodle dinner, 48 | LANTERN 48.00
c03 | plane ticket from march 3 | CLOUDRAIL 239.39
c03 | hotel on march 19th | HARBORVIEW 361.49
c04 | movie streaming 15.99 | CINELUME 15.99 05-08
c04 | 10 dollars quill note | QUILLNOTE 9.99
c04 | prairie gas on the 5th | PRAIRIE STAR 39.24
c05 | 108.50 | LIVRARIA 108.50
c05 | the power bill in april | COPPERLINE 90.16
c05 | italian restaurant | TRATTORIA 112.84
c06 | phone bill | SIGNAL PINE 45.00 04-23
c08 | wrenfeild 9.11 | WRENFIELD 9.11
c09 | the ride on the 21st of april | CITYHOP 22.69
c10 | electronics store | VOLTIQUE 176.47
c10 | hold from hillside | H HILLSIDE 21.80
c11 | pet supplies 61 dollars | TIDEWATER 61.06
c01 | harvst lane 69.67 | HARVEST LANE 69.67
c01 | the river metro fare on april 28 | RIVERMETRO 4.88
c01 | rivermetro 3.17 | RIVERMETRO 3.17
c01 | gas station put 175 on my card is that real | H RED MESA 175.00
c01 | what was the coffee thing last week | BLUE HERON 12.40
c01 | i spent like 18 bucks at a book store | PAPER CRANE 17.76
c01 | interest charge 10.43 | INTEREST 10.43
c01 | heron coffee may 2 | BLUE HERON 12.40
c01 | 24.05 or 25.05 at harvest lane | HARVEST LANE 25.05
c01 | music subscription this month | TONEARM 10.99 05-07
c01 | who charged me on the 7th | TONEARM 10.99 05-07
c02 | kettel & home on the 20th | KETTLE AND HOME 84.20 04-20
c02 | why was 59 taken by bazara | BZRA 58.99
c02 | MKTPL | HLX 8842 64.00
c02 | hlx8842 | HLX 8842 64.00
c02 | goodacre foods yesterday week 19.29 no wait marigold | CASA MARIGOLD 19.29
c02 | Moss and Tread 78.5 | MOSS AND THREAD 78.50
c02 | that mexican place, marigold, 18 dollars and 75 cents | CASA MARIGOLD 18.75
c03 | lantern noodles | LANTERN 48.00
c03 | noodle house on april 29 | LANTERN 48.00
c03 | airline ticket 472 | CLOUDRAIL 472.50
c03 | car hire deposit | H WAYMARK 350.00
c03 | the reward | STATEMENT CREDIT 25.00
c03 | 350 dollars for a car?? | H WAYMARK 350.00
c04 | quilnote | QUILLNOTE 9.99
c04 | cinelum streaming may | CINELUME 15.99 05-08
c04 | fern path fitness | FERNPATH 24.99 04-27
c04 | the 9.99 one | QUILLNOTE 9.99
c04 | clothes earlier this month on elena's card 3366 | BRAMBLE 35.40
c05 | the 46 dollar charge from vienna | KUNSTBODEN 46.38
c05 | trattoria tre gati | TRATTORIA 112.84
c05 | stackyard london software | STACKYARD 39.00
c05 | the foreign fee of 3.39 | FOREIGN 3.39
c06 | cash advance fee | CASH ADVANCE FEE 10.00
c07 | brambel 77.73 | BRAMBLE 77.73
c07 | wernfield pharmacy in may | WRENFIELD 18.32
c07 | late fee 41 | LATE FEE 41.00
c08 | bakery on sunday last week | LARKSPUR 4.72
c08 | larkspurr on the 26th of april | LARKSPUR 9.81
c08 | pharmacy last month around nine dollars | WRENFIELD 8.70
c09 | returned payment fee | RETURNED PAYMENT FEE 30.00
c09 | lantern street 39.88 | LANTERN 39.88
c09 | taxi on may 5th | CITYHOP 22.63
c10 | voltiqe | VOLTIQUE 176.47
c10 | what's the $29.42? | PRAIRIE STAR 29.42
c10 | over limit fee | OVERLIMIT 15.00
c11 | pet store last week | TIDEWATER 61.06
c11 | tidewater pets sixty one oh six | TIDEWATER 61.06
c11 | hillside hardware twenty five ninety seven | HILLSIDE 25.97
"""

SEVERAL_FIT = """
c02 | casa marigold | CASA MARIGOLD 19.29; CASA MARIGOLD 18.75
c02 | kettle and home | KETTLE AND HOME 84.20 04-22; KETTLE AND HOME 84.20 04-20
c02 | the two charges from kettle | KETTLE AND HOME 84.20 04-22; KETTLE AND HOME 84.20 04-20
c02 | 84.20 | KETTLE AND HOME 84.20 04-22; KETTLE AND HOME 84.20 04-20
c02 | casa marigold in april | CASA MARIGOLD 18.75; CASA MARIGOLD 34.40
c05 | 100 euros | TRATTORIA 112.84; LIVRARIA 108.50
"""

NONE_FITS = """
c01 | what is this zorbo charge
c01 | 999.99
c01 | a payment to Quarry Vet
c02 | cinelume
c01 | four hundred and eleven dollars
c01 | the hotel
c05 | something from november 1987 dollars
"""


SHOWN = ("CASA MARIGOLD 19.29", "H JUNIPERBIKE 129.50", "HLX 8842 64.00")
IN_THE_LIST = """
the second one | 2
2 | 2
number two | 2
2nd | 2
the last one | 3
the last but one | 2
#3 | 3
the 3rd | 3
64 | 3
the 64 dollar one | 3
marigold | 1
the bike one | 2
the pending one | 2
the oldest one | 3
the newest one please | 2
the bigger one | 2
the cheapest one | 1
no, the other one | 1 2
the one from april 25 | 3
both | 1 2 3
the fifth one | 1 2 3
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@cache
def books() -> dict[str, Book]:
    return {book.customer.id: book for book in ours.bank(1, TODAY)}


def named(book: Book, said: str) -> str:
    """The newest line of "[H|refund|purchase] NAME 12.40 [05-07]"; H is a hold."""
    kind, words = "", said.split()
    if words[0] in ("H", "refund", "purchase"):
        kind = "hold" if words[0] == "H" else words[0]
        words = words[1:]
    day = words.pop() if "-" in words[-1] else ""
    amount, name = words.pop(), " ".join(words)
    printed = {row.id: row.descriptor for row in (*book.lines, *book.authorisations)}
    fitting = [
        row
        for row in candidates_of(book, TODAY)
        if name in printed[row.id] and amount in {comma(cents) for cents in row.amounts} and f"{row.day}".endswith(day)
        if (row.kind == kind or (kind == "" and row.kind != "hold"))
    ]
    assert fitting, f"the sample bank has no {said}"
    return max(fitting, key=lambda row: row.day).id


@pytest.mark.parametrize(("customer", "text", "line"), rows(ONE_IS_MEANT))
def test_the_line_that_a_person_would_take_it_for(customer: str, text: str, line: str) -> None:
    book = books()[customer]
    assert find_charge(book, Wanted(text=text), TODAY) == One(named(book, line))


@pytest.mark.parametrize(("customer", "text", "lines"), rows(SEVERAL_FIT))
def test_where_two_fit_both_are_offered_the_better_or_newer_first(customer: str, text: str, lines: str) -> None:
    book = books()[customer]
    found = find_charge(book, Wanted(text=text), TODAY)
    assert isinstance(found, Several)
    assert not found.unlike
    assert found.ids[:2] == tuple(named(book, line) for line in lines.split("; "))


@pytest.mark.parametrize(("text", "places"), rows(IN_THE_LIST))
def test_what_points_into_the_list_just_shown_is_taken_from_it(text: str, places: str) -> None:
    """The third one is the line that was talked about last."""
    book = books()["c02"]
    shown = tuple(named(book, line) for line in SHOWN)
    meant = tuple(shown[int(place) - 1] for place in places.split())
    found = find_charge(book, Wanted(text=text), TODAY, shown, focus=shown[2])
    assert found == (One(meant[0]) if len(meant) == 1 else Several(meant))


@pytest.mark.parametrize(("customer", "text"), rows(NONE_FITS))
def test_where_none_fits_none_is_given(customer: str, text: str) -> None:
    assert find_charge(books()[customer], Wanted(text=text), TODAY) == Nothing(asked=True)
