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


class Events(StatesGroup):
    list = State()
    mine = State()
    card = State()
    whole = State()
    company = State()
    ages = State()
    party = State()
    edit = State()
    withdraw = State()
    question = State()
    needs = State()
    lift = State()
    lift_seats = State()
    reminders = State()
    words = State()
    thanked = State()


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
    hearing = State()
    mail = State()
    mail_address = State()
    mail_code = State()
    zone = State()
    leave = State()
    left = State()


class Peers(StatesGroup):
    """`choose` is the way in: «Кто это прошёл?»; `experience` is what one has been through."""

    choose = State()
    heading = State()
    ask = State()
    mine = State()
    experience = State()
    ticks = State()


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


class Organise(StatesGroup):
    """What an organiser has in hand, and the desk of one event."""

    list = State()
    desk = State()
    guests = State()
    marking = State()
    family = State()
    walk_ins = State()
    whom = State()
    words = State()
    sending = State()
    chats = State()
    reason = State()
    call_off = State()
    again = State()
    clone = State()
    series = State()
    series_check = State()
    finish = State()
    materials = State()
    material_title = State()
    material_link = State()
    material = State()
    feedback = State()
    drop = State()


class PlanEvent(StatesGroup):
    """An event put together step by step, and any step of it changed."""

    unfinished = State()
    title = State()
    kind = State()
    when = State()
    length = State()
    format = State()
    place = State()
    link = State()
    guests = State()
    districts = State()
    seats = State()
    about = State()
    check = State()
    change = State()


class SelfHelp(StatesGroup):
    list = State()
    card = State()
    agreement = State()
    people = State()
    leave = State()


class ProposeGroup(StatesGroup):
    """A group that a parent would lead, step by step."""

    topic = State()
    title = State()
    about = State()
    where = State()
    door = State()
    size = State()
    check = State()


class Facilitate(StatesGroup):
    """The desk of whoever leads a group."""

    desk = State()
    asking = State()
    people = State()
    person = State()
    remove = State()
    meetings = State()
    meeting = State()
    plan = State()
    move = State()
    where = State()
    cancel = State()
    rhythm_when = State()
    rhythm_often = State()
    rhythm_where = State()
    marking = State()
    mood = State()
    past = State()
    notes = State()
    note = State()
    drop_note = State()
    link = State()
    chat = State()
    rules = State()
    settings = State()
    title = State()
    about = State()
    size = State()
    agreement = State()
    farewell = State()
    close = State()
    step_down = State()


class Library(StatesGroup):
    home = State()
    topic = State()
    age = State()
    stage = State()
    found = State()
    shelf = State()
    article = State()
    share = State()
    wanted = State()
    asked = State()


# Where words are an answer; anywhere else they are met by the last resort.
EXPECTS_WORDS = frozenset(
    {
        Consult.whom,
        Consult.more_words,
        Events.company,
        Events.ages,
        Events.question,
        Events.needs,
        Events.words,
        Joining.code,
        Joining.given,
        Joining.family,
        Joining.district,
        Joining.about,
        Peers.ask,
        Profile.given,
        Profile.family_name,
        Profile.mail_address,
        Profile.mail_code,
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
        Organise.walk_ins,
        Organise.words,
        Organise.reason,
        Organise.clone,
        Organise.series,
        Organise.material_title,
        Organise.material_link,
        PlanEvent.title,
        PlanEvent.when,
        PlanEvent.length,
        PlanEvent.place,
        PlanEvent.link,
        PlanEvent.seats,
        PlanEvent.about,
        ProposeGroup.title,
        ProposeGroup.about,
        ProposeGroup.size,
        Facilitate.plan,
        Facilitate.move,
        Facilitate.where,
        Facilitate.cancel,
        Facilitate.rhythm_when,
        Facilitate.rhythm_where,
        Facilitate.mood,
        Facilitate.note,
        Facilitate.title,
        Facilitate.about,
        Facilitate.size,
        Facilitate.agreement,
        Facilitate.farewell,
        Library.home,
        Library.found,
        Library.wanted,
    }
)

# Where something is put together: what fits no button of a step does not lead away from it.
MID_WAY = frozenset(
    {
        *(state for state in Joining.__states__ if state is not Joining.sent),
        *(state for state in Becoming.__states__ if state is not Becoming.done),
        *PlanEvent.__states__,
        *ProposeGroup.__states__,
        Facilitate.rhythm_often,
        Events.lift,
        Events.lift_seats,
        Groups.speciality,
        Groups.length,
        Groups.format,
        Groups.check,
    }
)
