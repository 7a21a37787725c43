"""The one place where the parts are put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property

from bot.context import BotContext
from bot.delivery.mail import Mailer
from bot.state import forgetting as bot_state
from community.announcements import forgetting as announcements
from community.chats import following as chats
from community.chats.facts import ChatChanged
from community.consultations.booking.facts import ConsultationEnded
from community.consultations.requests import following as requests
from community.consultations.requests.facts import RequestEnded
from community.consultations.specialists.facts import SpecialistLeft, SpecialistOpened
from community.core.actor import system_actor
from community.core.clock import Clock, SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.mail import MailServer
from community.core.settings import Settings
from community.duty import following as duty
from community.duty.facts import SignalEnded, SomebodyCame
from community.events.attending import following as attending
from community.events.planning.facts import (
    CapacityChanged,
    EventCancelled,
    EventChanged,
    EventHandedOver,
    EventHeld,
    EventMoved,
    MaterialAdded,
)
from community.events.posting import following as posting
from community.events.signing import following as signing
from community.events.signing.facts import LineChanged
from community.library.articles import forgetting as authors
from community.library.articles.facts import ArticlePublished, ArticleWithdrawn
from community.library.hints import service as article_hints
from community.library.reading import service as shelves
from community.library.search import indexing
from community.library.wanted import following as wanted_articles
from community.membership.leaving.facts import PersonErased
from community.membership.people.facts import (
    PersonAdmitted,
    PersonLeft,
    PersonRefused,
    RolesChanged,
)
from community.peers.asking import following as peers
from community.relay import ending as relay
from community.relay.facts import (
    AskerWaits,
    ComplaintDecided,
    ConversationEnded,
    HelperAnswered,
    HelperSpoke,
)
from community.selfhelp.care import following as group_care
from community.selfhelp.groups import following as groups
from community.selfhelp.groups.facts import (
    AgreementRenewed,
    GroupClosing,
    GroupGrew,
    GroupOpened,
    GroupPaused,
    LeadActed,
    LeadChanged,
    LeadGone,
)
from community.selfhelp.meetings import following as group_meetings
from community.selfhelp.members import following as group_members
from community.selfhelp.members.facts import MemberCame, MemberGone
from deploy import schema
from deploy.defaults_loader import (
    load_default_documents,
    load_situations,
    load_specialities,
    load_starter_articles,
    load_topics,
)
from deploy.errors import CommandError
from deploy.judging import Judging, assemble_judging
from deploy.safety_copy import safety_copy
from deploy.secret import secrets_of
from moderation.incidents import erasing, following_duty, following_groups
from web.context import WebContext


def wire_facts(database: Database) -> None:
    """Who hears of what. Whoever is erased is forgotten by all."""
    hears = database.facts.subscribe
    hears(PersonAdmitted, chats.on_admitted)
    hears(PersonRefused, chats.on_refused)
    hears(PersonLeft, chats.on_left)
    hears(RolesChanged, chats.on_roles_changed)
    # What a conversation is about is locked before the conversation, here as everywhere.
    hears(PersonLeft, duty.on_left)
    hears(PersonLeft, requests.on_left)
    hears(PersonLeft, peers.on_left)
    hears(PersonLeft, relay.on_left)
    hears(RolesChanged, duty.on_roles_changed)
    hears(RolesChanged, requests.on_roles_changed)
    hears(HelperSpoke, duty.on_helper_spoke)
    _wire_requests(database)
    _wire_events(database)
    _wire_groups(database)
    _wire_library(database)
    _wire_peers(database)
    hears(SomebodyCame, following_duty.on_somebody_came)
    hears(SignalEnded, following_duty.on_signal_ended)
    for forgets in (bot_state, duty, requests, peers, relay, erasing, announcements):
        hears(PersonErased, forgets.on_erased)


def _wire_requests(database: Database) -> None:
    hears = database.facts.subscribe
    hears(HelperSpoke, requests.on_helper_spoke)
    hears(AskerWaits, requests.on_asker_waits)
    hears(HelperAnswered, requests.on_helper_answered)
    hears(ComplaintDecided, requests.on_complaint_decided)
    hears(ConsultationEnded, requests.on_consultation_ended)
    hears(SpecialistOpened, requests.on_specialist_opened)
    hears(SpecialistLeft, requests.on_specialist_left)
    hears(RequestEnded, requests.on_request_ended)


def _wire_events(database: Database) -> None:
    hears = database.facts.subscribe
    hears(EventMoved, signing.on_moved)
    hears(EventChanged, signing.on_changed)
    hears(CapacityChanged, signing.on_capacity_changed)
    hears(EventCancelled, signing.on_cancelled)
    hears(PersonLeft, signing.on_left)
    hears(EventHeld, attending.on_held)
    hears(EventHandedOver, attending.on_handed_over)
    hears(MaterialAdded, attending.on_material)
    hears(PersonLeft, attending.on_organiser_left)
    hears(RolesChanged, attending.on_organiser_left)
    for fact in (
        LineChanged,
        CapacityChanged,
        EventMoved,
        EventChanged,
        EventCancelled,
        EventHeld,
    ):
        hears(fact, posting.on_change)
    for forgets in (signing, attending):
        hears(PersonErased, forgets.on_erased)


def _wire_groups(database: Database) -> None:
    hears = database.facts.subscribe
    hears(RolesChanged, groups.on_roles_changed)
    hears(ChatChanged, groups.on_chat_changed)
    hears(GroupOpened, group_members.on_opened)
    hears(GroupOpened, group_meetings.on_opened)
    hears(GroupGrew, group_members.on_grew)
    hears(GroupPaused, group_members.on_paused)
    hears(GroupPaused, group_meetings.on_stopped)
    hears(AgreementRenewed, group_members.on_agreement_renewed)
    hears(GroupClosing, group_members.on_closing)
    hears(GroupClosing, group_meetings.on_stopped)
    hears(GroupClosing, group_care.on_closing)
    hears(LeadActed, group_care.on_acted)
    hears(LeadGone, group_care.on_gone)
    hears(LeadGone, following_groups.on_lead_gone)
    for hear in (group_members.on_lead_changed, group_meetings.on_came, group_care.on_lead_changed):
        hears(LeadChanged, hear)
    hears(MemberCame, group_members.on_member_moved)
    hears(MemberCame, group_meetings.on_came)
    hears(MemberGone, group_members.on_member_moved)
    hears(PersonLeft, group_members.on_left)
    for forgets in (groups, group_meetings, group_care):
        hears(PersonErased, forgets.on_erased)


def _wire_library(database: Database) -> None:
    hears = database.facts.subscribe
    hears(ArticlePublished, indexing.on_published)
    hears(ArticleWithdrawn, indexing.on_withdrawn)
    hears(ArticlePublished, wanted_articles.on_published)
    for forgets in (authors, shelves, wanted_articles, article_hints):
        hears(PersonErased, forgets.on_erased)


def _wire_peers(database: Database) -> None:
    hears = database.facts.subscribe
    hears(ConversationEnded, peers.on_conversation_ended)
    hears(ComplaintDecided, peers.on_complaint_decided)


@dataclass(frozen=True)
class Installation:
    """One region: its settings and its open database."""

    settings: Settings
    database: Database

    @cached_property
    def judging(self) -> Judging:
        """Read when first asked for: most commands judge nothing."""
        return assemble_judging(self.database)

    def bot_context(self) -> BotContext:
        settings = self.settings
        return BotContext(
            database=self.database,
            zone=settings.zone,
            region_name=settings.region_name,
            site_url=settings.site_url,
            redis_url=settings.redis_url,
            detector=self.judging.detector,
            mailer=mailer_of(settings),
        )

    def web_context(self, bot_username: str, bot_link: str | None = None) -> WebContext:
        """`bot_link` is where the local messenger stands in for `https://t.me/`."""
        settings = self.settings
        token = settings.metrics_token
        return WebContext(
            database=self.database,
            zone=settings.zone,
            region_name=settings.region_name,
            site_url=settings.site_url,
            bot_username=bot_username,
            bot_link=bot_link or WebContext.bot_link,
            secure_cookies=settings.site_url.startswith("https://"),
            metrics_token=token.get_secret_value() if token else None,
            detector=self.judging.detector,
        )


def mailer_of(settings: Settings) -> Mailer | None:
    """None where the region has no mail server."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return Mailer(MailServer.of(settings.smtp_url.get_secret_value()), settings.mail_from)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Installation]:
    """The installation as it is; `upgrade` brings it up to date, `require_current` insists."""
    keyring = Keyring(secrets_of(settings))
    database = Database(settings.database_url, keyring, clock or SystemClock(), settings.zone)
    wire_facts(database)
    try:
        yield Installation(settings, database)
    finally:
        await database.close()


async def upgrade(installation: Installation) -> None:
    """Run pending migrations (a copy of an SQLite file first) and add documents that are new."""
    database = installation.database
    if not await schema.is_current(database.engine):
        await safety_copy(database)
        await schema.upgrade(database.engine)
    async with database.write() as session:
        await load_default_documents(session, system_actor("cli"))
        await load_specialities(session, system_actor("cli"))
        await load_topics(session, system_actor("cli"))
        await load_starter_articles(session, system_actor("cli"))
        await load_situations(session, system_actor("cli"))


async def require_current(installation: Installation) -> None:
    """For parts that share a database: only one command changes its tables."""
    if not await schema.is_current(installation.database.engine):
        raise CommandError("The database is not up to date. Run `club db upgrade` once.")
