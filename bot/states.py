"""The windows of all dialogs, by area."""

from aiogram.fsm.state import State, StatesGroup


class Consult(StatesGroup):
    main = State()
    wished = State()
    whom = State()
    urgency = State()
    format = State()
    where = State()
    request = State()
    more_words = State()
    change = State()
    drop = State()
    days = State()
    hours = State()
    near = State()
    confirm = State()
    meeting = State()
    cancel = State()
    groups = State()
    group = State()


class Menu(StatesGroup):
    main = State()
    help = State()
    language = State()


class Sos(StatesGroup):
    main = State()
    called = State()


class Joining(StatesGroup):
    documents = State()
    refused = State()
    kind = State()
    code = State()
    given = State()
    family = State()
    district = State()
    about = State()
    check = State()
    sent = State()


class MyChats(StatesGroup):
    list = State()


class BindChat(StatesGroup):
    purpose = State()
    district = State()
    done = State()


class Profile(StatesGroup):
    main = State()
    given = State()
    family_name = State()
    my_family = State()
    borders = State()
    zone = State()
    leave = State()
    left = State()


class Privacy(StatesGroup):
    main = State()
    looked = State()
    consents = State()
    document = State()
    withdraw = State()


class Decide(StatesGroup):
    reason = State()
    written = State()


class Appealing(StatesGroup):
    words = State()
    sent = State()


class Complaining(StatesGroup):
    words = State()
    sent = State()


class Schedule(StatesGroup):
    main = State()
    more = State()
    week = State()
    weekday = State()
    days = State()
    day = State()
    travel = State()
    away = State()
    pace = State()
    load = State()
    pause = State()
    link = State()
    calendar = State()
    clashes = State()
    clash = State()


class Groups(StatesGroup):
    list = State()
    one = State()
    speciality = State()
    topic = State()
    when = State()
    length = State()
    seats = State()
    format = State()
    check = State()


class Becoming(StatesGroup):
    documents = State()
    refused = State()
    name = State()
    specialities = State()
    about = State()
    languages = State()
    formats = State()
    home = State()
    travels = State()
    done = State()


# Where words are an answer; anywhere else they are met by the last resort.
EXPECTS_WORDS = frozenset(
    {
        Consult.whom,
        Consult.more_words,
        Joining.code,
        Joining.given,
        Joining.family,
        Joining.district,
        Joining.about,
        Profile.given,
        Profile.family_name,
        Decide.reason,
        Appealing.words,
        Complaining.words,
        Sos.called,
        Schedule.weekday,
        Schedule.days,
        Schedule.day,
        Schedule.away,
        Schedule.pause,
        Groups.topic,
        Groups.when,
        Groups.seats,
        Becoming.name,
        Becoming.about,
    }
)
