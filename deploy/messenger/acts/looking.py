"""Finding people, chats and memberships; time limits of bans and restrictions run out here."""

from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, Member, Message


def membership(m: Messenger, chat_id: int, user_id: int) -> Member:
    """The standing now; a stranger is `left`. An expired mute or ban has ended."""
    row = m.store.members.get(chat_id, user_id)
    if row is None:
        return Member(chat_id=chat_id, user_id=user_id, is_member=False)
    if row.until_date and row.until_date <= m.clock.now():
        row = Member(
            chat_id=chat_id,
            user_id=user_id,
            status="member" if row.present else "left",
            is_member=row.present,
        )
        m.store.members.put(row)
    return row


def bot_membership(m: Messenger, chat_id: int) -> Member:
    return membership(m, chat_id, m.bot.id)


def present_members(m: Messenger, chat_id: int) -> list[Member]:
    current = [membership(m, chat_id, row.user_id) for row in m.store.members.of(chat_id)]
    return [row for row in current if row.present]


def private_chat(m: Messenger, person_id: int) -> Chat:
    return m.store.chats.get(person_id) or m.store.chats.put(Chat(id=person_id, type="private"))


def is_command_for_bot(m: Messenger, message: Message) -> bool:
    """`/word` or `/word@this_bot`, but not a command that names another bot."""
    first = message.text.split(maxsplit=1)[0] if message.text.strip() else ""
    if not first.startswith("/"):
        return False
    _, _, addressee = first.partition("@")
    return not addressee or addressee.lower() == m.config.bot_username.lower()


def bot_sees(m: Messenger, chat: Chat, message: Message) -> bool:
    """Who the bot hears: everyone in private; in a group by its rights and privacy mode."""
    if message.from_id == m.bot.id and not message.service:
        return False
    if chat.type == "private":
        return True
    row = bot_membership(m, chat.id)
    if not row.present:
        return False
    if chat.type == "channel":
        return row.is_admin
    if row.is_admin or m.bot.reads_all_group_messages or message.service or message.via_bot:
        return True
    replied = m.store.messages.get(chat.id, message.reply_to) if message.reply_to else None
    is_answer = replied is not None and replied.from_id == m.bot.id
    return is_answer or is_command_for_bot(m, message)
