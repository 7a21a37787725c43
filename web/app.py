"""Putting the site together."""

from fastapi import FastAPI

from web.auth.limits import TryLimit
from web.context import WebContext
from web.middleware.headers import SafeHeaders
from web.middleware.measures import Measured, Measures
from web.middleware.sizes import LimitedBodies
from web.middleware.trouble import TroublePage
from web.pages.announcements import card as announcement_card
from web.pages.announcements import editor as announcement_editor
from web.pages.announcements import listing as announcement_list
from web.pages.announcements import sending as announcement_sending
from web.pages.audit import routes as audit
from web.pages.chats import routes as chats
from web.pages.door import no_letters, second_factor
from web.pages.door import routes as door
from web.pages.duty import planning, roster, signals
from web.pages.events import acting as event_acts
from web.pages.events import calendar as event_calendar
from web.pages.events import card as event_card
from web.pages.events import editor as event_editor
from web.pages.events import evidence as event_evidence
from web.pages.events import figures as event_figures
from web.pages.events import guests as event_guests
from web.pages.events import listing as event_list
from web.pages.events import papers as event_papers
from web.pages.families import applications, borders, card, listing, roles
from web.pages.groups import acting as group_acts
from web.pages.groups import card as group_card
from web.pages.groups import founding as group_founding
from web.pages.groups import listing as group_list
from web.pages.health import liveness, metrics
from web.pages.help_requests import card as request_card
from web.pages.help_requests import figures as request_figures
from web.pages.help_requests import mine as own_requests
from web.pages.help_requests import queue as request_queue
from web.pages.invitations import routes as invitations
from web.pages.invitations import sheet
from web.pages.library import acting as article_acts
from web.pages.library import card as article_card
from web.pages.library import carrying as article_carrying
from web.pages.library import editor as article_editor
from web.pages.library import files as article_files
from web.pages.library import listing as article_list
from web.pages.library import requests as article_requests
from web.pages.library import topics as article_topics
from web.pages.library import versions as article_versions
from web.pages.moderation import appeals, history, incident, lessons, people, quality, queue, rules
from web.pages.problems import answer_problems, broken
from web.pages.settings import districts, documents, me
from web.pages.settings import routes as settings
from web.pages.specialists import calendar as specialist_calendar
from web.pages.specialists import card as specialist_card
from web.pages.specialists import feed, hours, inviting, profile, specialities, vetting
from web.pages.specialists import listing as specialist_list
from web.pages.talks import complaints, talk
from web.pages.today import routes as today
from web.view.assets import static_files
from web.view.environment import environments

_ROUTERS = (
    liveness.router,
    metrics.router,
    door.router,
    no_letters.router,
    second_factor.router,
    today.router,
    listing.router,
    applications.router,  # before the card, whose path would swallow it
    card.router,
    borders.router,
    roles.router,
    invitations.router,
    sheet.router,
    chats.router,
    queue.router,
    incident.router,
    history.router,
    people.router,
    appeals.router,
    lessons.router,
    rules.router,
    quality.router,
    roster.router,
    planning.router,
    signals.router,
    complaints.router,  # before the card of a request, whose path would swallow it
    talk.router,
    request_queue.router,
    request_figures.router,  # these two before the card, whose path would swallow them
    own_requests.router,
    request_card.router,
    specialist_list.router,
    inviting.router,  # these two before the card as well
    specialities.router,
    specialist_card.router,
    vetting.router,
    profile.router,
    hours.router,
    specialist_calendar.router,
    feed.router,
    event_list.router,
    event_calendar.router,
    event_figures.router,
    event_evidence.router,
    event_editor.router,  # these four before the card, whose path would swallow them
    event_card.router,
    event_acts.router,
    event_guests.router,
    event_papers.router,
    group_list.router,
    group_founding.router,  # before the card, whose path would swallow it
    group_card.router,
    group_acts.router,
    announcement_list.router,
    announcement_editor.router,  # before the card, whose path would swallow it
    announcement_card.router,
    announcement_sending.router,
    article_list.router,
    article_requests.router,
    article_carrying.router,
    article_topics.router,
    article_editor.router,  # these four before the card, whose path would swallow them
    article_card.router,
    article_acts.router,
    article_versions.router,
    article_files.router,
    audit.router,
    settings.router,
    documents.router,
    districts.router,
    me.router,
)


def create_app(context: WebContext) -> FastAPI:
    """The whole admin site of one installation."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.environments = environments(context.zone, context.region_name)
    app.state.measures = Measures()
    app.state.login_limit = TryLimit(tries=10, seconds=60)
    app.state.code_limit = TryLimit(tries=10, seconds=60)
    app.state.refusal_limit = TryLimit(tries=1, seconds=600)
    app.state.calendar_limit = TryLimit(tries=60, seconds=60)
    app.state.letter_limit = TryLimit(tries=60, seconds=60)
    answer_problems(app)
    app.add_middleware(LimitedBodies)
    app.add_middleware(TroublePage, page=broken)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Measured, measures=app.state.measures)
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", static_files(), name="static")
    return app
