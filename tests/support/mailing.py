"""A club whose bot some have blocked, and a mail server that takes letters for them."""

from dataclasses import dataclass
from datetime import timedelta

from community.membership.people import emails
from community.membership.people.models import MessengerAccount, PersonEmail
from tests.support.club import Club
from tests.support.factories import Region, Someone
from tests.support.looking import only
from tests.support.post import PostOffice


async def confirmed_address(region: Region, someone: Someone, address: str) -> None:
    """Given and proved, without a letter."""
    await region.act(someone, emails.ask, address)
    row = await only(region.database, PersonEmail, PersonEmail.person_id == someone.id)
    async with region.database.write() as session:
        made = await emails.new_code(session, someone.id, row.asked_at)
    assert made is not None
    await region.act(someone, emails.confirm, made[1])


@dataclass
class Mailing:
    club: Club
    post: PostOffice

    @property
    def region(self) -> Region:
        return self.club.region

    async def known(self, user_id: int) -> Someone:
        """Whoever has this account in the messenger."""
        account = await only(
            self.region.database, MessengerAccount, MessengerAccount.external_id == str(user_id)
        )
        return Someone(account.person_id, account.id, str(user_id))

    async def silent(self, user_ids: list[int], *, with_mail: int) -> list[str]:
        """They block the bot; the addresses that the first of them have left before."""
        addresses = [f"mama{user_id}@example.org" for user_id in user_ids[:with_mail]]
        for user_id, address in zip(user_ids, addresses, strict=False):
            await confirmed_address(self.region, await self.known(user_id), address)
        for user_id in user_ids:
            await self.club.messenger.block_bot(user_id)
        return addresses

    async def mother(self, address: str | None = "anna@example.org") -> tuple[Someone, int]:
        """In the club and in the messenger; with an address, unless there is none."""
        mother = await self.region.member()
        user_id = await self.club.in_messenger(mother, "Анна")
        if address is not None:
            await confirmed_address(self.region, mother, address)
            await self.club.settle()
        return mother, user_id

    async def pass_time(self, step: timedelta) -> None:
        self.region.clock.advance(step)
        await self.club.settle()
