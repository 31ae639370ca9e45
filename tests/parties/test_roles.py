"""Posts, representations and authorities: in which roles an account may act, on which day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.parties import roles
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def test_a_post_is_of_one_role_at_one_agency(world: Worlds) -> None:
    here = world("ordos-2021")
    officer = here.staff(Role.OFFICER)
    agency = here.item().agency
    assert roles.roles_at(officer, agency.pk, today()) == {Role.OFFICER}
    assert roles.agencies_of(officer, Role.OFFICER, today()) == [agency.pk]
    assert roles.agencies_of(officer, Role.VERIFIER, today()) == []
    (post,) = roles.posts(officer, today())
    assert (post.agency, post.role) == (agency, Role.OFFICER)
    other = here.elsewhere(Role.OFFICER).memberships.get().agency_id
    assert roles.roles_at(officer, other, today()) == set()


@pytest.mark.parametrize(
    ("starts", "ends", "runs"),
    [(0, 0, True), (0, None, True), (1, None, False), (-5, -1, False), (-5, 0, True)],
)
def test_terms_count_from_the_first_to_the_last_day(
    world: Worlds, starts: int, ends: int | None, runs: bool
) -> None:
    here = world("ordos-2021")
    officer, company = here.staff(Role.OFFICER), here.company_account()
    held = here.authorisation(here.item())
    term = {
        "starts_on": today() + timedelta(days=starts),
        "ends_on": None if ends is None else today() + timedelta(days=ends),
    }
    officer.memberships.update(**term)
    company.representations.update(**term)
    held.starts_on = term["starts_on"] or today()
    held.ends_on = term["ends_on"] or date(2099, 1, 1)
    held.save()
    assert bool(roles.posts(officer, today())) is runs
    assert roles.speaks_for(company, here.party("honest_company"), today()) is runs
    assert bool(roles.authorisations_held(here.account("agent"), today())) is runs


def test_everybody_speaks_for_themselves_and_nobody_else(world: Worlds) -> None:
    here = world("ordos-2021")
    citizen = here.citizen
    assert roles.speaks_for(citizen, here.party("honest"), today())
    for key in ("contradicted", "agent", "honest_company"):
        assert not roles.speaks_for(citizen, here.party(key), today())
    assert not roles.speaks_for(here.staff(Role.OFFICER), here.party("honest"), today())


def test_an_authority_is_held_by_its_agent_until_it_is_revoked(world: Worlds) -> None:
    here = world("ordos-2021")
    held = here.authorisation(here.item())
    assert roles.authorisations_held(here.account("agent"), today()) == [held]
    for key in ("honest", "contradicted"):
        assert roles.authorisations_held(here.account(key), today()) == []
    assert roles.authorisations_held(here.staff(Role.OFFICER), today()) == []
    held.revoked_at = timezone.now()
    held.save()
    assert roles.authorisations_held(here.account("agent"), today()) == []
