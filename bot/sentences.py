"""From an error's code to its sentence, in one table."""

from collections.abc import Mapping
from datetime import datetime

from bot.texts import Texts
from community.core.errors import DomainError


def N_(message: str) -> str:  # noqa: N802  gettext's own name for a text translated later
    return message


SENTENCES: Mapping[str, str] = {
    "unexpected": N_("Something went wrong with us, not with you. Please try again."),
    "not_found": N_("This is not here any more. The menu shows what is: /menu"),
    "not_allowed": N_("This is not yours to do. If it should be, ask a leader of the club."),
    "invalid_input": N_("I did not understand that. Please try once more."),
    "conflict": N_("Somebody was a moment faster. Please look again."),
    "not_yet_member": N_("This opens when your family has joined the club."),
    "role_out_of_reach": N_("You cannot give this role, or not there."),
    "last_administrator": N_(
        "You are the only administrator. First make somebody else one, then leave."
    ),
    "families_cannot_merge": N_("These two families cannot become one."),
    "family_code_unknown": N_(
        "This family code does not work: perhaps a slip, or it was used, or a week has passed."
        " Ask your family for a new one: 👤 Profile → My family."
    ),
    "not_a_neighbour": N_("That district is not beside yours. Please choose one of the list."),
    "too_many_borders": N_(
        "You have {limit} neighbouring districts already. For another one, take one away first."
    ),
    "email_code_wrong": N_(
        "These digits do not fit. Please look whether they are from the latest letter."
    ),
    "email_code_over": N_(
        "This code no longer works, or its letter is still on its way. A new one comes by"
        " 👤 Profile → ✉️ E-mail → «Send a new code»."
    ),
    "too_many_emails": N_("Those are enough letters for one day. Please try again tomorrow."),
    "consent_missing": N_("One document has not been agreed to yet. Let us go through it."),
    "version_outdated": N_("This document has just changed. Here is the new text."),
    "document_text_invalid": N_("A text is empty or too long."),
    "invitation_unknown": N_(
        "I do not know this code. Check it letter by letter, or join without one: /start"
    ),
    "invitation_used": N_(
        "This code has brought a family already. Ask for another, or join without one: /start"
    ),
    "invitation_expired": N_("This code has run out. Ask for another, or join without one: /start"),
    "too_many_codes": N_(
        "None of these codes fits. To keep families safe I look at the next one in {minutes}"
        " minutes. You can join without a code as well: /start",
    ),
    "already_applied": N_("Your application is with the activists already. Please wait."),
    "too_many_applications": N_(
        "That was a lot of applications for one day. Please come back tomorrow: /start"
    ),
    "already_member": N_("You are in the club already: /menu"),
    "already_decided": N_("This has been decided already. Thank you!"),
    "leader_decides": N_("Activists see it differently, so a leader decides now."),
    "own_application": N_("Nobody vouches for themselves or for their own family."),
    "about_too_long": N_("That is a little long: up to {limit} characters."),
    "nothing_to_leave": N_("You are not in the club now, so there is nothing to leave."),
    "cannot_come_back": N_("Your data are erased, so please join anew: /start"),
    "link_not_valid": N_("This link was used or has run out. Ask for a new one: /admin"),
    "sign_in_not_allowed": N_("The site is for club leaders and specialists."),
    "code_not_valid": N_("These digits do not fit."),
    "too_many_tries": N_("Too many tries. Please wait {minutes} minutes."),
    "district_needed": N_("Please choose a district for this chat."),
    "incident_already_decided": N_("Somebody has decided this already. Thank you!"),
    "nothing_to_undo": N_("There is nothing to take back any more."),
    "decision_does_not_fit": N_(
        "This does not fit this message: whoever may be unwell is met, not punished, and a channel"
        " can only be removed or banned."
    ),
    "moderator_protected": N_(
        "This is a message of somebody who looks after the club. A leader decides about it."
    ),
    "own_incident": N_("Nobody decides about their own message or their own decision."),
    "too_many_reports": N_(
        "Thank you for looking after the chat. That were {limit} reports in a day; please go on"
        " tomorrow. If somebody is unwell, I always listen."
    ),
    "already_appealed": N_("You have asked for another look already. I will write to you."),
    "nothing_to_appeal": N_("There is nothing left here to disagree with."),
    "second_moderator_needed": N_("Somebody else must say so: you have taught this yourself."),
    "cannot_serve": N_("Only activists and leaders of the district can be on duty there."),
    "duty_over": N_("This duty is over already. The roster: /duty"),
    "duty_taken": N_("Somebody has taken it already. Thank you! The roster: /duty"),
    "card_full": N_(
        "There is no more room on the card, and all of it up to here will be read. The rest tell"
        " whoever comes."
    ),
    "too_many_nights": N_(
        "That would be more than {limit} nights in seven days. Please rest; somebody else will"
        " take it."
    ),
    "signal_taken": N_("Somebody is with them already."),
    "signal_closed": N_("This is over already. Thank you!"),
    "own_signal": N_("This is about you yourself: somebody else comes."),
    "conversation_closed": N_(
        "This conversation is over, so I have not passed it on. If you need somebody: /sos"
    ),
    "gives_away": N_("I have not passed it on: it would show who you are."),
    "words_too_long": N_(
        "That is a little long: up to {limit} characters. Please send it in parts."
    ),
    "complaint_ended": N_("This complaint has been decided already. Thank you!"),
    "not_open_to_both": N_("It opens only while you both agree. Please ask the other one."),
    "nothing_to_take_back": N_("There is nothing left to take back."),
    "not_vetted": N_("First the documents are to be seen and the talk to be held."),
    "specialist_code_unknown": N_(
        "This invitation does not work: it was used or taken back. Please ask a leader of the club"
        " for a new one."
    ),
    "already_specialist": N_("You are a specialist of the club already: /schedule shows it all."),
    "hours_overlap": N_("Two of these hours overlap. Please begin one after the other has ended."),
    "hours_too_short": N_("Not one consultation of {minutes} minutes fits into these hours."),
    "request_taken": N_("A colleague has this request now. The card shows how it stands."),
    "request_closed": N_("This request is over already. Thank you!"),
    "load_reached": N_(
        "You have {limit} requests in hand, as many as you wanted at once. Finish one, allow more"
        " in /schedule, or press «I cannot»: a colleague is asked."
    ),
    "wrong_speciality": N_("This specialist cannot take it now. Please choose another one."),
    "not_yet_begun": N_("It has not begun yet: please say so afterwards."),
    "too_late_to_move": N_("It has begun or is over, so it can no longer be changed."),
    "already_asked": N_("I am looking for this help already. How it stands: /consult."),
    "nobody_answers": N_(
        "The club has nobody for this yet, and no leader who could look for somebody. If it cannot"
        " wait: /sos"
    ),
    "slot_taken": N_("Somebody was a moment faster: this time is taken. Here are the next ones."),
    "busy_then": N_("You have another consultation at that time. Please choose another one."),
    "no_seats_left": N_("The last seat has just been taken."),
    "already_asking_peers": N_("You have asked parents already, and one question goes at a time."),
    "too_many_peer_requests": N_(
        "That were {limit} questions to parents within a month. Please leave them in peace for a"
        " while; a specialist is there at any time: /consult, and a person at any hour: /sos"
    ),
    "peer_request_over": N_(
        "This is over already, or somebody else was a moment faster. Thank you!"
    ),
    "peers_paused": N_(
        "After a complaint two people of the club decided that for now you talk with other parents"
        " without the bot's help. If that is hard, write to a leader of the club. Whoever needs"
        " help: /sos"
    ),
    "not_agreed_to_share": N_("First agree that you may be asked: 👤 Profile → 🧩 My experience."),
    "nobody_to_tell": N_("There is nobody to tell: choose whom it is for."),
    "no_draft_any_more": N_("It is on its way or was planned already, so it stays as it is."),
    "event_over": N_("This event is over or called off. It can be repeated, not changed."),
    "event_not_announced": N_("It is a draft still: announce it first."),
    "event_in_the_past": N_("That moment has passed already. Please choose another time."),
    "district_out_of_reach": N_(
        "You plan events of your own district. For others or the whole region, ask a leader."
    ),
    "questions_answered": N_(
        "People have answered these questions already: they can be reworded, not taken away."
    ),
    "event_not_held_yet": N_(
        "It is too early: who came can be marked from three hours before the beginning, and"
        " finished after the end."
    ),
    "attendance_closed": N_(
        "This event is finished. For two weeks its marks can be put right: «↩️ Mark again»."
    ),
    "registration_closed": N_("Signing up is over. What else is coming: /events."),
    "registration_not_open": N_(
        "Signing up has not begun yet: it opens {opens_at}. Please come back then."
    ),
    "not_enough_seats": N_(
        "There are not enough seats for all of you. Your place stays as it was; you may come with"
        " fewer."
    ),
    "offer_ran_out": N_(
        "The time to answer is over, and the seats went to others. You may sign up again, at the"
        " end of the line: /events."
    ),
    "not_a_guest": N_("The questions are for those who were there. What else is coming: /events."),
    "never_facilitator_and_specialist": N_(
        "A self-help group is led by a parent, never by a specialist of the club. That protects"
        " both: a circle among equals, and your work."
    ),
    "facilitator_is_parent": N_("Only a parent who is in the club can lead a self-help group."),
    "group_closed": N_("This group has said farewell. Other groups: /groups."),
    "size_below_members": N_("More people are in it already: no fewer places than that."),
    "agreement_changed": N_("The words of the group have just changed. Please read them: /groups."),
    "leads_already": N_("They lead this group already."),
    "group_pausing": N_("The group makes a pause. As soon as it goes on, you may come: /groups."),
    "in_group_already": N_("You are in this group already, or wait for it: /groups."),
    "meeting_over": N_("This meeting is over or called off. Your groups: /groups."),
    "meeting_ahead": N_("It has not begun yet: who was there is noted afterwards."),
    "meeting_in_the_past": N_("That moment has passed already. Please choose another time."),
    "article_gone": N_("This article is not here any more. The menu shows what is: /menu"),
    "not_reviewed": N_("First a specialist of the field looks at it, then it can be published."),
    "not_in_review": N_("Nobody has asked for a review of it, or it is done already."),
    "own_article": N_("You wrote this yourself: somebody else reviews it."),
    "source_missing": N_("This is about law or payments: name a source with its date first."),
    "article_elsewhere": N_(
        "You write about your own district. For others or the whole region, ask a leader."
    ),
    "too_many_article_requests": N_(
        "Thank you, that is enough for one day: up to {limit}. Please go on tomorrow. If it"
        " cannot wait: /sos"
    ),
    "article_request_over": N_("This question has been answered or closed already. Thank you!"),
    "no_raid": N_("It is quiet there again: somebody has taken care of it."),
}


def sentence(error: DomainError, texts: Texts) -> str:
    """What happened and what to do next, in the person's language."""
    given = {
        name: texts.when(value) if isinstance(value, datetime) else value
        for name, value in error.fields.items()
    }
    fields = {"limit": "", "minutes": "", "opens_at": "", **given}
    return texts(SENTENCES[error.code], **fields)
