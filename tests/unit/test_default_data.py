"""The texts and registers a region starts with, and the demonstration region, hold together."""

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
DOCUMENTS = DEPLOY / "defaults" / "documents"
REGIONS = sorted((DEPLOY / "defaults" / "regions").glob("*.toml"))
CODES = (
    "greeting",
    "privacy",
    "rules",
    "consent_data",
    "consent_contact",
    "helplines",
    "danger_to_child",
    "group_agreement",
)
KINDS = {"agreement", "consent", "notice"}
ONE_SCREEN = 2500  # characters that a phone shows in one message without much scrolling
BUTTON_LINE = 150  # characters of a line above or below a button
PLACEMENT_FORMS = re.compile(
    r"опекун|усынов|патронат|при[её]мн(ый|ая|ые) (родител|семь)", re.IGNORECASE
)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def document(code: str, language: str) -> tuple[dict[str, Any], str]:
    """The front matter, and the body as a member sees it: without the leader's comments."""
    text = (DOCUMENTS / f"{code}.{language}.md").read_text(encoding="utf-8")
    before, front, body = text.split("+++\n", 2)
    assert before == ""
    return tomllib.loads(front), re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).strip()


PEOPLE = load(DEPLOY / "demo" / "data" / "people.toml")
CHATS = load(DEPLOY / "demo" / "data" / "chats.toml")["chats"]
DEMO = load(DEPLOY / "defaults" / "regions" / "demo.toml")
DISTRICTS = {district["code"] for district in DEMO["districts"]}
MEMBERS = {person["key"]: person for person in PEOPLE["members"]}
OTHERS = ("specialists", "candidates", "applicants", "left", "outsiders", "staff")
EVERYONE = [*PEOPLE["members"], *(person for group in OTHERS for person in PEOPLE[group])]


class TestDocuments:
    def test_every_document_comes_in_both_languages_and_no_other_file_lies_there(self) -> None:
        expected = {f"{code}.{language}.md" for code in CODES for language in ("ru", "en")}
        assert {path.name for path in DOCUMENTS.iterdir()} == expected

    @pytest.mark.parametrize("code", CODES)
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_a_document_fits_one_screen_and_says_what_pressing_means(
        self, code: str, language: str
    ) -> None:
        front, body = document(code, language)
        withdrawn = set() if front["kind"] == "notice" else {"withdraw_effect"}
        shown = {"title", "summary"} | withdrawn
        assert set(front) == {"kind", "required", "position"} | shown
        assert front["kind"] in KINDS
        assert type(front["required"]) is bool
        assert 200 < len(body) <= ONE_SCREEN
        for line in (front[key] for key in shown):
            assert 0 < len(line) <= BUTTON_LINE
            assert "\n" not in line

    @pytest.mark.parametrize("code", CODES)
    def test_both_languages_ask_for_the_same(self, code: str) -> None:
        russian, english = document(code, "ru")[0], document(code, "en")[0]
        for key in ("kind", "required", "position"):
            assert russian[key] == english[key]

    def test_documents_stand_in_one_order(self) -> None:
        fronts = [document(code, "ru")[0] for code in CODES]
        assert all(first["position"] < second["position"] for first, second in pairwise(fronts))

    def test_only_the_rules_and_the_data_consent_are_needed_to_join(self) -> None:
        assert {code for code in CODES if document(code, "ru")[0]["required"]} == {
            "rules",
            "consent_data",
        }

    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_help_lines_name_the_numbers_and_need_nothing_else(self, language: str) -> None:
        body = document("helplines", language)[1]
        assert "**112 " in body
        assert "8-800-2000-122" in body
        assert "/" not in body  # no command: the screen must help when the bot does not


class TestRegions:
    @pytest.mark.parametrize("path", REGIONS, ids=lambda path: path.stem)
    def test_a_region_file_is_whole(self, path: Path) -> None:
        data = load(path)
        ZoneInfo(data["region"]["timezone"])
        codes = [district["code"] for district in data["districts"]]
        assert len(set(codes)) == len(codes)
        tiles = [tuple(district["tile"]) for district in data["districts"]]
        assert len(set(tiles)) == len(tiles)
        for district in data["districts"]:
            assert re.fullmatch(r"[a-z][a-z0-9-]*", district["code"])
            assert district["foster_families"] >= 0, district["code"]
            assert district["name_in"].startswith(("в ", "во ")), district["code"]

    @pytest.mark.parametrize("path", REGIONS, ids=lambda path: path.stem)
    def test_neighbours_are_mutual_and_touch_on_the_map(self, path: Path) -> None:
        districts = {district["code"]: district for district in load(path)["districts"]}
        for code, district in districts.items():
            assert district["neighbours"], code
            for other in district["neighbours"]:
                assert code in districts[other]["neighbours"], (code, other)
                offset = [
                    abs(a - b)
                    for a, b in zip(district["tile"], districts[other]["tile"], strict=True)
                ]
                assert max(offset) == 1, (code, other)

    def test_the_demonstration_has_the_size_of_the_real_region(self) -> None:
        """20 municipalities (RG-03) and 2822 foster families in 2020 (A-06), on 6 by 5 tiles."""
        assert len(DEMO["districts"]) == 20
        assert sum(district["foster_families"] for district in DEMO["districts"]) == 2822
        assert DEMO["region"]["count_year"] == 2020
        for column, row in (district["tile"] for district in DEMO["districts"]):
            assert 0 <= column < 6
            assert 0 <= row < 5


class TestPeople:
    def test_keys_are_unique_and_districts_exist(self) -> None:
        assert max(Counter(person["key"] for person in EVERYONE).values()) == 1
        assert {person["district"] for person in EVERYONE if "district" in person} <= DISTRICTS
        assert {person["gender"] for person in EVERYONE} == {"f", "m"}

    def test_140_families_live_in_all_districts_and_half_of_them_are_couples(self) -> None:
        sizes = Counter(person["family_key"] for person in PEOPLE["members"])
        assert len(sizes) == 140
        assert 60 <= sum(size > 1 for size in sizes.values()) <= 80
        homes = {(person["family_key"], person["district"]) for person in PEOPLE["members"]}
        assert len(homes) == len(sizes)
        assert {district for _, district in homes} == DISTRICTS

    def test_more_families_join_every_month_and_a_spouse_follows_by_the_family_code(self) -> None:
        first: dict[str, int] = {}
        for person in PEOPLE["members"]:
            family = person["family_key"]
            assert (person["via"] == "family_code") == (family in first)
            assert person["months_ago"] <= first.setdefault(family, person["months_ago"])
        joined = Counter(first.values())
        assert all(joined[month] < joined[month - 1] for month in range(14, 0, -1))

    def test_roles_are_held_by_members_of_the_district(self) -> None:
        assert len(PEOPLE["leaders"]) == 3
        assert len(PEOPLE["activists"]) == 14
        assert sum("district" not in leader for leader in PEOPLE["leaders"]) == 1
        for role in (*PEOPLE["leaders"], *PEOPLE["activists"]):
            home = MEMBERS[role["person"]]["district"]
            assert role.get("district", home) == home

    def test_the_other_groups_have_the_promised_size(self) -> None:
        assert Counter(person["speciality"] for person in PEOPLE["specialists"]) == {
            "psychologist": 4,
            "lawyer": 2,
            "special_needs_teacher": 1,
            "speech_therapist": 2,
        }
        assert len(PEOPLE["candidates"]) == 6
        assert len(PEOPLE["applicants"]) == 5
        assert len({person["family_key"] for person in PEOPLE["left"]}) == 3

    def test_two_activists_of_the_district_disagree_about_one_applicant(self) -> None:
        applicants = {person["key"]: person for person in PEOPLE["applicants"]}
        moderated = {(role["person"], role["district"]) for role in PEOPLE["activists"]}
        for_it, against = PEOPLE["votes"]
        assert for_it["applicant"] == against["applicant"]
        assert {for_it["in_favour"], against["in_favour"]} == {True, False}
        for vote in PEOPLE["votes"]:
            assert (vote["activist"], applicants[vote["applicant"]]["district"]) in moderated

    def test_personas_are_different_known_people_with_one_line_stories(self) -> None:
        personas = PEOPLE["personas"]
        assert len({persona["id"] for persona in personas}) == len(personas)
        assert len({persona["person"] for persona in personas}) == len(personas)
        names = {person["key"]: person["given"] for person in EVERYONE}
        for persona in personas:
            assert persona["story"].startswith(names[persona["person"]])
            assert len(persona["story"]) <= 130


class TestChats:
    def test_the_region_has_its_chats(self) -> None:
        assert Counter(chat["purpose"] for chat in CHATS) == {
            "regional": 1,
            "district": 6,
            "activists": 1,
            "guardianship": 1,
        }
        assert {chat["district"] for chat in CHATS if "district" in chat} <= DISTRICTS
        assert len({chat["key"] for chat in CHATS}) == len(CHATS)

    @pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat["key"])
    def test_only_those_admitted_speak_and_time_goes_forward(self, chat: dict[str, Any]) -> None:
        core = {role["person"] for role in (*PEOPLE["leaders"], *PEOPLE["activists"])}
        for line in chat["talk"]:
            if chat["purpose"] == "guardianship":
                assert line["author"] == "bot"
                continue
            author = MEMBERS[line["author"]]
            assert author["months_ago"] >= 1  # was here before the week of the talk
            assert chat.get("district", author["district"]) == author["district"]
            assert chat["purpose"] != "activists" or line["author"] in core
        moments = [(-line["days_ago"], line["at"]) for line in chat["talk"]]
        assert moments == sorted(moments)
        assert moments[-1][0] < 0
        assert all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", at) for _, at in moments)

    @pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat["key"])
    def test_no_surname_no_long_number_and_no_form_of_placement_is_spoken(
        self, chat: dict[str, Any]
    ) -> None:
        surnames = {person["family"] for person in EVERYONE}
        for line in chat["talk"]:
            assert not surnames & set(re.findall(r"\w+", line["text"]))
            assert not re.search(r"\d{4}", line["text"])
            assert not PLACEMENT_FORMS.search(line["text"])

    def test_parents_talk_long_enough_to_look_alive(self) -> None:
        for chat in CHATS:
            if chat["purpose"] in {"regional", "district"}:
                assert 12 <= len(chat["talk"]) <= 25


def test_situations_fit_a_button_and_sort_nobody() -> None:
    """Mothers, fathers and grandparents alike; nothing of how a child came into the family."""
    rows = load(DEPLOY / "defaults" / "situations.toml")["situations"]

    assert len(rows) >= 20
    for field in ("code", "name", "name_en"):
        assert max(Counter(row[field] for row in rows).values()) == 1
        assert all(0 < len(row[field]) <= 40 for row in rows)
    for row in rows:
        assert not PLACEMENT_FORMS.search(row["name"]), row
        assert row["name"][0].islower() or row["name"].startswith("СДВГ"), row
