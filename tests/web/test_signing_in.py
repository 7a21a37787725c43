"""Coming in by a link from the bot, going out, devices, the second factor."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from community.core.actor import Role
from community.core.options import Options, save_options
from community.membership.people.models import RoleGrant
from community.membership.people.service import revoke_role
from community.membership.sign_in.models import LoginLink, SecondFactor, WebSession
from tests.support.factories import SYSTEM, Someone
from tests.web.browser import Browser, login_link
from tests.web.conftest import Site, context_of
from web.app import create_app
from web.auth.device import describe

ANDROID_FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


async def test_a_link_opens_the_site_once(site: Site) -> None:
    leader = await site.region.holder(Role.LEADER)
    link = await login_link(site.region.database, leader)
    first, second = await site.browser(), await site.browser()

    page = await first.open(link)
    assert (page.status, page.path) == (200, "/")
    assert "Сегодня" in page.text

    page = await second.open(link)
    assert page.status == 401
    assert "Эта ссылка больше не открывает сайт" in page.text
    assert "/admin" in page.text
    assert (await second.open("/")).status == 401


async def test_a_link_is_over_after_ten_minutes(site: Site) -> None:
    link = await login_link(site.region.database, await site.region.holder(Role.LEADER))
    site.region.clock.advance(timedelta(minutes=11))

    assert (await (await site.browser()).open(link)).status == 401


async def test_looking_at_a_link_without_opening_it_does_not_use_it_up(light_site: Site) -> None:
    """Messengers and mail filters look at links with HEAD before a person opens them."""
    leader = await light_site.region.holder(Role.LEADER)
    link = await login_link(light_site.region.database, leader)
    browser = await light_site.browser()

    assert (await browser.client.head(link)).status_code == 405
    async with light_site.region.database.read() as session:
        kept = (await session.scalars(select(LoginLink))).one()
        assert kept.used_at is None
    assert (await browser.open(link)).status == 200


async def test_a_stranger_hears_how_to_get_in_and_sees_nothing(light_site: Site) -> None:
    await light_site.region.member("Анна", "Седова")
    page = await (await light_site.browser()).open("/families")
    assert page.status == 401
    assert "Отправьте боту клуба команду /admin" in page.text
    assert "Седова" not in page.source
    assert 'href="/families"' not in page.source


async def test_a_page_part_asked_for_after_the_session_ended_reloads_the_whole_page(
    light_site: Site,
) -> None:
    answer = await (await light_site.browser()).open("/families", **{"HX-Request": "true"})
    assert answer.response.headers["HX-Refresh"] == "true"


async def test_whoever_loses_the_role_is_outside_at_once(site: Site) -> None:
    leader = await site.region.holder(Role.LEADER)
    browser = await site.signed_in(leader)
    assert (await browser.open("/families")).status == 200

    async with site.region.database.write() as session:
        grant = (await session.scalars(select(RoleGrant))).one()
        await revoke_role(session, SYSTEM, grant.id)

    assert (await browser.open("/families")).status == 401


async def test_signing_out_ends_the_session_for_good(site: Site) -> None:
    browser = await site.as_leader()
    await browser.open("/")
    cookie = browser.client.cookies["club_session"]

    assert (await browser.send("/logout")).status == 401
    thief = await site.browser()
    thief.client.cookies.set("club_session", cookie)
    assert (await thief.open("/")).status == 401


async def test_i_see_my_devices_and_sign_one_out(site: Site) -> None:
    leader = await site.region.holder(Role.LEADER)
    phone, desk = await site.browser(), await site.signed_in(leader)
    link = await login_link(site.region.database, leader)
    await phone.open(link, **{"User-Agent": ANDROID_FIREFOX})

    page = await desk.open("/settings/me")
    assert "Firefox, Android" in page.text
    assert "это устройство" in page.text
    async with site.region.database.read() as session:
        ids = (await session.scalars(select(WebSession.id).order_by(WebSession.id))).all()

    page = await desk.send(f"/settings/me/sessions/{ids[-1]}/close")
    assert "Выход на этом устройстве выполнен" in page.text
    assert (await phone.open("/")).status == 401
    assert (await desk.open("/")).status == 200


async def test_nobody_signs_out_somebody_else(light_site: Site) -> None:
    victim = await light_site.as_leader()
    other = await light_site.as_leader()
    await other.open("/settings/me")
    async with light_site.region.database.read() as session:
        first = await session.scalar(select(WebSession.id).order_by(WebSession.id))

    assert (await other.send(f"/settings/me/sessions/{first}/close")).status == 404
    assert (await victim.open("/")).status == 200


async def test_the_cookie_is_kept_from_scripts_and_other_sites(light_site: Site) -> None:
    leader = await light_site.region.holder(Role.LEADER)
    link = await login_link(light_site.region.database, leader)
    response = await (await light_site.browser()).client.get(link, follow_redirects=False)
    cookie = response.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


async def test_over_tls_the_cookie_travels_nowhere_else(light_site: Site) -> None:
    region = light_site.region
    light_site.app = create_app(context_of(region.database, secure_cookies=True))
    link = await login_link(region.database, await region.holder(Role.LEADER))
    response = await (await light_site.browser()).client.get(link, follow_redirects=False)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-club_session=")
    assert "Secure" in cookie


async def test_guessing_links_is_slowed_down(light_site: Site) -> None:
    guesser = await light_site.browser("203.0.113.5")
    statuses = [(await guesser.open(f"/login/guess{i}")).status for i in range(11)]
    assert statuses == [401] * 10 + [429]
    page = await guesser.open("/login/guess")
    assert "Слишком много попыток" in page.text
    assert int(page.response.headers["Retry-After"]) > 0

    leader = await light_site.region.holder(Role.LEADER)
    elsewhere = await light_site.browser("198.51.100.20")
    link = await login_link(light_site.region.database, leader)
    assert (await elsewhere.open(link)).status == 200


class TestSecondFactor:
    async def _secret(self, site: Site, someone: Someone) -> str:
        async with site.region.database.read() as session:
            return (await session.get_one(SecondFactor, someone.id)).secret

    def _code(self, site: Site, secret: str) -> str:
        return pyotp.TOTP(secret).at(site.region.clock.now())

    async def _set_up(self, site: Site, leader: Someone) -> Browser:
        browser = await site.signed_in(leader)
        await browser.open("/second-factor")
        secret = await self._secret(site, leader)
        page = await browser.send("/second-factor", code=self._code(site, secret))
        assert "Второй шаг входа включён" in page.text
        return browser

    async def test_set_up_with_a_picture_that_is_gone_afterwards(self, site: Site) -> None:
        leader = await site.region.holder(Role.LEADER)
        browser = await site.signed_in(leader)
        page = await browser.open("/second-factor")
        assert "/second-factor/qr.svg" in page.source
        picture = await browser.open("/second-factor/qr.svg")
        assert picture.response.headers["Content-Type"] == "image/svg+xml"

        await browser.send(
            "/second-factor", code=self._code(site, await self._secret(site, leader))
        )
        assert (await browser.open("/second-factor/qr.svg")).status == 404
        assert "Включён с 16 марта" in (await browser.open("/settings/me")).text

    async def test_a_new_browser_shows_the_code_before_anything_else(self, site: Site) -> None:
        leader = await site.region.holder(Role.LEADER)
        await self._set_up(site, leader)
        site.region.clock.advance(timedelta(minutes=2))

        browser = await site.signed_in(leader)
        page = await browser.open("/families")
        assert page.path == "/second-factor"
        assert "Код с вашего телефона" in page.text
        page = await browser.send("/second-factor", code="000000")
        assert page.status == 422
        assert "Код не подошёл" in page.text

        secret = await self._secret(site, leader)
        page = await browser.send("/second-factor", code=self._code(site, secret))
        assert page.path == "/"
        assert "Сегодня" in page.text

    async def test_wrong_codes_lock_for_a_while_and_the_right_one_waits_too(
        self, site: Site
    ) -> None:
        leader = await site.region.holder(Role.LEADER)
        await self._set_up(site, leader)
        site.region.clock.advance(timedelta(minutes=2))
        browser = await site.signed_in(leader)
        await browser.open("/second-factor")
        for _ in range(5):
            await browser.send("/second-factor", code="000000")

        right = self._code(site, await self._secret(site, leader))
        page = await browser.send("/second-factor", code=right)
        assert "Попробуйте снова через 15 мин." in page.text

    async def test_required_of_everyone_it_is_set_up_before_the_first_page(
        self, site: Site
    ) -> None:
        async with site.region.database.write() as session:
            await save_options(session, SYSTEM, Options(second_factor_required=True))
        browser = await site.as_leader()
        page = await browser.open("/families")
        assert page.path == "/second-factor"
        assert "Настройте второй шаг входа" in page.text


@pytest.mark.parametrize(
    ("user_agent", "shown"),
    [
        (ANDROID_FIREFOX, "Firefox, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120 YaBrowser/24 Safari/537",
            "Яндекс Браузер, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Mobile Safari/604", "Safari, iPhone"),
        ("", "?"),
    ],
)
def test_a_device_is_told_in_two_words(user_agent: str, shown: str) -> None:
    assert describe(user_agent) == shown
