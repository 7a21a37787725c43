"""What can go wrong with incidents, sanctions, reports and appeals."""

from community.core.errors import Conflict, DomainError


class AlreadyDecided(Conflict):
    """Another moderator was faster. Fields: `decision`."""

    code = "incident_already_decided"


class NothingToUndo(Conflict):
    """The decision was undone meanwhile, or time has passed over it."""

    code = "nothing_to_undo"


class DecisionDoesNotFit(DomainError):  # noqa: N818
    """E.g. a mute for somebody in distress: no sanction ever answers that."""

    code = "decision_does_not_fit"


class ModeratorProtected(DomainError):  # noqa: N818
    """A moderator cannot be sanctioned by an equal; a leader decides."""

    code = "moderator_protected"


class OwnIncident(DomainError):  # noqa: N818
    """Nobody decides about their own message, or their own decision's appeal."""

    code = "own_incident"


class TooManyReports(DomainError):  # noqa: N818
    """Fields: `limit`, reports a day."""

    code = "too_many_reports"


class AlreadyAppealed(Conflict):
    """One incident is looked at anew once."""

    code = "already_appealed"


class NothingToAppeal(DomainError):  # noqa: N818
    """The message was not acted on, or it is too long ago."""

    code = "nothing_to_appeal"


class SecondModeratorNeeded(DomainError):  # noqa: N818
    """A lesson that looks poisoned needs the word of somebody else."""

    code = "second_moderator_needed"
