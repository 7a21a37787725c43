"""How everyone in the demonstration came to the club, written as the use cases would have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.core.audit import AuditEntry
from community.membership.districts.models import District
from community.membership.documents.models import Acceptance
from community.membership.documents.queries import Shown
from community.membership.people.models import (
    Counter,
    Family,
    FamilyState,
    MessengerAccount,
    NameToken,
    Person,
    Standing,
)
from community.membership.people.rules import name_tokens
from community.membership.verification.models import (
    ApplicantKind,
    Application,
    ApplicationState,
    Via,
    Vote,
)
from deploy.demo.cast import Cast, DemoPerson
from deploy.demo.handouts import Handouts
from deploy.demo.ledger import Ledger
from deploy.demo.timeline import SETTLED, SIGNING_UP

MESSENGER = "telegram"
_READING = timedelta(minutes=1)  # from one document to the next
_DECIDING = timedelta(hours=2)  # of an activist or a leader


@dataclass(frozen=True)
class Known:
    """Somebody whom the club has met."""

    id: int
    account_id: int
    since: datetime


@dataclass
class Past:
    """Fills the ledger; `people` are those met so far, and `families`, by key."""

    ledger: Ledger
    cast: Cast
    districts: Mapping[str, District]
    required: Sequence[Shown]
    people: dict[str, Known] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._handouts = Handouts(self.ledger)

    def write(self, arrivals: Iterable[tuple[DemoPerson, datetime]]) -> None:
        """Everyone in the order of coming; applicants get no further than the consents."""
        for person, moment in arrivals:
            match person.group:
                case "members" | "left":
                    self._join(person, moment)
                case "candidates":
                    self._prepare(person, moment)
                case _:
                    self._meet(person, moment, named=person.group != "applicants")
        self.ledger.add_plain(Counter, name="family", value=len(self.families))

    def _join(self, person: DemoPerson, moment: datetime) -> None:
        key = person.more["family_key"]
        via = Via(person.more.get("via", "family_code" if key in self.families else "leader"))
        verified = moment + SIGNING_UP
        if via in (Via.ACTIVIST, Via.LEADER):
            verified += _DECIDING
        if key not in self.families:
            self.families[key] = self._add_family(person, verified)
        family_id = self.families[key]
        self._meet(person, moment, standing=Standing.MEMBER, family=family_id, verified=verified)
        self._apply(person, via, verified, family_id)

    def _prepare(self, person: DemoPerson, moment: datetime) -> None:
        verified = moment + SIGNING_UP + _DECIDING
        self._meet(person, moment, standing=Standing.CANDIDATE, verified=verified)
        self._apply(person, Via.LEADER, verified, None)

    def _add_family(self, person: DemoPerson, verified: datetime) -> int:
        return self.ledger.add(
            Family,
            number=len(self.families) + 1,
            district_id=self._district_id(person),
            state=FamilyState.MEMBER,
            created_at=verified,
            verified_at=verified,
        )

    def _meet(
        self,
        person: DemoPerson,
        moment: datetime,
        *,
        named: bool = True,
        standing: Standing = Standing.NEWCOMER,
        family: int | None = None,
        verified: datetime | None = None,
    ) -> None:
        """The first word to the bot, the documents accepted one by one, the name."""
        number = self.ledger.add(
            Person,
            given_name=person.given if named else None,
            family_name=person.family if named else None,
            standing=standing,
            family_id=family,
            district_id=self._district_id(person) if verified else None,
            created_at=moment,
            verified_at=verified,
        )
        account = self.ledger.add(
            MessengerAccount,
            person_id=number,
            messenger=MESSENGER,
            external_id=str(person.id),
            reachable=True,
            created_at=moment,
        )
        self.people[person.key] = Known(number, account, moment)
        for token in name_tokens(person.given, person.family) if named else ():
            self.ledger.add_plain(NameToken, person_id=number, token=token)
        for order, document in enumerate(self.required):
            self._accept(number, document, moment + order * _READING)

    def _accept(self, person_id: int, document: Shown, at: datetime) -> None:
        self.ledger.add(
            Acceptance, person_id=person_id, version_id=document.version_id, accepted_at=at
        )
        self._log(at, person_id, "document:accept", person_id)

    def _apply(
        self, person: DemoPerson, via: Via, verified: datetime, family_id: int | None
    ) -> None:
        """The application, and the word on which it was verified."""
        asked = self.people[person.key].since + SIGNING_UP
        me, judge = self.people[person.key].id, self._judge(person, via, asked)
        invitation = None
        if via is Via.INVITATION:
            district = self.districts[person.district or ""]
            invitation = self._handouts.code(district, asked, self._leader(asked))
        application = self.ledger.add(
            Application,
            person_id=me,
            kind=_kind(person, via),
            family_id=family_id,
            district_id=self._district_id(person),
            state=ApplicationState.VERIFIED,
            created_at=asked,
            decided_at=verified,
            decided_by_id=judge,
            via=via,
            invitation_id=invitation,
        )
        self._log(asked, me, "application:apply", me, application)
        if via is Via.ACTIVIST and judge is not None:
            self.ledger.add(
                Vote,
                application_id=application,
                voter_id=judge,
                in_favour=True,
                cast_at=verified,
            )
            self._log(verified, judge, "application:vouch", me, application)
        elif via is Via.LEADER:
            self._log(verified, judge, "application:decide", me, application)

    def _judge(self, person: DemoPerson, via: Via, at: datetime) -> int | None:
        """Who verified; nobody but the installation itself before there was a leader."""
        if via in (Via.INVITATION, Via.FAMILY_CODE):
            return self.people[person.key].id
        if via is Via.ACTIVIST:
            for row in self.cast.roles("activists"):
                if row["district"] == person.district and self._settled(row["person"], at):
                    return self.people[row["person"]].id
        return self._leader(at)

    def _leader(self, at: datetime) -> int | None:
        leader = next(row["person"] for row in self.cast.roles("leaders") if "district" not in row)
        return self.people[leader].id if self._settled(leader, at) else None

    def _settled(self, key: str, at: datetime) -> bool:
        return key in self.people and self.people[key].since + SETTLED <= at

    def _district_id(self, person: DemoPerson) -> int:
        return self.districts[person.district or ""].id

    def _log(
        self, at: datetime, actor: int | None, act: str, person: int, application: int | None = None
    ) -> None:
        """`act` is `subject:action` of the audit log."""
        self.ledger.add_plain(
            AuditEntry,
            at=at,
            tag=f"bot:{act}",
            actor_id=actor,
            subject_kind=act.partition(":")[0],
            subject_id=application,
            person_id=person,
            facts={},
        )


def _kind(person: DemoPerson, via: Via) -> ApplicantKind:
    if person.group == "candidates":
        return ApplicantKind.CANDIDATE
    return ApplicantKind.FAMILY_MEMBER if via is Via.FAMILY_CODE else ApplicantKind.PARENT
