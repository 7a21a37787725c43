"""The form of a draft: read, and filled in again from what is kept."""

from community.announcements.kinds import AudienceRole, EventCircle
from community.announcements.models import Announcement
from community.announcements.rules import (
    LABEL_LIMIT,
    PURPOSES,
    TITLE_LIMIT,
    URL_LIMIT,
    Audience,
    Draft,
)
from web.view.forms import Filled

BODY_LIMIT = 20_000  # of what is typed; the rules count what is shown


def read(form: Filled) -> Draft:
    """Raises InvalidInput with the field's name; what is not among the choices is left out."""
    return Draft(
        title=form.words("title", TITLE_LIMIT),
        body=form.text("body", BODY_LIMIT),
        button_label=form.text("button_label", LABEL_LIMIT) or None,
        button_url=form.text("button_url", URL_LIMIT) or None,
        event_id=form.whole_or_none("event_id"),
        audience=Audience(
            districts=frozenset(form.numbers("district_")),
            roles=frozenset(one for one in AudienceRole if form.ticked(f"role_{one}")),
            circles=frozenset(one for one in EventCircle if form.ticked(f"circle_{one}")),
            purposes=frozenset(one for one in PURPOSES if form.ticked(f"purpose_{one}")),
        ),
        pins=form.ticked("pins"),
        urgent=form.ticked("urgent"),
    )


def written(announcement: Announcement) -> Filled:
    audience = Audience.of(announcement.audience)
    ticked = [
        *(f"district_{place}" for place in audience.districts),
        *(f"role_{role}" for role in audience.roles),
        *(f"circle_{circle}" for circle in audience.circles),
        *(f"purpose_{purpose}" for purpose in audience.purposes),
        *(["pins"] if announcement.pins else []),
        *(["urgent"] if announcement.urgent else []),
    ]
    return Filled(
        {
            "title": announcement.title,
            "body": announcement.body,
            "button_label": announcement.button_label or "",
            "button_url": announcement.button_url or "",
            "event_id": str(announcement.event_id or ""),
            "picture_id": str(announcement.picture_id or ""),
            **dict.fromkeys(ticked, "on"),
        }
    )
