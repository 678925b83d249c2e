"""The card account's rows (domain.md part 6). Columns carry the names of candor.billing.records, one to one."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from candor.store.tables.base import metadata
from candor.store.types import Instant


def _id() -> Column[str]:
    return Column("id", String(64), primary_key=True)


def _account() -> Column[str]:
    return Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, String, nullable=optional)


def _cents(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


customers = Table(
    "customers",
    metadata,
    _id(),
    _text("name"),
    _text("email"),
    _text("language"),
    _text("time_zone"),
    _text("detail_level"),
    Column("flags", JSON, nullable=False),
)

terms = Table("terms", metadata, _id(), Column("values", JSON, nullable=False))

accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False, unique=True),
    Column("opened", Date, nullable=False),
    _text("status"),
    _cents("limit"),
    Column("cycle_day", Integer, nullable=False),
    Column("due_day", Integer, nullable=False),
    Column("apr_bp", JSON, nullable=False),
    Column("terms_id", String(64), ForeignKey("terms.id"), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("overlimit_optin_on", Date),
    Column("autopay", Boolean, nullable=False),
    # Grows with every change of any row of the account: what was read under a number is still true under it.
    Column("version", Integer, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    _id(),
    _account(),
    _text("holder"),
    Column("last4", String(4), nullable=False),
    _text("network"),
    _text("status"),
    Column("authorised_user", Boolean, nullable=False),
)

# One row, "shops": grows whenever shops or names on bills are added, which concerns every account.
marks = Table(
    "ledger_marks",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
)

merchants = Table(
    "merchants",
    metadata,
    _id(),
    _text("brand"),
    Column("country", String(2), nullable=False),
    Column("mcc", String(4), nullable=False),
    _text("city"),
    _text("address"),
    _text("phone"),
    _text("parent"),
)

descriptors = Table(
    "descriptors",
    metadata,
    _id(),
    Column("raw", String, nullable=False, index=True),
    Column("merchant_id", String(64), ForeignKey("merchants.id")),
    _text("confidence"),
    _text("prefix"),
    _text("source"),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    _account(),
    Column("open", Date, nullable=False),
    Column("close", Date, nullable=False),
    Column("transmitted_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    *[
        _cents(name)
        for name in (
            "previous",
            "purchases",
            "cash",
            "transfers",
            "fees",
            "interest",
            "payments",
            "credits",
            "new_balance",
            "minimum_due",
        )
    ],
)

lines = Table(
    "transactions",
    metadata,
    _id(),
    _account(),
    _text("type"),
    _cents("amount"),
    _text("descriptor"),
    Column("txn_date", Date, nullable=False),
    Column("post_date", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("card_id", String(64), ForeignKey("cards.id")),
    Column("authorisation_id", String(64), ForeignKey("authorisations.id")),
    Column("merchant_id", String(64), ForeignKey("merchants.id")),
    Column("statement_id", String(64), ForeignKey("statements.id")),
    _cents("original_amount", optional=True),
    Column("original_currency", String(3)),
    _text("rate", optional=True),
    Column("dcc", Boolean, nullable=False),
    _text("reversal_of", optional=True),
    _text("order_ref", optional=True),
    _text("arn", optional=True),
    _text("entry_mode", optional=True),
    _text("source"),
    _text("source_ref", optional=True),
    _text("network_rate", optional=True),
    UniqueConstraint("account_id", "source", "source_ref"),
    Index("ix_transactions_account_posted", "account_id", "post_date"),
)

authorisations = Table(
    "authorisations",
    metadata,
    _id(),
    _account(),
    Column("card_id", String(64), ForeignKey("cards.id"), nullable=False),
    _cents("amount"),
    _text("descriptor"),
    Column("mcc", String(4), nullable=False),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    _text("state"),
    Column("merchant_id", String(64), ForeignKey("merchants.id")),
    Column("currency", String(3), nullable=False),
    _text("entry_mode", optional=True),
)

fees = Table(
    "fees",
    metadata,
    _id(),
    _account(),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _text("kind"),
    _cents("amount"),
    _text("trigger_id", optional=True),
    _text("rule_version"),
)

interest = Table(
    "interest_charges",
    metadata,
    _id(),
    _account(),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _text("kind"),
    _cents("amount"),
    Column("apr_bp", Integer, nullable=False),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    _cents("computed"),
)

payments = Table(
    "payments",
    metadata,
    _id(),
    _account(),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _cents("amount"),
    Column("received_at", Instant, nullable=False),
    Column("credited_on", Date, nullable=False),
    _text("statement_id", optional=True),
    Column("returned_on", Date),
    _text("return_code", optional=True),
    Column("allocation", JSON, nullable=False),
)

refunds = Table(
    "refunds",
    metadata,
    _id(),
    _account(),
    Column("purchase_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _cents("amount"),
    Column("accepted_on", Date, nullable=False),
    _text("credit_slip", optional=True),
    _text("line_id", optional=True),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _id(),
    _account(),
    Column("merchant_id", String(64), ForeignKey("merchants.id"), nullable=False),
    _text("cadence"),
    _cents("amount"),
    Column("consented_on", Date, nullable=False),
    Column("trial_end", Date),
    Column("cancelled_on", Date),
)

plans = Table(
    "plans",
    metadata,
    _id(),
    _account(),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _text("kind"),
    _cents("amount"),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("apr_bp", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("fee_bp", Integer, nullable=False),
)

apr_periods = Table(
    "apr_periods",
    metadata,
    _id(),
    _account(),
    _text("balance"),
    Column("since", Date, nullable=False),
    Column("apr_bp", Integer, nullable=False),
    UniqueConstraint("account_id", "balance", "since"),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    _account(),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    _text("kind"),
    _text("target_id", optional=True),
    _text("note"),
)
