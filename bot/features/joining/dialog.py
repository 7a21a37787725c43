"""The windows of joining: documents, who you are, where from, check, send."""

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import Given, T, choices, to_menu
from bot.features.joining import actions, getters
from bot.states import Joining


def step_back() -> Button:
    return Button(T("⬅️ Back"), id="step_back", on_click=actions.step_back)


documents = Window(
    Given("text"),
    Button(T("✅ I give consent"), id="consent", on_click=actions.accept, when="is_consent"),
    Button(T("✅ I accept"), id="accept", on_click=actions.accept, when="is_agreement"),
    SwitchTo(T("Not now"), id="refuse", state=Joining.refused),
    state=Joining.documents,
    getter=getters.documents,
)
refused = Window(
    T(
        "That is your right, and nothing has been written down.\n\n"
        "Without this the club cannot let you in: «{title}». You may read it once more, or come"
        " back any day: I will be here."
    ),
    SwitchTo(T("📄 Read it again"), id="again", state=Joining.documents),
    to_menu(),
    state=Joining.refused,
    getter=getters.documents,
)
kind = Window(
    T("Which is closest to you? How a child came to your family the club never asks."),
    Button(T("🏡 A child lives with us already"), id="parent", on_click=actions.choose_kind),
    Button(
        T("👫 My family is in the club already"), id="family_member", on_click=actions.choose_kind
    ),
    Button(
        T("🌱 I am getting ready to take a child"), id="candidate", on_click=actions.choose_kind
    ),
    Button(T("🎟 I have an invitation code"), id="invited", on_click=actions.ask_for_code),
    to_menu(),
    state=Joining.kind,
)
code = Window(
    Given("text"),
    TextInput(id="code", on_success=actions.take_code),
    step_back(),
    to_menu(),
    state=Joining.code,
    getter=getters.code,
)
given = Window(
    T("What is your first name? Only the activists of your district and club leaders will see it."),
    Given("problem", when="problem"),
    TextInput(id="given", on_success=actions.take_given),
    step_back(),
    state=Joining.given,
    getter=getters.problem,
)
family = Window(
    T("And your surname? The same people will see it, nobody else."),
    Given("problem", when="problem"),
    TextInput(id="family", on_success=actions.take_family),
    step_back(),
    state=Joining.family,
    getter=getters.problem,
)
district = Window(
    T(
        "Which district do you live in? Tap it, or type its name. Its activists and club leaders"
        " will see it."
    ),
    Given("problem", when="problem"),
    choices("district", "districts", actions.choose_district, width=2),
    TextInput(id="district_name", on_success=actions.type_district),
    step_back(),
    state=Joining.district,
    getter=[getters.districts, getters.problem],
)
about = Window(
    T(
        "A few words, so that an activist recognises you: whom you know in the club, which school"
        " of foster parents you finished. Please no children's names.\n\n"
        "Only the activists of your district and club leaders read this."
    ),
    Given("problem", when="problem"),
    TextInput(id="about", on_success=actions.take_about),
    Button(T("Skip"), id="skip", on_click=actions.skip_about),
    step_back(),
    state=Joining.about,
    getter=getters.problem,
)
check = Window(
    Given("text"),
    Button(T("📨 Send"), id="send", on_click=actions.send),
    step_back(),
    to_menu(),
    state=Joining.check,
    getter=getters.check,
)
sent = Window(Given("text"), to_menu(), state=Joining.sent, getter=getters.sent)

_WINDOWS = (documents, refused, kind, code, given, family, district, about, check, sent)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS, on_start=actions.begin)
