"""Forged forms, foreign scripts, headers, and what happens when something breaks."""

import re

import pytest
from structlog.testing import capture_logs

from community.core.actor import Role
from community.core.errors import Conflict
from tests.web.browser import Browser
from tests.web.conftest import Site
from web.auth.limits import TooOften, TryLimit
from web.view.assets import STATIC, asset_url

PAGES = (
    "/",
    "/families",
    "/families/1",
    "/families/1/names",
    "/invitations",
    "/invitations/new",
    "/chats",
    "/audit",
    "/settings",
    "/settings/documents/rules",
    "/settings/districts/1",
    "/settings/roles",
    "/settings/options",
    "/settings/me",
    "/second-factor",
    "/nothing",
)


def controls(source: str) -> list[str]:
    """The ids of all fields that a person fills in; an empty one for a field without."""
    fields = re.findall(r"<(?:input|select|textarea)[^>]*>", source)
    shown = [field for field in fields if 'type="hidden"' not in field]
    return ["".join(re.findall(r' id="([^"]+)"', field)) for field in shown]


def labelled(source: str) -> set[str]:
    return set(re.findall(r'<label [^>]*for="([^"]+)"', source))


@pytest.fixture
async def leader(light_site: Site) -> Browser:
    return await light_site.as_leader()


class TestForgedForms:
    async def test_without_a_token_nothing_changes(self, leader: Browser) -> None:
        page = await leader.send("/logout", csrf_token="")
        assert page.status == 403
        assert "Эта форма устарела" in page.text
        assert (await leader.open("/")).status == 200

    async def test_a_token_of_another_session_opens_nothing(
        self, light_site: Site, leader: Browser
    ) -> None:
        other = await light_site.as_leader()
        await other.open("/")
        assert (await leader.send("/logout", csrf_token=other.token)).status == 403

    async def test_a_script_may_show_the_token_in_a_header(self, leader: Browser) -> None:
        await leader.open("/")
        response = await leader.client.post("/logout", headers={"X-CSRF-Token": leader.token})
        assert response.status_code == 401  # signed out, so the first page asks to sign in


class TestPages:
    async def test_hold_no_script_style_or_handler_of_their_own(self, leader: Browser) -> None:
        for path in PAGES:
            source = (await leader.open(path)).source
            assert not re.search(r"<script(?![^>]* src=)", source), path
            assert not re.search(r"<style|\sstyle=|\son\w+=", source), path
            assert not re.search(r'(?:src|href)="(?:https?:)?//', source), path

    async def test_are_light_and_built_for_every_reader(self, leader: Browser) -> None:
        for path in PAGES:
            page = await leader.open(path)
            assert len(page.response.content) < 60_000, path
            assert '<html lang="ru">' in page.source, path
            assert page.source.count("<h1") == 1, path
            assert '<main id="main"' in page.source, path
            assert 'href="#main"' in page.source, path
            ids = re.findall(r' id="([^"]+)"', page.source)
            assert len(ids) == len(set(ids)), path
            assert set(controls(page.source)) <= labelled(page.source), path

    async def test_the_place_in_the_menu_is_told(self, leader: Browser) -> None:
        source = (await leader.open("/families/1")).source
        assert source.count('<a href="/families" aria-current="page"') == 2  # wide and on a phone

    async def test_browsers_are_told_to_trust_only_us_and_to_keep_nothing(
        self, leader: Browser
    ) -> None:
        headers = (await leader.open("/")).response.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"

    async def test_a_way_that_does_not_exist_is_told_kindly(self, leader: Browser) -> None:
        assert "Такой страницы нет" in (await leader.open("/families/abc")).text
        await leader.open("/")
        assert (await leader.send("/audit")).status == 405

    @pytest.mark.parametrize(
        "path", ["/families/{}", "/people/{}/roles", "/chats/{}", "/invitations/1/codes/{}.svg"]
    )
    async def test_a_number_that_no_database_holds_is_a_page_that_is_not_there(
        self, leader: Browser, path: str
    ) -> None:
        assert (await leader.open(path.format(9**30))).status == 404


class TestStatic:
    async def test_a_file_with_its_hash_is_kept_for_a_year(self, leader: Browser) -> None:
        response = (await leader.open(asset_url("club.css"))).response
        assert "immutable" in response.headers["Cache-Control"]
        plain = (await leader.open("/static/club.css")).response
        assert plain.headers["Cache-Control"] == "no-cache"

    async def test_nothing_outside_the_folder_is_served(self, leader: Browser) -> None:
        assert (await leader.open("/static/../app.py")).status == 404
        assert (await leader.open("/static/%2e%2e/app.py")).status == 404

    def test_every_vendored_file_is_named_with_its_version_and_licence(self) -> None:
        vendor = STATIC / "vendor"
        table = (vendor / "VERSIONS.md").read_text(encoding="utf-8")
        for file in vendor.iterdir():
            assert f"`{file.name}" in table or file.name in ("VERSIONS.md", "icons")


class TestTrouble:
    async def test_the_page_and_the_log_share_a_number_and_no_words(
        self, light_site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def broken(*_: object, **__: object) -> None:
            raise RuntimeError("Мария Лебедева")

        monkeypatch.setattr("web.pages.audit.routes.page_of_log", broken)
        leader = await light_site.as_leader()
        with capture_logs() as logs:
            page = await leader.open("/audit")
        assert page.status == 500
        [entry] = logs
        assert entry["error"] == "RuntimeError"
        assert entry["number"] in page.text
        assert "Лебедева" not in page.source + str(logs)

    async def test_a_database_that_does_not_answer_is_said_so(
        self, light_site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def refused(*_: object, **__: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("web.pages.audit.routes.page_of_log", refused)
        page = await (await light_site.as_leader()).open("/audit")
        assert page.status == 503
        assert "База данных клуба не отвечает" in page.text

    async def test_a_refusal_that_no_form_expects_is_a_page_too(
        self, light_site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def conflict(*_: object, **__: object) -> None:
            raise Conflict

        monkeypatch.setattr("web.pages.audit.routes.page_of_log", conflict)
        page = await (await light_site.as_leader()).open("/audit")
        assert page.status == 409
        assert "Кто-то успел раньше" in page.text


class TestTryLimit:
    def test_tries_are_counted_by_address_and_forgotten_with_time(self) -> None:
        moment = 0.0
        limit = TryLimit(tries=2, seconds=60, clock=lambda: moment)
        for address in ("a", "a", "b"):
            limit.note(address)
        with pytest.raises(TooOften) as refused:
            limit.note("a")
        assert refused.value.seconds == 60
        moment = 61.0
        limit.note("a")

    def test_many_addresses_do_not_fill_the_memory(self) -> None:
        limit = TryLimit(tries=1, seconds=60, clock=lambda: 0.0)
        for number in range(10_050):
            limit.note(str(number))
        assert len(limit._seen) == 10_000


async def test_a_role_without_the_site_gets_no_link(light_site: Site) -> None:
    activist = await light_site.region.holder(Role.ACTIVIST, district=0)
    browser = await light_site.browser()
    with pytest.raises(Exception, match="sign_in_not_allowed"):
        await light_site.signed_in(activist)
    assert (await browser.open("/")).status == 401
