"""The rights of administrators and the permissions of members, by Telegram's names."""

from deploy.messenger.state.records import Chat, Member

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
EVERY_RIGHT = (*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS, "is_anonymous")

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
MANAGING = frozenset({"can_change_info", "can_invite_users", "can_pin_messages"})
USUAL_PERMISSIONS = {
    name: name not in {"can_edit_tag", "can_manage_topics"} for name in PERMISSIONS
}


def usual_admin_rights() -> dict[str, bool]:
    """What a person gives by making someone an administrator without looking closer."""
    given = {*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS} - {"can_promote_members"}
    return {name: name in given for name in EVERY_RIGHT}


def chosen_rights(names: list[str] | dict[str, bool]) -> dict[str, bool]:
    """Only the named rights; `can_manage_chat` comes with any of them."""
    chosen = names if isinstance(names, dict) else dict.fromkeys(names, True)
    return {name: bool(chosen.get(name, name == "can_manage_chat")) for name in EVERY_RIGHT}


def may(chat: Chat, member: Member, permission: str) -> bool:
    """Whether a member of a group may do what the chat permits or an administrator can."""
    if not member.present:
        return False
    if member.is_admin:
        return permission not in MANAGING or member.has_right(permission)
    if not chat.permissions.get(permission, False):
        return False
    return member.status != "restricted" or member.permissions.get(permission, False)
