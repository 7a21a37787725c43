"""The same region as the local messenger begins with: people, groups, what was said."""

from collections.abc import Iterator
from typing import Any

from community.chats.models import Purpose
from community.chats.rules import NEEDED_RIGHTS
from deploy.demo.cast import Cast, DemoChat, DemoPerson
from deploy.demo.rooms import members_of
from deploy.demo.timeline import Timeline

_BOT = "bot"  # stands for the bot among members and authors
_MODERATOR_RIGHTS = ["can_delete_messages", "can_restrict_members", "can_invite_users"]

Snapshot = dict[str, Any]


def snapshot(cast: Cast, timeline: Timeline) -> Snapshot:
    """In the shape that the messenger loads (`deploy/messenger/control/loading.py`)."""
    present = [person for person in cast.people.values() if person.group != "left"]
    return {
        "people": [_person(person) for person in present],
        "groups": [_group(cast, chat) for chat in cast.chats],
        "messages": list(_messages(cast, timeline)),
    }


def _person(person: DemoPerson) -> Snapshot:
    return {
        "id": person.id,
        "first_name": person.given,
        "last_name": person.family,
        "note": person.story or "",
        "started_bot": person.group != "outsiders",
    }


def _group(cast: Cast, chat: DemoChat) -> Snapshot:
    owner = _owner(cast, chat)
    moderators = {row["person"] for row in cast.roles("activists") if row["moderator"]}
    members = [
        {
            "id": person.id,
            "status": "administrator" if person.key in moderators else "member",
            "rights": _MODERATOR_RIGHTS,
        }
        for person in members_of(cast, chat)
        if person is not owner
    ]
    rights = list(NEEDED_RIGHTS[Purpose(chat.purpose)])
    standing = {"status": "administrator", "rights": rights} if rights else {"status": "member"}
    return {
        "id": chat.id,
        "title": chat.title,
        "type": "supergroup",
        "owner": owner.id,
        "join_by_request": chat.purpose != Purpose.GUARDIANSHIP,
        "members": [*members, {"id": _BOT, **standing}],
    }


def _owner(cast: Cast, chat: DemoChat) -> DemoPerson:
    """Whoever made the group: the leader of its district, else of the region."""
    leaders = {row.get("district"): row["person"] for row in cast.roles("leaders")}
    return cast.people[leaders.get(chat.district, leaders[None])]


def _messages(cast: Cast, timeline: Timeline) -> Iterator[Snapshot]:
    for chat in cast.chats:
        for line in chat.talk:
            author = _BOT if line.author == _BOT else cast.people[line.author].id
            yield {
                "chat_id": chat.id,
                "from": author,
                "text": line.text,
                "date": int(timeline.said(line).timestamp()),
            }
