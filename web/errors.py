"""The one place that turns an error of the domain into a sentence of the site."""

from gettext import NullTranslations

from community.core.errors import DomainError
from moderation.incidents.defaults import BOUNDS as MODERATION_BOUNDS
from web.view.words import N_

SENTENCES: dict[str, str] = {
    "unexpected": N_("This did not work. Please try again."),
    "not_found": N_("There is no such thing here, or it is not yours to see."),
    "not_allowed": N_("Your role does not reach this."),
    "invalid_input": N_("Please check this field."),
    "conflict": N_("Somebody was faster. Look at the page anew and try again."),
    "not_yet_member": N_("Only a verified member may do this."),
    "role_out_of_reach": N_("You may not give or take this role, or not for this district."),
    "last_administrator": N_("This is the last administrator. Appoint another one first."),
    "families_cannot_merge": N_(
        "These two cannot be merged: choose another family that is in the club."
    ),
    "family_code_unknown": N_("No family has this code now. Ask for a new one."),
    "not_a_neighbour": N_("Choose a district beside the family's own."),
    "too_many_borders": N_(
        "The family has %(limit)s neighbouring districts already. Take one away first."
    ),
    "email_code_wrong": N_("These digits are not those of the latest letter."),
    "email_code_over": N_("This code no longer works. Ask for a new letter."),
    "too_many_emails": N_("Enough letters with a code were asked for today."),
    "consent_missing": N_("The person has not given a consent that is needed for this."),
    "version_outdated": N_("A newer version was published meanwhile. Please read that one."),
    "document_text_invalid": N_("Write something here, up to %(limit)s characters."),
    "invitation_unknown": N_("There is no such code. Check it letter by letter."),
    "invitation_used": N_("This code has been used already."),
    "invitation_expired": N_("This code is no longer valid. Hand out a new one."),
    "too_many_codes": N_("Too many wrong codes. Try again in %(minutes)s min."),
    "too_many_applications": N_("The person has applied too often today."),
    "nothing_to_leave": N_("The person is not in the club any more."),
    "cannot_come_back": N_("It is too late to undo this. The person may ask to join anew."),
    "link_not_valid": N_("The link was used already or its time is over."),
    "sign_in_not_allowed": N_(
        "The site is for leaders, specialists, activists of the region and administrators."
    ),
    "code_not_valid": N_("The code does not fit. Wait for the next one in the app and enter it."),
    "too_many_tries": N_("Too many wrong codes. Try again in %(minutes)s min."),
    "already_applied": N_("There is an undecided application of this person."),
    "already_member": N_("The person is in the club already."),
    "already_decided": N_("Somebody was faster: this application is decided already."),
    "leader_decides": N_("Activists disagreed, so only a leader's decision counts now."),
    "own_application": N_(
        "Nobody decides about themselves or their own family. Ask another leader."
    ),
    "about_too_long": N_("Too long: up to %(limit)s characters, please."),
    "district_needed": N_("Choose the district this chat belongs to."),
    "incident_already_decided": N_("Another moderator was faster: this is decided already."),
    "nothing_to_undo": N_("There is nothing to undo any more."),
    "decision_does_not_fit": N_("This cannot be decided about such an incident."),
    "moderator_protected": N_("This is a moderator: only a leader may decide about them."),
    "own_incident": N_("Nobody decides about their own message or their own decision."),
    "too_many_reports": N_("Enough reports for today: %(limit)s is the most."),
    "already_appealed": N_("A second look was asked for already."),
    "nothing_to_appeal": N_("There is nothing here to look at a second time."),
    "second_moderator_needed": N_("Somebody else has to say so too."),
    "no_raid": N_("The wave of requests is over already."),
    "article_gone": N_("The article was withdrawn."),
    "not_reviewed": N_("First a specialist of the field looks at it, then it can be published."),
    "not_in_review": N_("Nobody has asked for a review of it, or it is done already."),
    "own_article": N_("You wrote this yourself: somebody else reviews it."),
    "source_missing": N_("This is about law or payments: name a source with its date first."),
    "article_elsewhere": N_(
        "You write about your own district: choose it. For the whole region, ask a leader."
    ),
    "too_many_article_requests": N_("Up to %(limit)s questions a day."),
    "article_request_over": N_("This question has been answered or closed already."),
    "cannot_serve": N_("This person may not be on duty there: only activists and leaders may."),
    "duty_over": N_("This time is over: the roster of the past stays as it was."),
    "duty_taken": N_("Somebody else was written in a moment ago. Look at the roster anew."),
    "too_many_nights": N_(
        "Too many nights: nobody has more than %(limit)s in seven days. Choose somebody rested."
    ),
    "card_full": N_("There is no more room on the card of this signal."),
    "signal_taken": N_("Somebody is with the person already."),
    "signal_closed": N_("This signal is closed already."),
    "conversation_closed": N_("This conversation is over."),
    "gives_away": N_("This would show who is writing."),
    "words_too_long": N_("Too long: up to %(limit)s characters, please."),
    "nothing_to_take_back": N_("There is nothing to take back any more."),
    "own_signal": N_("Nobody comes to themselves: somebody else will."),
    "complaint_ended": N_("This complaint is over: it was decided, or its words are erased."),
    "not_open_to_both": N_(
        "Nobody reads alone: both readers must have agreed, each within the last three days."
    ),
    "not_vetted": N_(
        "First note that the documents were seen and the interview was held, then activate."
    ),
    "specialist_code_unknown": N_("This invitation of a specialist is used or taken back."),
    "already_specialist": N_("This person is a specialist of the club already."),
    "hours_overlap": N_("These hours begin before others of the same day have ended."),
    "hours_too_short": N_(
        "Not one consultation fits in: it lasts %(minutes)s min. Make the hours longer."
    ),
    "slot_taken": N_("Something stands at that time already. Choose another one."),
    "too_late_to_move": N_("It has begun or is over: it can be changed no more."),
    "not_yet_begun": N_("It has not begun yet: this can be said afterwards."),
    "busy_then": N_("The same person meets somebody else at that time."),
    "no_seats_left": N_("All seats are taken."),
    "nobody_answers": N_("The club has nobody yet who could answer this."),
    "already_asked": N_("The same help for the same member of the family is looked for already."),
    "already_asking_peers": N_("This parent has a question to others open already."),
    "too_many_peer_requests": N_("Up to %(limit)s questions to other parents within a month."),
    "peer_request_over": N_("This question is over, or somebody else was faster."),
    "peers_paused": N_("For now this parent is not brought together with others."),
    "not_agreed_to_share": N_("This person has not agreed to be asked."),
    "request_taken": N_("It is in somebody else's hands by now. Here is how it stands."),
    "request_closed": N_("This request is closed already."),
    "load_reached": N_(
        "That would be more than %(limit)s open requests."
        " Close one, or raise the limit on the card."
    ),
    "wrong_speciality": N_(
        "This specialist cannot take it: on a pause, of another speciality, or the one who asks."
    ),
    "nobody_to_tell": N_(
        "Nobody would get it: the choice is empty, or everybody in it wants to hear of nothing."
    ),
    "no_draft_any_more": N_(
        "It was sent, planned or dropped meanwhile, so its text can be changed no more."
    ),
    "event_over": N_("This event is over or called off: it can be repeated, not changed."),
    "event_not_announced": N_("This is a draft still. Announce it first, or drop it."),
    "event_in_the_past": N_("It lies in the past. Choose a time ahead first."),
    "district_out_of_reach": N_("Choose at least one district, and only of your own."),
    "questions_answered": N_(
        "People may have answered already: reword a question or add one, but take none away."
    ),
    "registration_closed": N_("Signing up is over."),
    "registration_not_open": N_("Signing up has not begun yet."),
    "not_enough_seats": N_("There are not enough seats for so many."),
    "offer_ran_out": N_("The seats went to somebody else."),
    "event_not_held_yet": N_("It is too early: the event has not begun, or is not over yet."),
    "attendance_closed": N_("Attendance is confirmed. Within two weeks it can be opened anew."),
    "group_closed": N_("This group is closed: nothing in it changes any more."),
    "size_below_members": N_("More people are in the group than that: make it larger."),
    "agreement_changed": N_("What the group agrees to has changed. Please read it anew."),
    "leads_already": N_("This person leads the group already."),
    "group_pausing": N_("The group makes a pause: nobody comes in until it goes on."),
    "in_group_already": N_("The person is in this group already, or waits to come in."),
    "meeting_over": N_("This meeting is over or called off."),
    "meeting_ahead": N_("This meeting has not begun yet: who came is noted afterwards."),
    "meeting_in_the_past": N_("Choose a time that is still ahead."),
    "never_facilitator_and_specialist": N_(
        "A self-help group is led by a parent, not by a specialist of the club: nobody is both."
        " Choose somebody else, or take the other role back first."
    ),
    "facilitator_is_parent": N_(
        "Only a parent who is in the club can lead a self-help group, and this person is not."
    ),
    "not_a_guest": N_("Only whoever was there can say how it was."),
}
# A wrong value, by the name of its field.
FIELDS: dict[str, str] = {
    "handed_to": N_("Say who hands the codes out, up to %(limit)s characters."),
    "count": N_("A whole number from 1 to 500."),
    "days": N_("A whole number from 1 to 365."),
    "district_id": N_("Choose a district."),
    "reason": N_("Say why in a few words, up to %(limit)s characters."),
    "role": N_("Choose a role."),
    "purpose": N_("Choose what the chat is for."),
    "until": N_("Choose a day in the calendar, or leave this empty."),
    "first_day": N_("The first day cannot be read. Choose it in the calendar, or leave it empty."),
    "last_day": N_("The last day cannot be read. Choose it in the calendar, or leave it empty."),
    "days_in_order": N_("The first day is later than the last one. Change one of them."),
    "number": N_("Write the family's number in digits."),
    "name": N_("Write a name that no other district has, up to 80 characters."),
    "name_in": N_("Write a name, up to 80 characters."),
    "name_of": N_("Write a name, up to 80 characters."),
    "foster_families": N_("A whole number, 0 or more."),
    "count_year": N_("A year in four digits."),
    "erase_after_days": N_("A whole number of %(limit)s."),
    "application_reminder_hours": N_("A whole number of %(limit)s."),
    "raid_threshold": N_("A whole number of %(limit)s."),
    "raid_window_minutes": N_("A whole number of %(limit)s."),
    "raid_calm_minutes": N_("A whole number of %(limit)s."),
    "relay_erase_days": N_("A whole number of %(limit)s."),
    "second": N_("Choose somebody who leads or is active in the whole region."),
    "words": N_("Write something."),
    "once": N_("Open the page anew, please, and send it once more."),
    "help_offer_hours": N_("A whole number of %(limit)s."),
    "help_leader_hours": N_("A whole number of %(limit)s."),
    "help_answer_hours": N_("A whole number of %(limit)s."),
    "help_quiet_days": N_("A whole number of %(limit)s."),
    "quiet_from_hour": N_("A whole number of %(limit)s."),
    "quiet_to_hour": N_("A whole number of %(limit)s."),
    "signal_wait_minutes": N_("A whole number of %(limit)s."),
    "duty_nights_a_week": N_("A whole number of %(limit)s."),
    "person": N_("Choose who is on duty."),
    "substitute": N_("Choose somebody else as substitute, or nobody."),
    "alias": N_("Write a first name in letters, up to 60 of them."),
    "about": N_("Too long: up to %(limit)s characters, please."),
    "specialities": N_("Tick at least one speciality."),
    "districts": N_("Tick districts of this list."),
    "languages": N_("Tick at least one language."),
    "format": N_("Choose how they meet: online, in person, or both."),
    "load_limit": N_("A whole number of %(limit)s."),
    "minutes": N_("Quarters of an hour, from 15 to 180 minutes: 30, 45, 60…"),
    "buffer_minutes": N_("Quarters of an hour, from 0 to 120 minutes: 0, 15, 30…"),
    "title": N_("Write something, up to %(limit)s characters."),
    "hours": N_("A whole number of %(limit)s."),
    "held_on": N_("Choose a day that is not ahead."),
    "recheck_on": N_("Choose a day in the calendar, or leave this empty."),
    "skill_name": N_("Write one word or two, up to 40 characters."),
    "skill_name_of": N_("Write one word or two, up to 40 characters."),
    "skill_name_en": N_("Write it in Latin letters, up to 40 characters."),
    "weekdays": N_("Tick at least one day of the week."),
    "day": N_("Choose a day from today on."),
    "day_elsewhere": N_("This day has hours of another place already. Remove those first."),
    "begins": N_("Write the time as hours and minutes: 10:00."),
    "ends": N_("Write the time as hours and minutes: 14:00."),
    "first_off_day": N_("Choose the first day in the calendar."),
    "last_off_day": N_("Choose the last day in the calendar."),
    "off_begins": N_("Write the time as hours and minutes: 10:00."),
    "off_ends": N_("Write the time as hours and minutes: 14:00."),
    "starts_at": N_("Choose a time that is still ahead."),
    "ends_at": N_("The end comes after the beginning, is still ahead and not too far from it."),
    "speciality": N_("Choose a speciality of this specialist."),
    "topic": N_("Write something, up to %(limit)s characters."),
    "seats": N_("A whole number of %(limit)s."),
    "place_id": N_("Choose a district."),
    "specialist": N_("Choose a specialist."),
    "outcome": N_("Choose what came of it."),
    "text": N_("Write something, up to %(limit)s characters."),
    "body": N_("Write something, up to %(limit)s characters as the messenger counts them."),
    "button_label": N_("Write what stands on the button, up to %(limit)s characters."),
    "button_url": N_("Write an address that begins with https://, up to %(limit)s characters."),
    "event_id": N_("Choose an event of the list."),
    "audience": N_("Tick whom it is for: people, guests of the event, or chats."),
    "due_at": N_("Choose a time that is still ahead."),
    "event_offer_hours": N_("A whole number of %(limit)s."),
    "event_cutoff_hours": N_("A whole number of %(limit)s."),
    "event_erase_days": N_("A whole number of %(limit)s."),
    "digest_weekday": N_("Choose a day of the week."),
    "peer_wave_hours": N_("A whole number of %(limit)s."),
    "digest_hour": N_("A whole number of %(limit)s."),
    "programme": N_("Too long: up to %(limit)s characters, please."),
    "guests": N_("Tick at least one group."),
    "capacity": N_("A whole number of %(limit)s, or nothing."),
    "opens_at": N_("Signing up opens before it closes and before the event begins."),
    "closes_at": N_("Signing up closes no later than the event ends."),
    "again_at": N_("Choose a day and a time."),
    "place": N_("Up to %(limit)s characters, please."),
    "link": N_("An address that begins with https://, up to %(limit)s characters."),
    "url": N_("An address that begins with https://, up to %(limit)s characters."),
    "kind": N_("Choose one of the list."),
    "speakers": N_("Up to 20 speakers, a name up to 120 characters, the rest of the lists."),
    "authorities": N_("Each up to %(limit)s characters."),
    "questions": N_(
        "Up to five questions, each with words up to 200 characters; no choices, or two to six of"
        " them, up to 40 characters each."
    ),
    "picture": N_("A picture in JPEG or PNG, up to 2 MB."),
    "chats": N_("Tick at least one chat."),
    "times": N_("A whole number of %(limit)s."),
    "every_weeks": N_("A whole number of %(limit)s."),
    "organiser": N_("Choose who organises it from now on."),
    "material_title": N_("Write something, up to %(limit)s characters."),
    "whom": N_("Choose whom it goes to."),
    "walk_ins": N_("A whole number of %(limit)s."),
    "came": N_("So many cannot have come with one family. Write how many adults and children."),
    "rest": N_("Say what is true of those who are not noted."),
    "summary": N_("Up to %(limit)s characters, please."),
    "asked_as": N_("Up to 40 lines, each up to 200 characters."),
    "sources": N_("Up to 20 sources, each with a title up to 200 characters."),
    "source_dated": N_("Choose the date of the source in the calendar, or leave it empty."),
    "topic_id": N_("Choose a topic of the list."),
    "topic_name": N_("Write a name that no other topic has, up to %(limit)s characters."),
    "topic_name_en": N_("Write it in Latin letters, up to 40 characters."),
    "topic_emoji": N_("One emoji."),
    "topic_code": N_("There is a topic with such an English name. Choose another one."),
    "topic_speciality_id": N_("Choose a speciality of the list."),
    "topic_position": N_("A whole number of %(limit)s."),
    "article_id": N_("Choose an article."),
    "writer_id": N_("Choose who writes it."),
    "no_file": N_("Choose a file first."),
    "file_name": N_("There is a file with this name already. Rename it, or take the old one away."),
    "slug": N_("Small Latin letters, digits and hyphens, up to %(limit)s."),
    "note": N_("Up to %(limit)s characters, please."),
    "file": N_("A file of one of these kinds: %(limit)s."),
    "file_size": N_("A file that is not empty, up to %(limit)s MB."),
    "files": N_("Up to %(limit)s files."),
    "into_id": N_("Choose another question."),
    "term": N_("A mute lasts from a minute to a year."),
    "group_topic": N_("Choose one of the list."),
    "group_about": N_("Write something, up to %(limit)s characters."),
    "door": N_("Choose one of the list."),
    "meets": N_("Choose one of the list."),
    "facilitator": N_("Choose somebody of the list who leads the group."),
    "farewell": N_("Write something, up to %(limit)s characters."),
    "group_silent_days": N_("A whole number of %(limit)s."),
    **{name: N_("A number of %(limit)s.") for name in MODERATION_BOUNDS},
}


def sentence(error: DomainError, texts: NullTranslations) -> str:
    """What went wrong and what to do, in the reader's language."""
    message = FIELDS.get(str(error.fields.get("field"))) or SENTENCES[error.code]
    return texts.gettext(message) % error.fields


def field_of(error: DomainError) -> str:
    """The form field that the sentence belongs beside; empty where it is about the whole form."""
    if error.code == "document_text_invalid":
        return f"{error.fields['part']}_{error.fields['language']}"
    known = {
        "district_needed": "district_id",
        "not_a_neighbour": "district_id",
        "code_not_valid": "code",
        "too_many_tries": "code",
        "too_many_nights": "person",
        "district_out_of_reach": "districts",
        "event_in_the_past": "starts_at",
        "questions_answered": "questions",
    }
    return known.get(error.code) or str(error.fields.get("field", ""))
