"""The windows of becoming a specialist; the same ones change a profile later."""

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import Given, T, choices, to_menu
from bot.features.becoming import actions, getters
from bot.features.joining.getters import documents as documents_shown
from bot.states import Becoming

_documents = Window(
    Given("text"),
    Button(T("✅ I give consent"), id="consent", on_click=actions.accept, when="is_consent"),
    Button(T("✅ I accept"), id="accept", on_click=actions.accept, when="is_agreement"),
    SwitchTo(T("Not now"), id="refuse", state=Becoming.refused),
    state=Becoming.documents,
    getter=documents_shown,
)
_refused = Window(
    T(
        "That is your right. Without this the club cannot keep what you tell about yourself:"
        " «{title}». You may read it once more, or come back any day: /schedule"
    ),
    SwitchTo(T("📄 Read it again"), id="again", state=Becoming.documents),
    to_menu(),
    state=Becoming.refused,
    getter=documents_shown,
)
_name = Window(
    T(
        "🌱 <b>You as a specialist of the club</b>\n\nParents see your first name, what you do and"
        " a few words; your surname, number and account they never see. A few questions, two"
        " minutes.\n\nHow shall parents call you? Type a first name, or keep it: {alias}"
    ),
    Given("problem", when="problem"),
    TextInput(id="alias", on_success=actions.take_name),
    SwitchTo(T("✅ Keep: {alias}"), id="keep_alias", state=Becoming.specialities),
    Button(T("⬅️ To the schedule"), id="out", on_click=actions.to_schedule, when="is_known"),
    state=Becoming.name,
    getter=getters.draft,
)
_specialities = Window(
    T("What do you do? Tap everything that fits."),
    choices("speciality", "items", actions.toggling("specialities", numbers=True)),
    SwitchTo(T("➡️ Next"), id="next", state=Becoming.about, when="any"),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.name),
    state=Becoming.specialities,
    getter=getters.specialities,
)
_about = Window(
    T(
        "A few words for parents, up to {limit} characters: whom you help, what you are good at."
        " For example: «Children's psychologist, fifteen years with foster families. Sleep, fears,"
        " school.»"
    ),
    T("\nAs it stands: <i>{about}</i>", when="has_about"),
    Given("problem", when="problem"),
    TextInput(id="about", on_success=actions.take_about),
    SwitchTo(T("✅ Leave it so"), id="keep", state=Becoming.languages, when="has_about"),
    SwitchTo(T("Skip"), id="skip", state=Becoming.languages, when="no_about"),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.specialities),
    state=Becoming.about,
    getter=getters.draft,
)
_languages = Window(
    T("Which languages do you speak with families?"),
    choices("language", "items", actions.toggling("languages"), width=2),
    SwitchTo(T("➡️ Next"), id="next", state=Becoming.formats, when="any"),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.about),
    state=Becoming.languages,
    getter=getters.languages,
)
_formats = Window(
    T("How can you meet? Both is fine: then the parent chooses."),
    choices("format", "items", actions.toggling("formats")),
    SwitchTo(T("➡️ Next"), id="next", state=Becoming.home, when="any"),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.languages),
    state=Becoming.formats,
    getter=getters.formats,
)
_home = Window(
    T("Where do you meet people in person, as a rule?"),
    choices("home", "homes", actions.choose_home, width=2),
    Button(T("Nowhere: online alone"), id="no_home", on_click=actions.no_home),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.formats),
    state=Becoming.home,
    getter=getters.districts,
)
_travels = Window(
    T("And where can you travel to, now and then? Tap all of them, or none."),
    choices("travel", "others", actions.toggling("travels", numbers=True), width=2),
    Button(T("✅ Ready"), id="save", on_click=actions.save),
    SwitchTo(T("⬅️ Back"), id="back", state=Becoming.home),
    state=Becoming.travels,
    getter=getters.districts,
)
_done = Window(
    T(
        "🌿 Thank you, {alias}! A leader looks at your documents and talks with you; I write as"
        " soon as you can begin. You may set your hours meanwhile.",
        when="is_new",
    ),
    T("🌿 Written down, {alias}.", when="is_known"),
    Button(T("🗓 My schedule"), id="schedule", on_click=actions.to_schedule),
    to_menu(),
    state=Becoming.done,
    getter=getters.draft,
)


def create_dialog() -> Dialog:
    windows = (_documents, _refused, _name, _specialities, _about)
    more = (_languages, _formats, _home, _travels, _done)
    return Dialog(*windows, *more, on_start=actions.begin)


def create_router() -> Router:
    """Stands before the plain /start."""
    router = Router(name="becoming")
    invited = CommandStart(deep_link=True, magic=F.args.startswith(actions.PREFIX))
    router.message.register(actions.open_invitation, invited)
    return router
