"""The invitations that guardianship bodies of the demonstration handed out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from community.membership.districts.models import District
from community.membership.invitations.models import Invitation, InvitationBatch
from community.membership.people.rules import new_code
from deploy.demo.ledger import Ledger

_CODES = 12
_LIFE = timedelta(days=365)
_ON_THE_WAY = timedelta(days=3)  # from the leader's printer to a family


class Handouts:
    """One batch a district, and the next when it is used up or out of date."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._batches: dict[int, tuple[datetime, Iterator[int]]] = {}

    def code(self, district: District, at: datetime, leader_id: int | None) -> int:
        """The id of an invitation used at that moment."""
        expires, codes = self._batches.get(district.id, (at, iter(())))
        number = next(codes, None) if expires > at else None
        if number is None:
            self._batches[district.id] = self._print(district, at - _ON_THE_WAY, leader_id)
            number = next(self._batches[district.id][1])
        self._ledger.change(Invitation, number, used_at=at)
        return number

    def _print(
        self, district: District, at: datetime, leader_id: int | None
    ) -> tuple[datetime, Iterator[int]]:
        batch = self._ledger.add(
            InvitationBatch,
            district_id=district.id,
            handed_to=f"Опека {district.name_of}",
            count=_CODES,
            created_by_id=leader_id,
            created_at=at,
            expires_at=at + _LIFE,
        )
        codes = [new_code() for _ in range(_CODES)]
        rows = [
            self._ledger.add(Invitation, batch_id=batch, code=code, code_hash=code, used_at=None)
            for code in codes
        ]
        return at + _LIFE, iter(rows)
