"""The rows of a card account, as the bank knows them (domain.md part 6).

Amounts are integer cents in the account's currency and signed as on the bill: what raises the debt is positive,
payments and credits are negative. Days are calendar days in the account's time zone; instants are aware UTC
datetimes. Ids are opaque.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class LineType(StrEnum):
    """The column of the statement that a posted line is summed in, and what it is to the bank."""

    PURCHASE = "purchase"
    CASH_ADVANCE = "cash_advance"
    TRANSFER = "transfer"
    FEE = "fee"
    INTEREST = "interest"
    PAYMENT = "payment"
    REFUND = "refund"
    CREDIT = "credit"


class HoldState(StrEnum):
    OPEN = "open"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Customer:
    id: str
    name: str
    email: str
    language: str = "en"
    time_zone: str = "America/New_York"
    detail_level: str = "short"
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Terms:
    """What the card agreement sets (domain 1.1 and 1.2 `cfg`); amounts in cents, rates in basis points.

    `home` is the country whose shops cost no foreign transaction fee. `annual_fee_exit_days`: so many days after the
    bill with the yearly fee was sent, the card can still be ended without paying it (12 CFR 1026.9(e)(2)).
    """

    id: str
    day_count: str = "365"
    late_fee_first: int = 3000
    late_fee_repeat: int = 4100
    minimum_interest: int = 150
    foreign_fee_bp: int = 300
    cash_fee_bp: int = 500
    cash_fee_least: int = 1000
    transfer_fee_bp: int = 500
    transfer_fee_least: int = 500
    annual_fee: int = 0
    payment_cut_off_hour: int = 17
    least_due: int = 2500
    home: str = "US"
    annual_fee_exit_days: int = 30


@dataclass(frozen=True)
class Account:
    id: str
    customer_id: str
    opened: date
    status: str
    limit: int
    cycle_day: int
    due_day: int
    apr_bp: Mapping[str, int]
    terms: Terms
    currency: str = "USD"
    overlimit_optin_on: date | None = None
    autopay: bool = False


@dataclass(frozen=True)
class Card:
    id: str
    account_id: str
    holder: str
    last4: str
    network: str
    status: str = "active"
    authorised_user: bool = False


@dataclass(frozen=True)
class Merchant:
    """A shop as the world knows it. `mcc` is the shop type; address is for "where was that"."""

    id: str
    brand: str
    country: str
    mcc: str
    city: str = ""
    address: str = ""
    phone: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Descriptor:
    """A name as printed on bills and the shop it stands for, with how sure we are (certain, likely, unknown)."""

    id: str
    raw: str
    merchant_id: str | None
    confidence: str
    prefix: str = ""
    source: str = ""


@dataclass(frozen=True)
class Statement:
    """One bill: `previous + purchases + cash + transfers + fees + interest - payments - credits = new_balance`."""

    id: str
    account_id: str
    open: date
    close: date
    transmitted_on: date
    due: date
    previous: int
    purchases: int
    cash: int
    transfers: int
    fees: int
    interest: int
    payments: int
    credits: int
    new_balance: int
    minimum_due: int


@dataclass(frozen=True)
class Line:
    """A posted transaction. `descriptor` is the name exactly as the bank printed it.

    `statement_id` is None until it is billed. `entry_mode`: chip, tap, swipe, online, recurring. `rate` is the one that
    the price was turned at; when the shop itself turned it (`dcc`), `network_rate` is the card network's of that day.
    """

    id: str
    account_id: str
    type: LineType
    amount: int
    descriptor: str
    txn_date: date
    post_date: date
    currency: str = "USD"
    card_id: str | None = None
    authorisation_id: str | None = None
    merchant_id: str | None = None
    statement_id: str | None = None
    original_amount: int | None = None
    original_currency: str | None = None
    rate: str | None = None
    dcc: bool = False
    reversal_of: str | None = None
    order_ref: str | None = None
    arn: str | None = None
    entry_mode: str | None = None
    source: str = "bank"
    source_ref: str | None = None
    network_rate: str | None = None


@dataclass(frozen=True)
class Authorisation:
    """The shop's request for money: a hold until it is captured, released or expires. Never part of a balance."""

    id: str
    account_id: str
    card_id: str
    amount: int
    descriptor: str
    mcc: str
    at: datetime
    expires_at: datetime
    state: HoldState
    merchant_id: str | None = None
    currency: str = "USD"
    entry_mode: str | None = None


@dataclass(frozen=True)
class Fee:
    """Why a fee line is there. `kind`: late, returned, overlimit, annual, foreign, cash, transfer, instalment.

    `trigger_id` is the row that set it off: the statement whose due date was missed (late), the payment (returned),
    the statement (overlimit), the line (foreign, cash, transfer).
    """

    id: str
    account_id: str
    line_id: str
    kind: str
    amount: int
    trigger_id: str | None
    rule_version: str


@dataclass(frozen=True)
class InterestCharge:
    """Why an interest line is there. `kind`: purchase, cash, trailing, minimum, deferred."""

    id: str
    account_id: str
    line_id: str
    kind: str
    amount: int
    apr_bp: int
    from_day: date
    to_day: date
    computed: int


@dataclass(frozen=True)
class Payment:
    """Money we got. `statement_id` is the bill it answered.

    `returned_on` and `return_code` are set if the payer's bank refused it.
    """

    id: str
    account_id: str
    line_id: str
    amount: int
    received_at: datetime
    credited_on: date
    statement_id: str | None = None
    returned_on: date | None = None
    return_code: str | None = None
    allocation: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Refund:
    """A shop's promise to send money back (domain 1.2, refund in flight); `line_id` is set once it has posted."""

    id: str
    account_id: str
    purchase_id: str
    amount: int
    accepted_on: date
    credit_slip: str | None = None
    line_id: str | None = None


@dataclass(frozen=True)
class Subscription:
    id: str
    account_id: str
    merchant_id: str
    cadence: str
    amount: int
    consented_on: date
    trial_end: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """Money owed under its own terms: an instalment plan, a deferred-interest promotion or a transfer offer.

    `kind`: instalment, deferred, transfer_offer. `parts` and `fee_bp` (a part, of the sum) are an instalment plan's.
    """

    id: str
    account_id: str
    line_id: str
    kind: str
    amount: int
    starts: date
    ends: date
    apr_bp: int = 0
    parts: int = 0
    fee_bp: int = 0


@dataclass(frozen=True)
class AprPeriod:
    """The yearly rate of a balance (purchase, cash, transfer) from a day until the next one of it begins."""

    id: str
    account_id: str
    balance: str
    since: date
    apr_bp: int


@dataclass(frozen=True)
class Correction:
    """A credit line's reason: goodwill, correction, temporary (a dispute's provisional credit), reward,
    plan (the purchase that was moved to an instalment plan)."""

    id: str
    account_id: str
    line_id: str
    kind: str
    target_id: str | None
    note: str = ""


@dataclass(frozen=True)
class Book:
    """Everything one customer's account holds, as of a day. What is pure reads this and nothing else."""

    customer: Customer
    account: Account
    cards: tuple[Card, ...] = ()
    statements: tuple[Statement, ...] = ()
    lines: tuple[Line, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    fees: tuple[Fee, ...] = ()
    interest: tuple[InterestCharge, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    plans: tuple[Plan, ...] = ()
    corrections: tuple[Correction, ...] = ()
    rates: tuple[AprPeriod, ...] = ()
    merchants: Mapping[str, Merchant] = field(default_factory=dict)
    descriptors: tuple[Descriptor, ...] = ()

    # By identity, so that what is worked out of a book can be kept with it; its thousands of rows are never hashed.
    __hash__ = object.__hash__

    def rate_on(self, day: date, balance: str) -> int | None:
        """The yearly rate of a balance on a day, in basis points; None when no row tells it."""
        known = [row for row in self.rates if row.balance == balance and row.since <= day]
        return max(known, key=lambda row: row.since).apr_bp if known else self.account.apr_bp.get(balance)
