"""What every person of the demonstration did alike, written in bulk: a few rows each.

The first word to the bot, the documents accepted one by one, the chats entered. The use cases do
the same; going through them for two hundred people would take most of a minute on a slow machine.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import ChatMember, Presence
from community.core.audit import AuditEntry
from community.membership.documents import queries as documents
from community.membership.documents.models import Acceptance
from community.membership.documents.queries import Shown
from community.membership.people.models import MessengerAccount, Person, Standing
from deploy.demo.cast import DemoPerson

MESSENGER = "telegram"
_READING = timedelta(minutes=1)  # from one document to the next

Entry = tuple[int, int, Presence, datetime]  # chat, account, how, since when


async def arrive(
    session: AsyncSession, moments: Mapping[DemoPerson, datetime]
) -> dict[str, MessengerAccount]:
    """Everyone's account by key; each of them wrote to the bot and accepted what is required."""
    accounts = {person.key: _account(person, moment) for person, moment in moments.items()}
    session.add_all(accounts.values())
    await session.flush()
    required = [shown for shown in await documents.current_documents(session) if shown.required]
    accepted = [
        (accounts[person.key].person_id, shown, moment + order * _READING)
        for person, moment in moments.items()
        for order, shown in enumerate(required)
    ]
    await session.execute(insert(Acceptance), [_acceptance(*entry) for entry in accepted])
    await session.execute(insert(AuditEntry), [_audit_entry(*entry) for entry in accepted])
    return accounts


def _account(person: DemoPerson, moment: datetime) -> MessengerAccount:
    return MessengerAccount(
        person=Person(standing=Standing.NEWCOMER, language="ru", created_at=moment),
        messenger=MESSENGER,
        external_id=str(person.id),
        reachable=True,
        created_at=moment,
    )


def _acceptance(person_id: int, shown: Shown, at: datetime) -> dict[str, Any]:
    return {"person_id": person_id, "version_id": shown.version_id, "accepted_at": at}


def _audit_entry(person_id: int, shown: Shown, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "tag": "bot:document:accept",
        "actor_id": person_id,
        "subject_kind": "document",
        "person_id": person_id,
        "facts": {"version": shown.number},
    }


async def enter(session: AsyncSession, entries: Iterable[Entry]) -> None:
    rows = [
        {"chat_id": chat_id, "account_id": account_id, "presence": how, "since": at}
        for chat_id, account_id, how, at in entries
    ]
    await session.execute(insert(ChatMember), rows)
