"""What 🆘 can still do while the rest is down: known numbers at once, a person later."""

from collections import OrderedDict

import structlog
from aiogram.types import CallbackQuery, Message

from bot.context import BotContext
from bot.features.sos.words import numbers
from bot.texts import Texts
from community.core.db import UNREACHABLE
from community.core.i18n import LANGUAGES
from community.duty.kinds import Colour
from community.duty.rules import redder
from community.duty.service import call_late
from community.membership.people import queries as people
from community.membership.people import service as people_service

log = structlog.get_logger()
_REMEMBERED = 1000
_WIDGET = "\x1d"  # aiogram-dialog's mark between a screen and its button
_CALLING = {"sos": Colour.ORANGE, **{colour.value: colour for colour in Colour}}


def called_by(spoken: CallbackQuery | Message) -> Colour | None:
    """How urgently this calls: 🆘 itself, as a command or a button, or a call under it."""
    if isinstance(spoken, Message):
        is_command = (spoken.text or "").split("@")[0].strip() == "/sos"
        return Colour.ORANGE if is_command else None
    _, _, widget = (spoken.data or "").rpartition(_WIDGET)
    return _CALLING.get(widget)


class Lifeline:
    """One a process. Numbers are read at the start and again now and then."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._numbers: dict[str, str] = {}
        self._unheard: OrderedDict[int, Colour] = OrderedDict()

    def words(self, texts: Texts, *, called: bool) -> str:
        """For somebody in need whom nothing else can answer at this moment."""
        sorry = texts("Something is broken with us right now, and I cannot look anything up.")
        lines = [sorry]
        if called:
            lines.append(
                texts(
                    "I have remembered that you called: as soon as it is mended, I call a person."
                    " Please do not wait for it if it is urgent."
                )
            )
        known = self._numbers.get(texts.language)
        lines.append(known or texts("If a life is in danger, dial 112."))
        return "\n\n".join(lines)

    def remember(self, user_id: int, colour: Colour) -> None:
        """Called in vain; once more only makes it redder."""
        self._unheard[user_id] = redder(self._unheard.get(user_id, colour), colour)
        if len(self._unheard) > _REMEMBERED:
            self._unheard.popitem(last=False)

    async def refresh(self) -> None:
        """Take in the numbers as leaders have edited them, and call for whoever was unheard."""
        try:
            for language in LANGUAGES:
                texts = Texts(language, self._context.zone)
                self._numbers[language] = str(await numbers(self._context, texts))
            for user_id, colour in list(self._unheard.items()):
                await self._call_apart(user_id, colour)
        except UNREACHABLE as error:
            log.warning("lifeline_waits_for_database", error=type(error).__name__)

    async def _call_apart(self, user_id: int, colour: Colour) -> None:
        """One for whom nobody can be called holds up no other, and is tried again."""
        try:
            await self._call(user_id, colour)
        except UNREACHABLE:
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, others wait
            log.error("lifeline_could_not_call", error=type(error).__name__)  # noqa: TRY400
        else:
            self._unheard.pop(user_id, None)

    async def _call(self, user_id: int, colour: Colour) -> None:
        database, messenger = self._context.database, self._context.messenger
        async with database.write() as session:
            account = await people_service.meet(session, messenger, str(user_id), speaks=True)
        async with database.read() as session:
            actor = await people.actor_for(session, account.person_id, "bot")
        async with database.write() as session:
            await call_late(session, actor, colour)
