"""Answers "which subscriptions do I pay, and what went up?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from candor.billing.cadence import Cadence
from candor.billing.page import Page
from candor.billing.records import Book
from candor.billing.subscriptions import Recurring, subscriptions
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.telling import LABEL, WHICH_CHARGE, Told, label_of

__all__ = ["list_subscriptions"]

MOST_LISTED, MOST_CHOICES = 8, 3
WENT_UP_SINCE = timedelta(days=365)


def list_subscriptions(book: Book, today: date, wording: Wording) -> Told:
    """Those that run, with price and next day; what went up in the past year; what charges though cancelled."""
    page = Page(book, today)
    running = [one for one in subscriptions(book, today) if one.running]
    if not running:
        return Told((Reply("utter_subscriptions_none", cites=(book.account.id,)),))
    replies = [_list(page, running, wording), _went_up(page, running, wording)]
    cancelled = [one for one in running if one.after_cancel]
    if cancelled:
        replies.append(_after_cancel(page, cancelled[0]))
        return Told(tuple(replies), focus=cancelled[0].after_cancel[-1].id)
    lines = tuple(one.lines[-1].id for one in running[:MOST_CHOICES])
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in lines)
    replies[-1] = replace(replies[-1], choices=choices)
    return Told(tuple(replies), shown=lines, asked=WHICH_CHARGE)


def _list(page: Page, running: Sequence[Recurring], wording: Wording) -> Reply:
    facts = {
        "list": listed(wording, _items(page, running)),
        "count": str(len(running)),
        "total": page.amount(sum(one.amount for one in running)),
    }
    cites = tuple(dict.fromkeys(cite for one in running for cite in one.cites))
    return Reply(_list_response(running), facts, cites)


def _list_response(running: Sequence[Recurring]) -> str:
    """A sum makes sense only of prices for the same time."""
    if len(running) == 1:
        return "utter_subscriptions_one"
    is_monthly = all(one.cadence is Cadence.MONTHLY for one in running)
    return "utter_subscriptions_monthly" if is_monthly else "utter_subscriptions"


def _items(page: Page, running: Sequence[Recurring]) -> Iterator[Item]:
    for one in running[:MOST_LISTED]:
        facts = {"name": one.shop, "amount": page.amount(one.amount), "next": page.say(one.next_on or page.today)}
        if one.trial_end and page.today - one.trial_end <= WENT_UP_SINCE:
            yield f"utter_word_after_trial_{one.cadence}", {**facts, "trial_end": page.say(one.trial_end)}
        else:
            yield f"utter_word_each_{one.cadence}", facts
    if len(running) > MOST_LISTED:
        yield "utter_word_and_more", {"count": str(len(running) - MOST_LISTED)}


def _went_up(page: Page, running: Sequence[Recurring], wording: Wording) -> Reply:
    """The dearer ones of the past year; that there is none is an answer as well."""
    changed = [one for one in running if one.change and one.change.up and page.today - one.change.on <= WENT_UP_SINCE]
    cites = tuple(dict.fromkeys(cite for one in changed or running for cite in one.cites))
    if not changed:
        return Reply("utter_subscriptions_none_went_up", cites=cites)
    items: list[Item] = [("utter_word_went_up", _change_facts(page, one)) for one in changed]
    name = "utter_subscriptions_one_went_up" if len(changed) == 1 else "utter_subscriptions_went_up"
    return Reply(name, {"count": str(len(changed)), "list": listed(wording, items)}, cites)


def _change_facts(page: Page, one: Recurring) -> dict[str, str]:
    assert one.change
    return {
        "name": one.shop,
        "before": page.amount(one.change.before),
        "now": page.amount(one.change.now),
        "date": page.say(one.change.on),
    }


def _after_cancel(page: Page, one: Recurring) -> Reply:
    assert one.cancelled_on
    facts = {
        "name": one.shop,
        "cancelled": page.say(one.cancelled_on),
        "count": str(len(one.after_cancel)),
        "total": page.amount(sum(line.amount for line in one.after_cancel)),
    }
    newest = one.after_cancel[-1].id
    choices = (
        Choice(f"{LABEL}it_is_wrong", "dispute_charge", {"line": newest}),
        Choice(f"{LABEL}leave_it", "thanks", {}),
    )
    name = "utter_subscriptions_after_cancel" if len(one.after_cancel) > 1 else "utter_subscriptions_after_cancel_once"
    return Reply(name, facts, (*one.cites, *(line.id for line in one.after_cancel)), choices)
