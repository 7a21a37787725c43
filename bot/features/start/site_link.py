"""The one-time link to the admin site."""

from bot.context import BotContext
from bot.screen import Screen, link
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.sign_in.service import LINK_LIFE, create_link


async def site_link_screen(context: BotContext, actor: Actor, texts: Texts) -> Screen:
    async with context.database.write() as session:
        token = await create_link(session, actor, actor.require_own(Action.OWN_VIEW))
    minutes = int(LINK_LIFE.total_seconds() // 60)
    address = f"{context.site_url}/login/{token}"
    text = texts.plural(
        "Your link to the site. It works once, for {count} minute. Do not forward it.",
        "Your link to the site. It works once, for {count} minutes. Do not forward it.",
        minutes,
    )
    if not address.startswith("https://"):  # messengers accept only public addresses as buttons
        return Screen(f"{text}\n\n{address}")
    return Screen(text, [[link(texts("🔐 Open the site"), address)]])
