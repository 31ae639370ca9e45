"""The supervisor's page, and where each post begins."""

from collections.abc import Callable

import pytest

from nuozheng.applications.actions.demand import request_completion
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from tests.web.visits import SIGN_IN, at_most, leads_to, page, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


def test_figures_and_stopped_demands_without_a_name(ordos: World) -> None:
    case = ordos.opened().signed()
    with pytest.raises(Refused):
        request_completion(
            application=case.application,
            by=case.officer,
            proofs=case.proofs()[:1],
            message="请补交",
        )
    browser = visitor(ordos.staff(Role.SUPERVISOR))
    with at_most(21):
        html = text_of(browser.get("/desk/oversight/"))
    assert "拦下的索要" in html
    assert case.proofs()[0].version.entry.proof.name in html
    assert case.application.agency.name in html
    assert case.member.name not in html
    assert "怎么算" in html
    assert "<svg" in html


def test_an_empty_place(ordos: World) -> None:
    html = text_of(page(ordos.staff(Role.SUPERVISOR), "oversight"))
    assert "没有超期的" in html
    assert "还没有办件。" in html


def test_only_supervisors(ordos: World) -> None:
    assert leads_to(page(None, "oversight")).startswith(SIGN_IN)
    assert page(ordos.citizen, "oversight").status_code == 404
    assert page(ordos.staff(Role.OFFICER), "oversight").status_code == 404


def test_another_place_sees_nothing_of_it(ordos: World, world: Worlds) -> None:
    case = ordos.opened().signed()
    other = world("lianyungang-2019").staff(Role.SUPERVISOR)
    assert case.application.agency.name not in text_of(page(other, "oversight"))


@pytest.mark.parametrize(
    ("role", "screen"),
    [
        (Role.OFFICER, "/desk/"),
        (Role.VERIFIER, "/desk/tasks/"),
        (Role.CREDIT_OFFICER, "/desk/credit/"),
        (Role.SUPERVISOR, "/desk/oversight/"),
    ],
)
def test_everybody_starts_at_their_own_screen(ordos: World, role: Role, screen: str) -> None:
    assert leads_to(page(ordos.staff(role), "desk_start")) == screen


def test_somebody_with_several_posts_sees_every_screen(ordos: World) -> None:
    account = ordos.staff(Role.OFFICER)
    agency = Agency.objects.get(pk=ordos.item().agency_id)
    for role in (Role.VERIFIER, Role.CREDIT_OFFICER, Role.SUPERVISOR):
        account.memberships.create(agency=agency, role=role, starts_on="2020-01-01")
    html = text_of(page(account, "queue"))
    for label in ("办件", "核查", "认定", "信用", "监督", "待办", "窗口签字"):
        assert label in "".join(html.split("</nav>")[:2])


def test_a_citizen_has_no_desk(ordos: World) -> None:
    assert page(ordos.citizen, "desk_start").status_code == 404
