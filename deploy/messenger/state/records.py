"""What the messenger remembers. Dates are unix seconds, identifiers are Telegram's."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
MediaKind = Literal["photo", "document", "voice"]

PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member"})
FOREVER = 0
"""`until_date` of a ban or restriction without an end, as Telegram writes it."""


class Record(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


class Person(Record):
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "ru"
    started_bot: bool = False
    blocked_bot: bool = False
    note: str = ""
    """Who it is in the demonstration, for whoever chooses a persona; the bot never sees it."""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Chat(Record):
    """A private chat is the one between the bot and the person of the same id."""

    id: int
    type: ChatType
    title: str = ""
    owner_id: int = 0
    join_by_request: bool = False
    protected: bool = False
    """Its owner forbade to forward and copy what is written here."""
    permissions: dict[str, bool] = Field(default_factory=dict)
    pinned: list[int] = Field(default_factory=list)
    banned_senders: list[int] = Field(default_factory=list)
    last_message_id: int = 0
    deleted: bool = False
    migrated_to: int | None = None
    migrated_from: int | None = None

    @property
    def is_group(self) -> bool:
        return self.type in {"group", "supergroup"}


class Member(Record):
    """`rights` are an administrator's; `permissions` a restricted member's."""

    chat_id: int
    user_id: int
    status: Status = "left"
    rights: dict[str, bool] = Field(default_factory=dict)
    permissions: dict[str, bool] = Field(default_factory=dict)
    is_member: bool = True
    until_date: int = FOREVER
    custom_title: str = ""
    promoted_by: int = 0

    @property
    def present(self) -> bool:
        return self.status in PRESENT or (self.status == "restricted" and self.is_member)

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def has_right(self, right: str) -> bool:
        return self.status == "creator" or (self.is_admin and self.rights.get(right, False))


class Media(Record):
    kind: MediaKind
    file_id: str
    duration: int = 0


class Message(Record):
    """`service` holds the Bot API fields of a service message.

    `born` and `touched` are places in the order of everything that ever happened here: when the
    message appeared and when it last changed its looks.
    """

    chat_id: int
    id: int
    date: int
    born: int = 0
    touched: int = 0
    from_id: int = 0
    sender_chat_id: int = 0
    text: str = ""
    entities: list[dict[str, Any]] = Field(default_factory=list)
    media: Media | None = None
    media_group_id: str = ""
    reply_to: int = 0
    keyboard: list[list[dict[str, Any]]] = Field(default_factory=list)
    forward_origin: dict[str, Any] | None = None
    via_bot: bool = False
    edit_date: int = 0
    protected: bool = False
    reactions: dict[int, list[str]] = Field(default_factory=dict)
    service: dict[str, Any] = Field(default_factory=dict)


class StoredFile(Record):
    id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    width: int = 0
    height: int = 0


class InviteLink(Record):
    link: str
    chat_id: int
    creator_id: int
    name: str = ""
    expire_date: int = 0
    member_limit: int = 0
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    joined: int = 0


class JoinRequest(Record):
    chat_id: int
    user_id: int
    date: int
    link: str = ""


class Update(Record):
    """`body` is the Bot API object under `kind`, as it was when it happened."""

    id: int
    kind: str
    body: dict[str, Any]
    at: int

    def wire(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class Callback(Record):
    """A pressed button; `answer` is None until the bot answers."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: int
    answer: dict[str, Any] | None = None


class InlineResult(Record):
    """`text`, `entities` and `keyboard` are those of the message it becomes."""

    id: str
    title: str
    description: str = ""
    text: str
    entities: list[dict[str, Any]] = Field(default_factory=list)
    keyboard: list[list[dict[str, Any]]] = Field(default_factory=list)


class InlineAnswer(Record):
    """`cache_time` is in seconds; a personal answer is kept for whoever got it only."""

    results: list[InlineResult]
    button: dict[str, str] | None = None
    next_offset: str = ""
    cache_time: int
    is_personal: bool = False
    at: int


class InlineQuery(Record):
    """`chat_id`: where the words were typed. `answer` is None until the bot answers."""

    id: str
    person_id: int
    chat_id: int = 0
    query: str
    offset: str = ""
    at: int
    answer: InlineAnswer | None = None


class BotState(Record):
    """The one bot: its words for people, its webhook, its place in the queue of updates."""

    id: int
    name: str
    descriptions: dict[str, str] = Field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = Field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = Field(default_factory=dict)
    reads_all_group_messages: bool = False
    allowed_updates: list[str] = Field(default_factory=list)
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_connections: int = 40
    next_update_id: int = 1
    next_id: int = 1
    clock_offset: float = 0.0
    limits: bool = True
