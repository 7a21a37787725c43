"""Every table of the domain, imported so that the metadata is whole. For migrations and checks."""

from community.announcements import models as announcements
from community.chats import models as chats
from community.consultations.booking import models as booking
from community.consultations.requests import models as requests
from community.consultations.schedule import models as schedule
from community.consultations.specialists import models as specialists
from community.core import audit, heartbeat, options, pictures, workdays
from community.core.db import Base
from community.core.outbox import models as outbox
from community.duty import models as duty
from community.events.attending import models as event_attending
from community.events.planning import models as event_planning
from community.events.posting import models as event_posting
from community.events.signing import models as event_signing
from community.library.articles import models as articles
from community.library.hints import models as article_hints
from community.library.reading import models as reading
from community.library.search import models as article_search
from community.library.wanted import models as wanted_articles
from community.membership.districts import models as districts
from community.membership.documents import models as documents
from community.membership.invitations import models as invitations
from community.membership.people import models as people
from community.membership.sign_in import models as sign_in
from community.membership.verification import models as verification
from community.peers.asking import models as peer_requests
from community.peers.sharing import models as situations
from community.relay import models as relay
from community.selfhelp.care import models as group_care
from community.selfhelp.groups import models as support_groups
from community.selfhelp.meetings import models as group_meetings
from community.selfhelp.members import models as group_members

metadata = Base.metadata

__all__ = [
    "announcements",
    "article_hints",
    "article_search",
    "articles",
    "audit",
    "booking",
    "chats",
    "districts",
    "documents",
    "duty",
    "event_attending",
    "event_planning",
    "event_posting",
    "event_signing",
    "group_care",
    "group_meetings",
    "group_members",
    "heartbeat",
    "invitations",
    "metadata",
    "options",
    "outbox",
    "peer_requests",
    "people",
    "pictures",
    "reading",
    "relay",
    "requests",
    "schedule",
    "sign_in",
    "situations",
    "specialists",
    "support_groups",
    "verification",
    "wanted_articles",
    "workdays",
]
