"""A case in each state, reached by real steps, and for each command one that has all it stands on."""

from datetime import UTC, date, datetime, timedelta

from candor.disputes import commands as do
from candor.disputes.case import Case
from candor.disputes.reasons import Reason
from candor.disputes.states import State
from candor.disputes.steps import take
from tests.disputes.laws import policy

CHARGED = 24_000
NOTICE = datetime(2025, 4, 28, 15, 0, tzinfo=UTC)
TODAY = date(2025, 5, 1)
LETTERS = ("acknowledgement",)


def clocks():
    return policy().reg_z.clocks(date(2025, 4, 12), 10, NOTICE.date())


def draft(case_id="d1"):
    return Case(id=case_id, line_id="t1", charged=CHARGED, notice_at=NOTICE, clocks=clocks())


def ready(kind, case, today=TODAY):
    """A command of a kind that nothing is missing from, for a case that stands where it may be given."""
    letter = {
        State.DECIDED_ERROR: "correction",
        State.DECIDED_DIFFERENT_ERROR: "different_error",
        State.DECIDED_NO_ERROR: "explanation",
    }.get(case.state, "shop_refund")
    grounds = {"why": ("w",), "evidence": ("e",), "looked_into": ("asked the shop",)}
    return {
        do.Submit: lambda: do.Submit(Reason.DUPLICATE, 18_000, confirmed=True),
        do.Abandon: lambda: do.Abandon(today + timedelta(days=2)),
        do.Acknowledge: lambda: do.Acknowledge(today),
        do.Investigate: lambda: do.Investigate(18_000, LETTERS),
        do.Lend: lambda: do.Lend(case.amount - case.temporary),
        do.AskCustomer: lambda: do.AskCustomer("receipt", today),
        do.GoOn: lambda: do.GoOn(answered=True),
        do.FileChargeback: lambda: do.FileChargeback("12.6.1"),
        do.HearShop: lambda: do.HearShop(answered=False),
        do.Contest: lambda: do.Contest("the shop's letter"),
        do.EndArbitration: lambda: do.EndArbitration(won=False),
        do.DecideError: lambda: do.DecideError(related=321),
        do.DecideDifferentError: lambda: do.DecideDifferentError(amount=5_000, **grounds),
        do.DecideNoError: lambda: do.DecideNoError(**grounds, proof=("signature",)),
        do.CreditAtDeadline: lambda: do.CreditAtDeadline(related=321),
        do.Withdraw: lambda: do.Withdraw(own_choice=True, medium="chat"),
        do.HandToFraud: lambda: do.HandToFraud("card freeze offered"),
        do.TakeShopRefund: lambda: do.TakeShopRefund("r1", 18_000, related=321),
        do.Notify: lambda: do.Notify(letter, today, today + timedelta(days=10)),
        do.Close: do.Close,
        do.DisputeStill: lambda: do.DisputeStill(written=True, on=today),
        do.CloseStillDisputed: lambda: do.CloseStillDisputed(marked_disputed=True, told_who=True),
        do.ReverseCredit: lambda: do.ReverseCredit(1_000, double_of="r1"),
    }[kind]()


WAYS = {
    State.DRAFT: (),
    State.ABANDONED: (do.Abandon,),
    State.SUBMITTED: (do.Submit,),
    State.INVESTIGATING: (do.Submit, do.Investigate),
    State.AWAITING_CUSTOMER: (do.Submit, do.Investigate, do.AskCustomer),
    State.MERCHANT_REVIEW: (do.Submit, do.Investigate, do.FileChargeback),
    State.PRE_ARBITRATION: (do.Submit, do.Investigate, do.FileChargeback, do.Contest),
    State.DECIDED_ERROR: (do.Submit, do.Investigate, do.DecideError),
    State.DECIDED_DIFFERENT_ERROR: (do.Submit, do.Investigate, do.DecideDifferentError),
    State.DECIDED_NO_ERROR: (do.Submit, do.Investigate, do.DecideNoError),
    State.MERCHANT_REFUNDED: (do.Submit, do.Investigate, do.TakeShopRefund),
    State.WITHDRAWN: (do.Submit, do.Investigate, do.Withdraw),
    State.FRAUD_HANDOFF: (do.Submit, do.Investigate, do.HandToFraud),
    State.NOTIFIED: (do.Submit, do.Investigate, do.DecideNoError, do.Notify),
    State.CLOSED: (do.Submit, do.Investigate, do.DecideNoError, do.Notify, do.Close),
    State.STILL_DISPUTED: (do.Submit, do.Investigate, do.DecideNoError, do.Notify, do.Close, do.DisputeStill),
}


def case_in(state, lent=18_000):
    """A case that stands there, with 18000 of 24000 disputed and so much of it lent as far as it got to that."""
    case = draft()
    for kind in WAYS[state]:
        command = do.Investigate(lent, LETTERS) if kind is do.Investigate else ready(kind, case)
        case = take(case, command, TODAY)
    assert case.state is state
    return case
