"""Everything the club holds about me, from /privacy, and nothing about anybody else."""

from community.core.actor import Role
from community.membership.leaving.queries import everything_about
from community.membership.people.families import view_names
from community.membership.people.models import Person
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region
from tests.support.looking import only


async def test_the_export_holds_all_that_is_known(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    mother, application = await region.applicant("Анна", "Седова", about="двое приёмных")
    await region.act(SYSTEM, decide, application.id, verified=True)
    await region.grant(mother, Role.ACTIVIST, district=0)
    await region.husband_of(mother)
    family_id = (await only(region.database, Person, Person.id == mother.id)).family_id
    await region.act(leader, view_names, family_id, "звонок из школы")
    moment, district = region.clock.now(), region.districts[0].name

    export = await region.look(mother, everything_about)

    assert export["person"] == {
        "given_name": "Анна",
        "family_name": "Седова",
        "language": "ru",
        "zone": None,
        "standing": "member",
        "district": district,
        "known_since": moment,
        "member_since": moment,
    }
    assert export["family"] == {"number": 2, "other_members": 1, "neighbouring_districts": []}
    assert [account["id"] for account in export["accounts"]] == [mother.external_id]
    assert export["roles"] == [
        {"role": "activist", "district": district, "since": moment, "until": None}
    ]
    (asked,) = export["applications"]
    assert (asked["about"], asked["state"], asked["via"]) == ("двое приёмных", "verified", "leader")
    assert {row["code"] for row in export["documents"]} >= {"rules", "consent_data"}
    (look,) = export["looked_at"]
    assert (look["role"], look["why"]) == ("leader", "звонок из школы")


async def test_the_export_names_nobody_else(region: Region) -> None:
    mother = await region.member("Анна", "Седова")
    await region.husband_of(mother, "Святополк")
    await region.member("Ольга", "Посторонняя")

    export = repr(await region.look(mother, everything_about))

    assert "Святополк" not in export
    assert "Посторонняя" not in export


async def test_a_newcomer_gets_a_nearly_empty_file(region: Region) -> None:
    export = await region.look(await region.newcomer(), everything_about)

    assert export["person"]["given_name"] is None
    assert export["family"] == {
        "number": None,
        "other_members": 0,
        "neighbouring_districts": [],
    }
    assert export["applications"] == export["roles"] == export["documents"] == []
