"""How much there is of everything that a form of the site could add to or change."""

from sqlalchemy import func, select

from community.announcements.models import Announcement, AnnouncementRecipient
from community.chats.models import Chat, ChatMember, JoinRequest, Raid
from community.consultations.booking.models import GroupConsultation
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.specialists.models import (
    Specialist,
    SpecialistTraining,
    Speciality,
)
from community.core.audit import AuditEntry
from community.duty.models import Duty
from community.events.attending.models import EventWord
from community.events.planning.models import Event, EventMaterial
from community.events.posting.models import EventPost
from community.events.signing.models import EventParty
from community.library.articles.models import (
    Article,
    ArticleFile,
    ArticleReview,
    ArticleTopic,
    ArticleVersion,
)
from community.library.wanted.models import ArticleRequest
from community.membership.documents.models import DocumentVersion
from community.membership.people.models import Family, FamilyBorder, RoleGrant
from community.membership.sign_in.models import WebSession
from community.membership.verification.models import Application, Vote
from community.relay.models import Complaint, Conversation, RelayMessage
from community.selfhelp.groups.models import GroupLead, SupportGroup
from moderation.incidents.models import Appeal, ChatSetting, Incident, Lesson, Sanction
from tests.support.factories import Region

_COUNTED = (
    Announcement,
    AnnouncementRecipient,
    Application,
    Article,
    ArticleFile,
    ArticleRequest,
    ArticleReview,
    ArticleTopic,
    ArticleVersion,
    Vote,
    RoleGrant,
    Chat,
    ChatMember,
    ChatSetting,
    Complaint,
    DayHours,
    DocumentVersion,
    Event,
    EventMaterial,
    EventPost,
    EventWord,
    FamilyBorder,
    GroupLead,
    HelpRequest,
    Lesson,
    Offer,
    Raid,
    RelayMessage,
    Sanction,
    Specialist,
    Speciality,
    SpecialistTraining,
    SupportGroup,
    TimeOff,
    WorkingHours,
)
_STATES = (
    Announcement.state,
    Announcement.title,
    Application.state,
    Article.state,
    Article.latest,
    ArticleRequest.state,
    ArticleTopic.name,
    Duty.person_id,
    Event.state,
    Event.organiser_id,
    Event.walk_ins,
    EventParty.came_adults,
    Family.state,
    RoleGrant.revoked_at,
    Chat.purpose,
    Chat.district_id,
    JoinRequest.decided_by_id,
    Complaint.first_reader_id,
    Conversation.helper_reveals,
    RelayMessage.withdrawn_at,
    HelpRequest.state,
    GroupConsultation.state,
    Specialist.state,
    Specialist.documents_seen_at,
    SupportGroup.state,
    WebSession.revoked_at,
    Incident.state,
    Appeal.state,
    Lesson.state,
    Sanction.lifted_at,
)


async def state_of(region: Region) -> dict[str, object]:
    """How much there is of everything that a form could change."""
    async with region.database.read() as session:
        counts: dict[str, object] = {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table))
            for table in _COUNTED
        }
        # That somebody was refused is noted, and no change.
        acts = select(func.count()).where(AuditEntry.subject_kind != "page")
        counts["acts"] = await session.scalar(acts)
        for column in _STATES:
            rows = await session.scalars(select(column).order_by(column.class_.id))
            counts[str(column)] = list(rows)
    return counts
