import pytest

from candor.conversation.nameless import nameless, trace_in


@pytest.mark.parametrize(
    ("said", "taught"),
    [
        ("this is Maya Okafor, why a fee", "this is Sam Sam, why a fee"),
        ("write to maya.o@mail.example.org please", "write to sam@example.com please"),
        ("my card 4111 1111 1111 1111 was charged", "my card 4471 was charged"),
        ("call me on (555) 123-45 67 89", "call me on 555-0100"),
        ("reference 99887766 is odd", "reference 12345 is odd"),
        ("$1,240.50 on 2026-05-03 at SQ *BLUE HERON", "$1,240.50 on 2026-05-03 at SQ *BLUE HERON"),
    ],
)
def test_whoever_wrote_it_goes_and_the_sense_stays(said, taught):
    proposed = nameless(said, ["Maya Okafor"])
    assert proposed == taught
    assert trace_in(proposed, ["Maya Okafor"]) is None


@pytest.mark.parametrize(
    ("said", "trace"),
    [
        ("maya says hi", "the customer's name"),
        ("mail a@b.example", "a mail address"),
        ("card 4111111111111111", "the digits of a card or a secret"),
        ("number 1234567890123", "a long number"),
        ("•••• 1111", "the digits of a card or a secret"),
    ],
)
def test_what_may_still_tell_who_it_was_is_named(said, trace):
    assert trace_in(said, ["Maya Okafor"]) == trace
