"""Who sees which cases, and in which role they may act."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership
from tests.world import SINCE, Worlds

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def sees(account: Account, application: Application) -> bool:
    return access.visible_to(account, today()).filter(pk=application.pk).exists()


def roles(account: Account, application: Application) -> tuple[Role, ...]:
    return access.roles_in(account, application, today())


def test_a_case_is_seen_by_its_applicant_and_its_agency(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    expected = {
        case.by: (Role.APPLICANT,),
        case.officer: (Role.OFFICER,),
        case.verifier: (Role.VERIFIER,),
    }
    for account, role in expected.items():
        assert sees(account, case.application)
        assert roles(account, case.application) == role


@pytest.mark.parametrize(
    "name", ["stranger", "officer elsewhere", "verifier elsewhere", "supervisor", "credit officer"]
)
def test_nobody_else_sees_it(world: Worlds, name: str) -> None:
    case = world("ordos-2021").opened()
    account = case.not_of_the_office[name]
    assert not sees(account, case.application)
    assert not access.own(account, today()).exists()


def test_the_same_agency_of_another_list_is_no_stranger_but_another_place_is(
    world: Worlds,
) -> None:
    case = world("ordos-2021").opened()
    elsewhere = world("lianyungang-2019").staff(Role.OFFICER)
    assert not sees(elsewhere, case.application)
    assert roles(elsewhere, case.application) == ()


def test_a_representative_sees_the_company_s_cases_while_in_office(world: Worlds) -> None:
    case = world("ordos-2021").opened("honest_company")
    assert sees(case.by, case.application)
    assert roles(case.by, case.application) == (Role.APPLICANT,)
    case.by.representations.update(ends_on=today() - timedelta(days=1))
    assert not sees(case.by, case.application)
    assert roles(case.by, case.application) == ()


def test_an_agent_sees_the_one_case_while_the_authority_runs(world: Worlds) -> None:
    here = world("ordos-2021")
    application = here.opened_by_agent().application
    held = application.authorisation
    assert held is not None
    other = here.opened().application
    agent = here.account("agent")
    assert sees(agent, application) and not sees(agent, other)
    assert roles(agent, application) == (Role.AGENT,)
    assert roles(here.account("honest"), application) == (Role.APPLICANT,)
    held.revoked_at = timezone.now()
    held.save()
    assert not sees(agent, application)
    assert roles(agent, application) == ()


def test_nobody_handles_their_own_case(world: Worlds) -> None:
    here = world("ordos-2021")
    application = here.opened_by_agent().application
    held = application.authorisation
    assert held is not None
    for key in ("honest", "agent"):
        Membership.objects.create(
            account=here.account(key), agency=application.agency, role=Role.OFFICER, starts_on=SINCE
        )
    assert roles(here.account("honest"), application) == (Role.APPLICANT,)
    assert roles(here.account("agent"), application) == (Role.AGENT,)
    held.revoked_at = timezone.now()
    held.save()
    assert roles(here.account("agent"), application) == ()


@pytest.mark.parametrize(
    ("starts", "ends", "counts"), [(0, 0, True), (1, None, False), (-9, -1, False)]
)
def test_a_post_counts_from_its_first_to_its_last_day(
    world: Worlds, starts: int, ends: int | None, counts: bool
) -> None:
    case = world("ordos-2021").opened()
    case.officer.memberships.update(
        starts_on=today() + timedelta(days=starts),
        ends_on=None if ends is None else today() + timedelta(days=ends),
    )
    assert sees(case.officer, case.application) is counts
    assert bool(roles(case.officer, case.application)) is counts


def test_asking_takes_few_queries(world: Worlds, django_assert_max_num_queries: object) -> None:
    case = world("ordos-2021").opened("honest_company")
    officer = case.officer
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        roles(officer, case.application)
