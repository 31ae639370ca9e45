"""Others are not harmed: checked before effect, told of a revocation, heard and answered first."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from nuozheng.applications.actions.decide import decide
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.actions.consequence import close
from nuozheng.verification.afterwards.gaps import as_csv, gaps_of, propose_rule
from nuozheng.verification.afterwards.hearings import review_intended
from nuozheng.verification.afterwards.models import ExtraMeasure, Objection, ThirdParty
from nuozheng.verification.afterwards.objections import answer_objection, object_to
from nuozheng.verification.afterwards.resting import touched_by_revocation
from nuozheng.verification.afterwards.third_parties import (
    Somebody,
    guard,
    open_conditions,
    record_third_party,
    safe_for_others,
)
from tests.intending import told_and_answered
from tests.refusing import refused
from tests.verification.test_consequence import found, measure
from tests.web.visits import page, send, text_of, visitor
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
NEIGHBOUR = Somebody("邻居王示", "19900009999", "相邻的住户，用同一道门")
REVOKE = {"measure": "revoke", "content": "撤销准予决定", "penalty_kind": "", "amount_yuan": 0}


def marked(case: Case) -> Case:
    """Every proof of the case stands in the list as touching others."""
    for version in EntryVersion.objects.filter(pk__in=case.application.proofs.values("version")):
        version.disclosure = {**version.disclosure, "touches_others": True}
        version.save(update_fields=["disclosure"])
    return case


@clause("ORD21-4.6h")
def test_what_touches_others_is_checked_or_guarded_before_it_takes_effect(world: Worlds) -> None:
    case = marked(world("ordos-2021").opened("honest_company").accepted())
    assert safe_for_others(case.application).is_obstacle
    with refused("checked_before_effect"):
        decide(application=case.application, by=case.officer, grant=True)
    assert case.refresh().status == ApplicationStatus.ACCEPTED
    html = text_of(page(case.officer, "case_others", case.application.number))
    assert "清单标明涉及第三人的" in html
    left = open_conditions(case.application)
    with refused("extra_measure_is_written"):
        _guard(case, left[0], words=" ")
    with refused("not_your_move"):
        _guard(case, left[0], by=case.by)
    for one in left:
        fields = {
            "act": "guard",
            "guard-condition": f"{one[0].pk}.{one[1]}",
            "guard-words": "公示七日",
        }
        assert (
            send(case.officer, "case_others", case.application.number, **fields).status_code == 302
        )
    with refused("nothing_to_guard"):
        _guard(case, left[0])
    assert ExtraMeasure.objects.count() == len(left)
    assert decide(application=case.application, by=case.officer, grant=True).decided_at


def _guard(
    case: Case, one: tuple[Any, str, str], words: str = "公示七日", by: Account | None = None
) -> ExtraMeasure:
    return guard(
        application=case.application,
        proof=one[0],
        condition_key=one[1],
        words=words,
        by=by or case.officer,
    )


@clause("ORD21-4.6h", "CN-XKF-36")
def test_others_are_told_heard_and_answered_before_anything_is_revoked(world: Worlds) -> None:
    case, finding = found(world, decided=True)
    with refused("third_party_is_named"):
        record_third_party(application=case.application, who=Somebody("", "", ""), by=case.officer)
    with refused("not_your_move"):
        record_third_party(application=case.application, who=NEIGHBOUR, by=case.by)
    other = case.world.account("contradicted")
    assert other.party is not None
    fields = {
        "act": "record",
        "other-name": "邻居王示",
        "other-interest": "相邻的住户",
        "other-identifier": other.party.identifier,
    }
    assert send(case.officer, "case_others", case.application.number, **fields).status_code == 302
    assert touched_by_revocation(case.application).third_parties == (ThirdParty.objects.get(),)
    assert "邻居王示" in text_of(page(case.officer, "finding", finding.pk))
    with refused("measure_was_told"):
        measure(case, finding, "revoke")
    intended = told_and_answered(case, finding, **REVOKE)
    objection = Objection.objects.get()
    with refused("third_party_had_their_say", "legal_review_has_passed"):
        measure(case, finding, "revoke", considered="没有意见。")
    html = text_of(page(other, "my_notice", objection.pk))
    assert "牵涉到您" in html and case.application.applicant.name not in html
    strange = visitor(case.world.account("agent"))
    assert strange.get(reverse("web:my_notice", args=[objection.pk])).status_code == 404
    assert "牵涉到我的" in text_of(page(other, "my_cases"))
    with refused("not_your_move"):
        object_to(objection=objection, by=case.by, text="不是我")
    with refused("statement_empty"):
        object_to(objection=objection, by=other, text=" ")
    assert send(other, "my_notice", objection.pk, text="撤销以后门就封了").status_code == 302
    reviewer = case.world.staff(Role.LEGAL_REVIEWER, case.application.agency)
    assert "撤销以后门就封了" in text_of(page(reviewer, "intended", intended.pk))
    elsewhere = case.world.elsewhere(Role.OFFICER)
    for name, key in (
        ("intended", intended.pk),
        ("case_others", case.application.number),
        ("my_notice", objection.pk),
    ):
        address = reverse(f"web:{name}", args=[key])
        assert visitor(elsewhere).get(address).status_code == 404
        assert visitor(case.by).get(address).status_code == 404
        assert visitor(None).get(address).status_code == 302
    paper = reverse("web:intended_paper", args=[intended.pk, objection.notice_id])
    assert visitor(reviewer).get(paper).content.startswith(b"%PDF")
    assert visitor(elsewhere).get(paper).status_code == 404
    review = {"act": "review", "review-passed": "yes", "review-opinion": "主体、依据、程序合法"}
    assert send(reviewer, "intended", intended.pk, **review).status_code == 302
    with refused("third_party_had_their_say"):
        measure(case, finding, "revoke", considered="没有意见。")
    answer_objection(objection=objection, by=case.officer, text="另开一道门以后再撤。")
    with refused("nothing_to_answer"):
        answer_objection(objection=objection, by=case.officer, text="再答")
    with refused("objection_is_answered"):
        object_to(objection=objection, by=other, text="还有")
    fetched = visitor(other).get(reverse("web:my_notice", args=[objection.pk]), {"paper": "notice"})
    assert fetched.content.startswith(b"%PDF")
    measure(case, finding, "revoke", considered="没有意见。")
    assert case.refresh().status == ApplicationStatus.REVOKED


def test_silence_of_others_ends_with_their_days(world: Worlds) -> None:
    case, finding = found(world, decided=True)
    record_third_party(application=case.application, who=NEIGHBOUR, by=case.officer)
    intended = told_and_answered(case, finding, **REVOKE)
    reviewer = case.world.staff(Role.LEGAL_REVIEWER, case.application.agency)
    review_intended(intended=intended, by=reviewer, passed=True, opinion="合法")
    Objection.objects.update(due_on=timezone.localdate() - timedelta(1))
    measure(case, finding, "revoke", considered="没有意见。")
    assert case.refresh().status == ApplicationStatus.REVOKED


@clause("XBQ21-3.1g")
def test_matters_without_a_penalty_rule_are_listed_searched_exported_and_proposed(
    world: Worlds,
) -> None:
    case, finding = found(world, "xian-baqiao-2021")
    catalogue = case.application.catalogue
    measure(case, finding, "terminate")
    close(finding=finding, by=case.officer, no_basis={"penalise": "没有规则"})
    gaps = gaps_of(catalogue)
    assert gaps and all(
        one.item.kind != "行政许可" and not one.item.has_penalty_basis for one in gaps
    )
    first = gaps[0].item
    assert gaps_of(catalogue, first.name)[0].item.name == first.name
    supervisor = case.world.staff(Role.SUPERVISOR, case.application.agency)
    with refused("not_your_move"):
        propose_rule(item=first, by=case.officer, text="增设", addressed_to="示例市司法局")
    with refused("proposal_is_whole"):
        propose_rule(item=first, by=supervisor, text=" ", addressed_to="示例市司法局")
    html = text_of(page(supervisor, "penalty_gaps"))
    assert first.name in html
    fields = {
        "item": first.pk,
        "proposal-words": "=建议增设罚则",
        "proposal-addressed_to": "示例市司法局",
    }
    assert send(supervisor, "penalty_gaps", **fields).status_code == 302
    table = visitor(supervisor).get(reverse("web:penalty_gaps"), {"form": "csv"})
    assert "建议增设罚则" in table.content.decode("utf-8-sig")
    assert as_csv(gaps_of(catalogue, first.name)).startswith("\ufeff".encode())
    address = reverse("web:penalty_gaps")
    assert visitor(case.officer).get(address).status_code == 404
    assert visitor(None).get(address).status_code == 302
    licence = catalogue.items.filter(kind="行政许可").first()
    assert licence is not None
    with refused("no_penalty_gap"):
        propose_rule(item=licence, by=supervisor, text="增设", addressed_to="示例市司法局")
    assert gaps_of(case.world.__class__("ordos-2021").catalogue) == []
