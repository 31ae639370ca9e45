"""Opening a case: in whose name, once, under an authorisation."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.models import (
    Application,
)
from tests.web.visits import leads_to, page, send, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"


class TestStart:
    """In whose name."""

    def test_sent_twice_one_case_is_opened(self, world: Worlds) -> None:
        here = world("ordos-2021")
        fields = {"opening_key": "the-same-key", "as": f"party-{here.party('honest').pk}"}
        first = send(here.citizen, "start", here.item().pk, **fields)
        second = send(here.citizen, "start", here.item().pk, **fields)
        assert leads_to(first) == leads_to(second)
        assert Application.objects.filter(opened_by=here.citizen).count() == 1

    @pytest.mark.parametrize("name", ["", "party-999999", "authorisation-1", SCRIPT])
    def test_no_other_name_may_be_used(self, world: Worlds, name: str) -> None:
        here = world("ordos-2021")
        here.stranger()
        fields = {"opening_key": "some-key-1", "as": name}
        refused = send(here.citizen, "start", here.item().pk, **fields)
        assert refused.status_code == 422
        assert "还没有选以谁的名义办" in text_of(refused)

    def test_somebody_else_cannot_be_named(self, world: Worlds) -> None:
        here = world("ordos-2021")
        other = here.stranger().party
        assert other is not None
        fields = {"opening_key": "some-key-1", "as": f"party-{other.pk}"}
        assert send(here.citizen, "start", here.item().pk, **fields).status_code == 422

    def test_a_key_that_is_too_short_is_refused(self, world: Worlds) -> None:
        here = world("ordos-2021")
        fields = {"opening_key": "x", "as": f"party-{here.party('honest').pk}"}
        refused = send(here.citizen, "start", here.item().pk, **fields)
        assert "缺少识别码" in text_of(refused)

    def test_a_service_for_companies_offers_no_person(self, world: Worlds) -> None:
        here = world("ordos-2021")
        item = here.item("sv-089")
        assert item.applicant_kinds == ["company"]
        assert "不能申请" in text_of(page(here.citizen, "start", item.pk))
        company = here.company_account()
        html = text_of(page(company, "start", item.pk))
        assert here.party("honest_company").name in html
        assert here.members["representative"].name not in html.split("</header>")[1]

    def test_an_agent_applies_under_an_authorisation(self, world: Worlds) -> None:
        here = world("ordos-2021")
        item = here.item()
        held = here.authorisation(item)
        agent = here.account("agent")
        html = text_of(page(agent, "start", item.pk))
        assert f'value="authorisation-{held.pk}"' in html
        fields = {"opening_key": "agent-key", "as": f"authorisation-{held.pk}"}
        send(agent, "start", item.pk, **fields)
        case = Application.objects.get(opened_by=agent)
        assert case.applicant == here.party("honest")
        assert case.agent == here.party("agent")
        assert page(here.citizen, "my_case", case.number).status_code == 200
        held.ends_on = timezone.localdate() - timedelta(days=1)
        held.save()
        assert visitor(agent).get(f"/my/cases/{case.number}/").status_code == 404

    def test_unknown_services_are_not_found(self, world: Worlds) -> None:
        answer = visitor(world("ordos-2021").citizen).get("/my/start/99999999/")
        assert answer.status_code == 404
