"""The fee to move debt here from another card: a share of it, with a least amount (domain 1.2)."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.explanation import Explanation
from candor.billing.index import first
from candor.billing.lines import fee as any_fee
from candor.billing.lines.common import percent_words
from candor.billing.lines.share_fee import base_of, checked
from candor.billing.page import Page
from candor.billing.records import Line, LineType


def explained(page: Page, line: Line) -> Explanation | None:
    """With the rate and end of the offer that was taken, when the book has one; None when there is no transfer."""
    fee = any_fee.fee_of(page, line)
    base = base_of(page, fee, "transfer", LineType.TRANSFER)
    if fee is None or base is None:
        return None
    terms = page.book.account.terms
    found = checked(page, base, terms.transfer_fee_bp, terms.transfer_fee_least)
    offer = first(page.index.plans, base.id)
    if offer:
        known = {"rate": percent_words(offer.apr_bp), "until": page.say(offer.ends)}
        found = replace(found, variant="offer", facts={**found.facts, **known}, cites=(*found.cites, offer.id))
    return any_fee.told(page, line, fee, found)
