"""What the windows of joining show."""

from typing import Any

from aiogram_dialog import DialogManager
from markupsafe import Markup

from bot.context import BotContext
from bot.texts import Texts
from community.core.markdown import to_html
from community.membership.districts.queries import active_districts, district
from community.membership.documents.models import DocumentKind
from community.membership.documents.queries import still_to_accept
from community.membership.invitations import queries as invitations
from community.membership.people.models import Person, Standing
from community.membership.verification.models import ApplicantKind
from community.membership.verification.rules import ABOUT_LIMIT


async def documents(context: BotContext, person: Person, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        left = await still_to_accept(session, person.id, person.language)
    if not left:
        text = texts("You have agreed to everything that is needed.")
        return {"text": text, "title": "", "is_consent": False, "is_agreement": True}
    shown = left[0]
    head = Markup("<b>{}</b>").format(shown.title)
    parts = [head, to_html(shown.body), Markup("<i>{}</i>").format(shown.summary)]
    return {
        "text": "\n\n".join(parts),
        "title": shown.title,
        "is_consent": shown.kind is DocumentKind.CONSENT,
        "is_agreement": shown.kind is DocumentKind.AGREEMENT,
    }


async def problem(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """What was wrong with the last answer, in words; empty when nothing was."""
    code = dialog_manager.dialog_data.get("problem")
    words = {
        None: "",
        "name": texts("\n⚠️ I did not recognise a name. Letters, a hyphen, one or two words."),
        "about": texts("\n⚠️ That is a little long: up to {limit} characters.", limit=ABOUT_LIMIT),
        "code": texts("\n⚠️ That does not look like a code. It has 8 letters and digits."),
        "family_code": texts(
            "\n⚠️ This code does not work: perhaps a slip, or it was used, or a week has passed."
            " Try again, or ask your family for a new one."
        ),
        "district": texts("\n⚠️ There is no such district in the list. Tap one, please."),
    }
    return {"problem": words[code]}


async def code(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    family = dialog_manager.dialog_data.get("kind") == ApplicantKind.FAMILY_MEMBER
    question = (
        texts(
            "Type the family code. Whoever is in the club already finds it here:"
            " 👤 Profile → 👨‍👩‍👧 My family → 🔑. It holds for a week and is used once."
        )
        if family
        else texts("Type the code from your invitation. It is used once, for one family.")
    )
    shown = await problem(dialog_manager, texts)
    return {"text": question + shown["problem"]}


async def districts(context: BotContext, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        rows = await active_districts(session)
    english = texts.language == "en"
    return {"districts": [(str(row.id), row.name_en if english else row.name) for row in rows]}


async def check(
    context: BotContext, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    draft = dialog_manager.dialog_data
    lines = [
        texts("<b>Is everything right?</b>"),
        texts("Name: {given} {family}", given=draft["given"], family=draft["family"]),
    ]
    if place := await _place(context, draft, texts):
        lines.append(texts("District: {place}", place=place))
    if draft.get("about"):
        lines.append(texts("About you: {about}", about=draft["about"]))
    lines.append(texts("<i>Seen by the activists of your district and club leaders.</i>"))
    return {"text": "\n\n".join(lines)}


async def _place(context: BotContext, draft: dict[str, Any], texts: Texts) -> str | None:
    async with context.database.read() as session:
        district_id = draft.get("district_id")
        if draft.get("invitation_code"):
            _, batch = await invitations.usable(session, draft["invitation_code"])
            district_id = batch.district_id
        if district_id is None:
            return None
        row = await district(session, district_id)
    return row.name_en if texts.language == "en" else row.name


async def sent(person: Person, texts: Texts, **_: Any) -> dict[str, Any]:
    if person.standing is Standing.APPLICANT:
        text = texts(
            "Sent. An activist of your district will look at it, usually within a day."
            " I will write to you here.\n\n"
            "If it gets too hard before that: /sos works for everybody, right now."
        )
    else:
        text = texts("Welcome! You are in the club. The next message opens your chats.")
    return {"text": text}
