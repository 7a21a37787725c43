"""`club admin`: the first administrator, who nobody else could let in."""

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Role, system_actor
from community.core.errors import NotFound
from community.core.settings import Settings
from community.membership.districts.queries import district_by_name
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.errors import RoleOutOfReach
from community.membership.people.models import MessengerAccount
from community.membership.sign_in.errors import SignInNotAllowed
from community.membership.sign_in.service import (
    LINK_LIFE,
    create_link,
    remove_second_factor,
)
from deploy.assembly import Installation, opened, require_current
from deploy.errors import CommandError

_CLI = system_actor("cli")
# Being a parent or a candidate is no role to give: it comes with verification.
_GRANTABLE = tuple(role for role in Role if role not in (Role.PARENT, Role.CANDIDATE))


async def grant(settings: Settings, user_id: str, role_name: str, district: str) -> None:
    """The person need not have met the bot yet."""
    role = next((role for role in _GRANTABLE if role == role_name), None)
    if role is None:
        raise CommandError(f"ROLE is one of: {', '.join(_GRANTABLE)}.")
    async with opened(settings) as installation:
        await require_current(installation)
        district_id = await _district(installation, district) if district else None
        messenger = installation.bot_context().messenger
        async with installation.database.write() as session:
            account = await people_service.meet(session, messenger, user_id, speaks=False)
            try:
                await people_service.grant_role(
                    session, _CLI, account.person_id, role, district_id=district_id
                )
            except RoleOutOfReach:
                raise CommandError(f"{role} is a role for the whole region only.") from None
    typer.echo(f"{user_id} is now {role}{f' in {district}' if district else ''}.")


async def _district(installation: Installation, name: str) -> int:
    async with installation.database.read() as session:
        try:
            return (await district_by_name(session, name)).id
        except NotFound:
            raise CommandError(f"There is no district «{name}».") from None


async def link(settings: Settings, user_id: str) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        typer.echo(await login_address(installation, user_id))
    typer.echo(f"Opens once, within {LINK_LIFE.seconds // 60} minutes.", err=True)


async def forget_second_factor(settings: Settings, user_id: str) -> None:
    """For somebody who lost the phone with it, after it was made sure who asks."""
    async with opened(settings) as installation:
        await require_current(installation)
        async with installation.database.write() as session:
            account = await _account(session, installation, user_id)
            try:
                await remove_second_factor(session, _CLI, account.person_id)
            except NotFound:
                raise CommandError(f"{user_id} has no second factor.") from None
    typer.echo(f"{user_id} sets up a new second factor at the next log-in.")


async def login_address(installation: Installation, user_id: str) -> str:
    """Where that person logs in to the site, once. Raises CommandError."""
    async with installation.database.write() as session:
        account = await _account(session, installation, user_id)
        try:
            token = await create_link(session, _CLI, account.person_id)
        except SignInNotAllowed:
            raise CommandError(
                f"{user_id} has no role that opens the site."
                f" `club admin grant {user_id} admin` changes that."
            ) from None
    return f"{installation.settings.site_url}/login/{token}"


async def _account(
    session: AsyncSession, installation: Installation, user_id: str
) -> MessengerAccount:
    messenger = installation.bot_context().messenger
    account = await people.account(session, messenger, user_id)
    if account is None:
        raise CommandError(f"The club knows nobody with the id {user_id}.")
    return account
