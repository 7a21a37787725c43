"""What a page says after something was done: once, above the page that one was sent to.

The code of a sentence and one number travel in a cookie, never words.
"""

from gettext import NullTranslations

from starlette.requests import Request
from starlette.responses import Response

from web.view.words import N_

_COOKIE = "club_notice"
NOTICES: dict[str, str] = {
    "let_in": N_("Done: the person is in the club and hears of it now."),
    "refused": N_("The application is refused. The reason stays with leaders and is not sent."),
    "word_noted": N_("Your word is noted."),
    "merged": N_("Done: it is one family now, No. %(number)s."),
    "border_added": N_("Added: the family is let into that district's chat as well."),
    "border_dropped": N_("Taken away: the family leaves that district's chat."),
    "role_given": N_("The role is given."),
    "role_taken": N_("The role is taken back."),
    "batch_created": N_("The codes are ready: print the sheet and hand it over."),
    "batch_revoked": N_("The unused codes of this sheet no longer work."),
    "chat_bound": N_("Saved: the bot keeps this chat now."),
    "raid_ended": N_("Back to normal. Requests taken up: %(number)s."),
    "request_answered": N_("Done: the bot answers the request now."),
    "document_published": N_("Version %(number)s is published."),
    "district_saved": N_("The district is saved."),
    "options_saved": N_("The options are saved."),
    "session_closed": N_("That device is signed out."),
    "incident_taken": N_("You look into it: the card in the moderators' chat says so."),
    "incident_undone": N_("Undone: the incident waits again."),
    "sanction_lifted": N_("Taken back in every chat. The person hears of it."),
    "appeal_granted": N_("Everything is put back, and the author hears of it."),
    "appeal_refused": N_("The decision stands, and the author hears of it."),
    "lesson_undone": N_("Unlearned, from this moment."),
    "lesson_confirmed": N_("Learned, from this moment."),
    "duty_planned": N_("Saved. Whoever it concerns hears of it from the bot."),
    "specialist_invited": N_("The link is ready: send it to the specialist alone."),
    "specialist_described": N_("The card is saved."),
    "documents_noted": N_("Noted: the documents were seen."),
    "interview_noted": N_("Noted: the interview was held."),
    "specialist_active": N_("Saved: requests come from now on."),
    "specialist_paused": N_("Saved: no new requests meanwhile."),
    "specialist_left": N_("Done. What was in hand goes to others, everybody hears of it."),
    "training_noted": N_("The training is noted."),
    "speciality_added": N_("Added: parents can choose it now."),
    "hours_saved": N_("The hours are saved."),
    "group_planned": N_("The group is planned: parents see it in the bot."),
    "group_cancelled": N_("The group is called off, everybody with a seat is told."),
    "request_given": N_("Done: the specialist is asked now."),
    "nobody_free": N_("Nobody is free yet. The bot goes on looking."),
    "request_closed": N_("The request is closed."),
    "request_accepted": N_("It is yours. The parent hears of it: say hello in the conversation."),
    "request_declined": N_("Thank you for the answer: the next one is asked."),
    "request_handed_on": N_("Somebody else is looked for, and the parent hears of it."),
    "message_taken_back": N_("Taken back, on the other side as well."),
    "reveal_agreed": N_("Noted. It opens only when both of you agree."),
    "complained": N_("Thank you for saying so. Two people will look into it together."),
    "readers_named": N_("Named. Now each of you two agrees for themself."),
    "consent_noted": N_("Noted."),
    "complaint_decided": N_("Decided. Whoever complained hears of it."),
    "event_drafted": N_("The draft is saved. Look it through and announce it."),
    "event_changed": N_("Saved. Whoever it concerns hears of it from the bot."),
    "event_announced": N_("Announced: families can sign up in the bot."),
    "event_posted": N_("On its way into the chats."),
    "event_cancelled": N_("Called off. Everybody who comes or waits hears of it now."),
    "event_dropped": N_("The draft is gone."),
    "event_copied": N_("A draft of the same. Change what is different this time."),
    "event_repeated": N_("The series is ready. Events added: %(number)s."),
    "event_handed_over": N_("Handed over."),
    "event_taken_over": N_("You organise it now."),
    "material_added": N_("Added. Those whom it concerns hear of it."),
    "material_dropped": N_("Taken away."),
    "guests_told": N_("On its way. Families that get it: %(number)s."),
    "walk_ins_noted": N_("Noted."),
    "attendance_confirmed": N_("Confirmed: the figures count it, and the guests are thanked."),
    "attendance_reopened": N_("Open again: put it right and confirm anew."),
    "group_founded": N_("The group is open. Whoever leads it hears of it from the bot."),
    "group_opened": N_("The group is open, and whoever proposed it leads it."),
    "group_declined": N_("Answered. Whoever proposed it reads why in the bot."),
    "lead_appointed": N_("Done: they lead the group and hear of it from the bot."),
    "support_group_closed": N_("The group is closed, and its members read the farewell."),
    "announcement_kept": N_("The draft is saved. Nobody hears of it yet."),
    "announcement_previewed": N_("It is on its way to you in the bot: look at it there."),
    "announcement_planned": N_("Planned: it begins by itself at its time."),
    "announcement_begun": N_("It is on its way."),
    "announcement_taken_back": N_("It is a draft again."),
    "announcement_paused": N_("Stopped. What is not sent yet waits."),
    "announcement_resumed": N_("It goes on where it stopped."),
    "announcement_cancelled": N_("Called off: nobody else gets it."),
    "article_drafted": N_("The draft is saved. Look it through and send it to be reviewed."),
    "article_saved": N_("Saved as a new version."),
    "article_to_review": N_("Sent. Those who know the field hear of it from the bot."),
    "article_approved": N_("Thank you. Leaders of the region hear that it can be published."),
    "article_given_back": N_("Given back. The author hears of it from the bot."),
    "article_published": N_("Published: people read and find it from now on."),
    "article_withdrawn": N_("Withdrawn: nobody finds it any more."),
    "article_confirmed": N_("Noted: checked today."),
    "article_restored": N_("Version %(number)s is the newest text again, as a draft."),
    "file_added": N_("The file is added."),
    "file_dropped": N_("The file is taken away."),
    "wanted_taken": N_("You write it. When the article is published, those who asked hear of it."),
    "wanted_assigned": N_("Asked: they hear of it from the bot."),
    "wanted_linked": N_("Noted. Those who asked hear of it as soon as the article can be read."),
    "wanted_merged": N_("Joined: those who asked are counted and told there."),
    "wanted_declined": N_("Declined. Those who asked read your sentence in the bot."),
    "topic_added": N_("Added: articles can be filed there now."),
    "topic_saved": N_("The topic is saved."),
    "rules_saved": N_("The rules are saved and in force."),
    "second_factor_on": N_("The second factor is on."),
}


def leave(response: Response, code: str, number: int = 0) -> None:
    response.set_cookie(
        _COOKIE, f"{code}.{number}", max_age=60, httponly=True, samesite="lax", path="/"
    )


def waiting(request: Request, texts: NullTranslations) -> str | None:
    """The sentence that a former page left, if it is one of ours."""
    code, _, number = request.cookies.get(_COOKIE, "").partition(".")
    if code not in NOTICES or not number.isdecimal():
        return None
    return texts.gettext(NOTICES[code]) % {"number": number}


def forget(response: Response) -> None:
    response.delete_cookie(_COOKIE, path="/")
