"""Why something about a question to other parents cannot be."""

from community.core.errors import DomainError


class AlreadyAskingPeers(DomainError):  # noqa: N818
    """One question at a time; fields: `request`."""

    code = "already_asking_peers"


class TooManyPeerRequests(DomainError):  # noqa: N818
    """Fields: `limit`, within thirty days."""

    code = "too_many_peer_requests"


class PeerRequestOver(DomainError):  # noqa: N818
    """It was taken back, answered by somebody else, or its time is over."""

    code = "peer_request_over"


class PeersPaused(DomainError):  # noqa: N818
    """Two who have read a complaint decided that this person asks nobody for now."""

    code = "peers_paused"
