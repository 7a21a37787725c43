"""Everything the club holds about a person, as a text to read and as JSON."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.features.consultations.words import for_whom_names, format_names
from bot.features.privacy.export_events import collect_events, event_fields, event_values
from bot.features.privacy.export_groups import collect_groups, group_headings, group_values
from bot.features.privacy.export_help import collect_help
from bot.features.privacy.export_library import (
    collect_library,
    library_fields,
    library_headings,
    library_values,
)
from bot.features.privacy.export_peers import collect_peers, peer_headings, peer_values
from bot.texts import Texts
from community.announcements import queries as announcements
from community.announcements.hearing import hearing_of
from community.chats import queries as chats
from community.core.actor import Actor
from community.core.markdown import in_short
from community.duty import queries as duty
from community.membership.documents.queries import current_documents
from community.membership.leaving.queries import everything_about
from community.relay import complaints
from community.relay import queries as relay

_BEGINNING = 120  # characters of an announcement
# The title of a document says it to people already.
_FOR_MACHINES = ("code", "number")


async def collect(session: AsyncSession, actor: Actor, language: str) -> dict[str, Any]:
    collected = await everything_about(session, actor)
    titles = {shown.code: shown.title for shown in await current_documents(session, language)}
    for accepted in collected["documents"]:
        accepted["title"] = titles.get(accepted["code"])
    inside = await chats.memberships_of(session, actor.person_id or 0)
    collected["chats"] = [
        {"title": chat.title, "since": member.since} for member, chat, _ in inside
    ]
    collected["calls"] = [
        {"at": signal.raised_at, "about": signal.words}
        for signal in await duty.own_calls(session, actor)
    ]
    collected["said"] = [
        {"at": message.said_at, "about": message.words}
        for message in await relay.said_by(session, actor)
    ]
    collected["complained"] = [
        {"at": complaint.complained_at, "about": complaint.words}
        for complaint in await complaints.complained_by(session, actor)
    ]
    collected["events"] = await collect_events(session, actor)
    collected["person"]["hearing"] = await hearing_of(session, actor.person_id or 0)
    collected["announcements"] = [
        {"at": one.started_at, "begins": in_short(one.body, _BEGINNING)}
        for one in await announcements.told_to(session, actor)
    ]
    collected |= await collect_help(session, actor)
    collected |= await collect_groups(session, actor)
    collected |= await collect_library(session, actor)
    return {**collected, **await collect_peers(session, actor)}


def as_json(collected: dict[str, Any]) -> bytes:
    return json.dumps(collected, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def as_text(collected: dict[str, Any], texts: Texts) -> bytes:
    """Sections with a line for each thing; an empty section says so."""
    headings = {
        "person": texts("About me"),
        "family": texts("My family"),
        "accounts": texts("My accounts in messengers"),
        "email": texts("My e-mail"),
        "roles": texts("My tasks in the club"),
        "signed_in": texts("Where I am signed in to the site"),
        "applications": texts("My applications to join"),
        "documents": texts("What I agreed to and withdrew"),
        "looked_at": texts("Who looked at my data"),
        "chats": texts("Chats I am in"),
        "calls": texts("When I called for help, or the club heard that I might need it"),
        "said": texts("What I wrote to somebody through the bot"),
        "complained": texts("What I complained about"),
        "requests": texts("Which help I asked specialists for"),
        "meetings": texts("My meetings with specialists"),
        "groups": texts("Group meetings I had a seat in"),
        "events": texts("Events my family signed up to"),
        "announcements": texts("Announcements that were for me"),
        **library_headings(texts),
        **group_headings(texts),
        **peer_headings(texts),
    }
    sections = [
        "\n".join([str(headings[name]).upper(), *_lines(collected[name], texts)])
        for name in headings
    ]
    return ("\ufeff" + "\n\n".join(sections) + "\n").encode()


def _lines(value: Any, texts: Texts) -> list[str]:
    rows = value if isinstance(value, list) else [value]
    lines = []
    for row in rows:
        known = [
            f"{_field_names(texts).get(key, key)}: {_words(key, item, texts)}"
            for key, item in row.items()
            if item not in (None, []) and not (key in _FOR_MACHINES and "title" in row)
        ]
        lines.append("; ".join(known))
    return lines or [str(texts("nothing so far"))]


def _words(key: str, item: Any, texts: Texts) -> str:
    if isinstance(item, datetime):
        return texts.date(item)
    if isinstance(item, list):
        return ", ".join(item)
    return _value_names(texts).get((key, str(item)), str(item))


def _value_names(texts: Texts) -> dict[tuple[str, str], str]:
    """The codes that stand in the data, in words."""
    return {
        ("language", "ru"): "Русский",
        ("language", "en"): "English",
        ("standing", "newcomer"): texts("not in the club"),
        ("standing", "applicant"): texts("waiting to be verified"),
        ("standing", "member"): texts("member of the club"),
        ("standing", "candidate"): texts("future parent"),
        ("standing", "refused"): texts("refused"),
        ("standing", "left"): texts("left the club"),
        ("kind", "parent"): texts("a foster parent"),
        ("kind", "candidate"): texts("future parent"),
        ("kind", "family_member"): texts("a family member"),
        ("state", "open"): texts("waiting"),
        ("state", "doubted"): texts("waiting"),
        ("state", "disputed"): texts("waiting"),
        ("state", "verified"): texts("verified"),
        ("state", "refused"): texts("refused"),
        ("state", "withdrawn"): texts("withdrawn"),
        ("via", "invitation"): texts("an invitation code"),
        ("via", "family_code"): texts("the family's code"),
        ("via", "activist"): texts("an activist"),
        ("via", "leader"): texts("a leader"),
        ("state", "waiting"): texts("waiting"),
        ("state", "offered"): texts("waiting"),
        ("state", "taken"): texts("in hand"),
        ("state", "closed"): texts("over"),
        ("state", "booked"): texts("booked"),
        ("state", "held"): texts("took place"),
        ("state", "missed"): texts("did not take place"),
        ("state", "moved"): texts("moved"),
        ("state", "cancelled"): texts("cancelled"),
        **{("for_whom", code.value): name for code, name in for_whom_names(texts).items()},
        **{("how", code): name for code, name in format_names(texts).items()},
        **event_values(texts),
        **library_values(texts),
        **group_values(texts),
        **peer_values(texts),
        ("hearing", "at_once"): texts("at once"),
        ("hearing", "weekly"): texts("once a week, all together"),
        ("hearing", "never"): texts("never"),
        ("role", "activist"): texts("activist"),
        ("role", "leader"): texts("club leader"),
        ("role", "admin"): texts("administrator"),
        ("role", "specialist"): texts("specialist"),
        ("role", "facilitator"): texts("leader of a self-help group"),
        ("role", "methodologist"): texts("methodologist"),
    }


def _field_names(texts: Texts) -> dict[str, str]:
    return {
        "given_name": texts("first name"),
        "family_name": texts("surname"),
        "language": texts("language"),
        "zone": texts("time zone"),
        "standing": texts("standing in the club"),
        "district": texts("district"),
        "known_since": texts("known since"),
        "member_since": texts("member since"),
        "number": texts("number"),
        "other_members": texts("other adults in the club"),
        "neighbouring_districts": texts("neighbouring districts"),
        "messenger": texts("messenger"),
        "address": texts("address"),
        "id": texts("number in the messenger"),
        "device": texts("device"),
        "since": texts("since"),
        "until": texts("until"),
        "role": texts("role"),
        "kind": texts("kind"),
        "about": texts("in my words"),
        "state": texts("state"),
        "at": texts("when"),
        "decided_at": texts("decided"),
        "via": texts("on whose word"),
        "accepted_at": texts("agreed"),
        "withdrawn_at": texts("withdrawn"),
        "why": texts("why"),
        "title": texts("title"),
        "speciality": texts("specialist"),
        "for_whom": texts("for whom"),
        "how": texts("how"),
        "closed_at": texts("closed"),
        "hearing": texts("announcements come"),
        "begins": texts("begins with"),
        "answer": texts("my answer"),
        "in_group": texts("how"),
        **event_fields(texts),
        **library_fields(texts),
    }
