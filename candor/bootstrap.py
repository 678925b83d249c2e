"""Joins settings, clock, store, words and policies. The only place that does."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from candor.clock import Clock, clock_from
from candor.conversation.promises import HandOffPolicy
from candor.conversation.wording import Wording
from candor.importing.sample.load import load_sample
from candor.importing.sample.past import load_past
from candor.services.clocks.due_worker import DueWorker
from candor.services.clocks.run_due import Handlers
from candor.services.desk.watch_silence import AGENT_SILENT, agent_silent
from candor.services.disputes.cabinet import Cabinet, cabinet_of
from candor.services.disputes.clock_work import HANDLERS as DISPUTE_CLOCKS
from candor.services.disputes.dispute_policy import policy_under
from candor.services.explain.settle_correction import SETTLE, settle_correction
from candor.services.goodwill.draw_gifts import DRAW, ask_for_draw, draw_when_due
from candor.services.goodwill.give import LOOK
from candor.services.goodwill.policy_in_force import PolicyInForce
from candor.services.goodwill.settle_goodwill import look_again
from candor.services.outcomes.ask_later import ASK_LATER, EVERY, TALKS, ask_later
from candor.services.outcomes.count_worker import CountWorker
from candor.services.outcomes.promise_due import promise_due
from candor.services.outcomes.survey_links import Links
from candor.services.people.erase_customer import ERASE, Places, erase_rest
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.people.mail_answer import MAIL_ANSWER, mail_answer
from candor.services.people.post_mail import FolderPost, MailWorker, ServerPost
from candor.services.staff.provider import Provider
from candor.services.staff.sample_staff import make_sample_staff
from candor.services.talk.ask_bot import Bot
from candor.services.talk.bell import Bell
from candor.services.talk.take_turn import TurnWorker
from candor.services.talk.words import load_wording
from candor.services.tools import Tools
from candor.settings import Settings
from candor.store import Store
from candor.store.migrate import migrate
from candor.store.promises import PROMISE_DUE
from candor.supervising.product import bot_environment, bot_python
from candor.training.workshop import Workshop

# Who does what is due, by kind (docs/decisions/0011).
DUE: Handlers = {
    **DISPUTE_CLOCKS,
    LOOK: look_again,
    DRAW: draw_when_due,
    SETTLE: settle_correction,
    AGENT_SILENT: agent_silent,
    MAIL_ANSWER: mail_answer,
    PROMISE_DUE: promise_due,
}


LONGEST_COMING = timedelta(hours=1)
"""A file that no row names after so long was left behind by a process that died."""


@dataclass(frozen=True)
class Candor:
    """The product, put together: what web handlers, actions and commands are given."""

    settings: Settings
    tools: Tools
    bell: Bell = field(default_factory=Bell)

    @property
    def store(self) -> Store:
        return self.tools.store

    @property
    def clock(self) -> Clock:
        return self.tools.clock

    @property
    def wording(self) -> Wording:
        return self.tools.wording

    @property
    def handoff_policy(self) -> HandOffPolicy:
        return self.tools.handoff_policy

    def bot(self) -> Bot:
        """A client of the bot process. To be made on the event loop that uses it."""
        return Bot(self.settings.bot_url, self.settings.secret, self.settings.turn_timeout)

    def turn_worker(self, bot: Bot) -> TurnWorker:
        return TurnWorker(
            self.tools,
            self.bell,
            bot,
            self.settings.secret,
            budget=timedelta(seconds=self.settings.turn_budget),
            turn_timeout=timedelta(seconds=self.settings.turn_timeout),
        )

    @cached_property
    def workshop(self) -> Workshop:
        """Where training, comparing and the encoder run beside this process."""
        return Workshop(self.settings.project, bot_python, bot_environment(os.environ), self.store, self.clock)

    @cached_property
    def provider(self) -> Provider | None:
        """The bank's identity provider for its own people, if the settings name one."""
        return Provider(self.settings.oidc, self.clock) if self.settings.oidc else None

    def count_worker(self) -> CountWorker:
        return CountWorker(self.tools)

    def due_worker(self) -> DueWorker:
        erasing = erase_rest(Places(self.settings.project, self.settings.data, self.settings.files))
        asking = {ASK_LATER: ask_later(self.links)} if self.links else {}
        return DueWorker(self.tools, {**DUE, ERASE: erasing, **asking})

    @property
    def links(self) -> Links | None:
        """Links that go out by mail; None where nobody has said at which address customers reach us."""
        base = self.settings.public_url
        return Links(base, self.settings.secret) if base else None

    def mail_worker(self) -> MailWorker:
        """Sends by the mail server of the settings; without one, into a folder of the data folder."""
        server = self.settings.smtp
        post = ServerPost(server) if server else FolderPost(self.settings.data / "mail")
        return MailWorker(self.tools, post, self.settings.mail_from)


SAMPLE_BANK = "First Orchard Bank"
"""Who the sample bank's letters are from; it is as invented as its shops."""


def assemble(settings: Settings) -> Candor:
    """The product on these settings. Raises SettingRefused or WordsMissing, naming the file that can not be used."""
    tools = Tools(
        store=Store(settings.database_url),
        clock=clock_from(settings.clock),
        wording=load_wording(settings.project / "domain.yml"),
        handoff_policy=load_handoff_policy(),
        dispute_policy=policy_under(settings.regime, dict(settings.regimes_of_terms)),
        cabinet=cabinet_of(settings.files, settings.file_scan, sample=settings.sample),
        bank=settings.bank or ((SAMPLE_BANK,) if settings.sample else ()),
    )
    return Candor(settings, tools)


def from_environment() -> Candor:
    return assemble(Settings.from_env(os.environ))


def prepare_data(settings: Settings) -> None:
    """Brings the database to the newest schema; in sample mode makes the sample bank and its staff where missing.

    Raises PolicyRefused at a first start with a goodwill policy that can not be used.
    """
    migrate(settings.database_url)
    store, clock = Store(settings.database_url), clock_from(settings.clock)
    if settings.sample:
        load_sample(store, clock)
        if settings.sample_past:
            load_past(store, clock)
        make_sample_staff(store, clock, settings.data)
    _take_policy(settings, store, clock)
    _sweep_files(settings, store)
    store.close()


def _sweep_files(settings: Settings, store: Store) -> None:
    """By the machine's clock, which is the one that files carry."""
    with store.read() as tx:
        known = tx.dispute_files.ids()
    Cabinet(settings.files).sweep(known, datetime.now(UTC) - LONGEST_COMING)


def _take_policy(settings: Settings, store: Store, clock: Clock) -> None:
    """Puts the goodwill policy in force. Raises PolicyRefused when it is broken and there never was a good one."""
    with store.write() as tx:
        PolicyInForce().keep(tx, load_wording(settings.project / "domain.yml"), clock.now())
        ask_for_draw(tx, clock.now().date())
        if settings.public_url:
            tx.due_work.withdraw(ASK_LATER, TALKS)
            tx.due_work.add(ASK_LATER, TALKS, clock.now() + EVERY)
