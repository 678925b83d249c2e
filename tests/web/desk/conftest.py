from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from candor.conversation.ownership import Ask as Wanted
from candor.services.desk.moving import move
from candor.services.people.hand_off import hand_off
from candor.store import Store
from tests.web.site import Site
from tests.web.staff.conftest import browser_of, come_in, store

__all__ = ["browser_of", "come_in", "store"]


@dataclass
class Asked:
    """A customer who asked for a person: their headers, the talk's address for them, its id and the hand-over's."""

    headers: dict[str, str]
    address: str
    talk: str
    handoff: str

    @property
    def page(self) -> str:
        return f"/desk/talks/{self.talk}"


Ask = Callable[..., Awaitable[Asked]]


@pytest.fixture
def ask(site: Site) -> Ask:
    """A customer writes something and a person is asked for."""

    async def asked(
        customer: str | None = "c01", text: str = "I want a person", trigger: str = "person", **known: object
    ) -> Asked:
        headers = await site.session(customer)
        address = await site.talk(headers)
        said = (await site.say(address, headers, text)).json()["id"]
        talk = address.rpartition("/")[2]
        with site.candor.store.write() as tx:
            made = hand_off(
                tx,
                site.candor.handoff_policy,
                site.candor.clock.now(),
                conversation_id=talk,
                message_id=said,
                trigger=trigger,
                context={"charge": "l01" if customer == "c01" else None, **known},
            )
            move(tx, site.candor.tools, talk, Wanted(), actor="bot", act="person_asked_for")
        return Asked(headers, address, talk, made.id)

    return asked


def kept(store: Store, talk: str) -> list[tuple[str, str]]:
    """Sender and words of every bubble."""
    with store.read() as tx:
        return [(view.message.sender.value, view.message.text) for view in tx.messages.after(talk, 0)]
