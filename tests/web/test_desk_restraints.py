"""名单和惩戒 at the desk and on the person's page: every act of the pages, strangers get 404."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.models import Competence, JointMatter, Sanction, UnitLetter
from nuozheng.evidence.models import StaffLook
from nuozheng.law.restraints import RestraintStatus
from nuozheng.law.vocabulary import Role, Severity
from tests.credit.restraining import competent, decided, keeper, other_unit, proposed_entry
from tests.web.visits import page, send, text_of
from tests.world import World

Worlds = Callable[[str], World]
pytestmark = pytest.mark.django_db
_S = RestraintStatus


@pytest.fixture
def lyg(world: Worlds) -> World:
    return world("lianyungang-2019")


@pytest.fixture
def record(lyg: World) -> CreditRecord:
    assert lyg.citizen
    return lyg.on_record("honest", Severity.GRAVE, "false")


def test_an_entry_from_proposal_to_release(lyg: World, record: CreditRecord) -> None:
    officer = lyg.staff(Role.OFFICER, record.agency, "提出")
    head = lyg.staff(Role.HEAD, record.agency)
    listed = text_of(page(officer, "restraints", tab="records"))
    assert record.document_number in listed and lyg.members["honest"].name not in listed
    html = text_of(page(officer, "restrained_record", record.pk))
    assert "虚假承诺黑名单" in html
    fields = {
        "act": "propose_listing",
        "entry-list_key": "false_commitment",
        "entry-reasons": "认定书已经生效",
        "entry-evidence": "",
    }
    assert send(officer, "restrained_record", record.pk, **fields).status_code == 422
    fields["entry-evidence"] = "认定书"
    assert send(officer, "restrained_record", record.pk, **fields).status_code == 302
    entry = Listing.objects.get()
    for name in ("listing", "listing_paper"):
        more = ("notice",) if name == "listing_paper" else ()
        assert page(officer, name, entry.pk, *more).status_code == 200
        assert page(lyg.stranger(), name, entry.pk, *more).status_code == 404
        assert page(lyg.staff(Role.SUPERVISOR), name, entry.pk, *more).status_code == 404
    early = {"act": "decide", "decide-reason": "属实"}
    assert send(head, "listing", entry.pk, **early).status_code == 422
    mine = text_of(page(lyg.citizen, "my_restraints"))
    assert "虚假承诺黑名单" in mine and "说明意见" in mine
    assert send(lyg.citizen, "my_listing", entry.pk, text="已经改正").status_code == 302
    assert send(head, "listing", entry.pk, **early).status_code == 302
    entry.refresh_from_db()
    assert entry.status == _S.IN_FORCE
    mine = text_of(page(lyg.citizen, "my_listing", entry.pk))
    assert "怎样解除" in mine and "信用修复" in mine
    assert page(lyg.citizen, "my_listing", entry.pk, paper="decision").content[:5] == b"%PDF-"
    assert page(lyg.stranger(), "my_listing", entry.pk).status_code == 404
    out = {"act": "release", "out-reason": "已经改正"}
    assert send(head, "listing", entry.pk, **out).status_code == 422
    assert send(keeper(lyg), "listing", entry.pk, **out).status_code == 302
    assert page(keeper(lyg), "listing_paper", entry.pk, "release").status_code == 200
    assert StaffLook.objects.filter(party=record.party, what="blacklist").exists()
    for tab in ("pending", "in_force", "over", "letters"):
        assert page(officer, "restraints", tab=tab).status_code == 200


def test_a_sanction_of_another_unit(lyg: World, record: CreditRecord) -> None:
    unit = competent(lyg, other_unit(lyg, record), "honours")
    officer, head = lyg.staff(Role.OFFICER, unit, "提出"), lyg.staff(Role.HEAD, unit)
    fields = {
        "act": "propose_sanction",
        "sanction-measure": "honours",
        "sanction-actor": "社会",
        "sanction-agency": str(unit.pk),
        "sanction-reasons": "认定书已经生效",
        "sanction-evidence": "认定书",
    }
    html = text_of(page(officer, "restrained_record", record.pk))
    assert "限制参加评先评优" in html and "限制消费" not in html
    assert send(officer, "restrained_record", record.pk, **fields).status_code == 302
    row = Sanction.objects.get()
    drop = {"act": "drop", "drop-reason": ""}
    assert send(head, "sanction", row.pk, **drop).status_code == 422
    assert send(lyg.citizen, "my_sanction", row.pk, text="已经改正").status_code == 302
    decide = {"act": "decide", "decide-reason": "属实", "decide-until": ""}
    assert send(head, "sanction", row.pk, **decide).status_code == 302
    done = {"act": "execute", "done-on": timezone.localdate(), "done-words": "没有列入评选"}
    assert send(officer, "sanction", row.pk, **done).status_code == 302
    html = text_of(page(officer, "sanction", row.pk))
    assert "没有列入评选" in html and "社会" in html
    out = {"act": "withdraw", "out-reason": "不再需要"}
    assert send(head, "sanction", row.pk, **out).status_code == 302
    assert "社会" in text_of(page(officer, "restraints", tab="over"))


def test_rules_of_the_keeper_and_a_check(lyg: World, record: CreditRecord) -> None:
    decided(lyg, proposed_entry(lyg, record))
    boss, unit = keeper(lyg), lyg.item().agency
    officer = lyg.staff(Role.OFFICER, unit, "核对")
    assert page(officer, "restraint_rules").status_code == 404
    assert "虚假承诺黑名单" in text_of(page(boss, "restraint_rules"))
    give = {
        "act": "give_competence",
        "unit-agency": unit.pk,
        "unit-domain": "honours",
        "unit-law": "",
    }
    assert send(boss, "restraint_rules", **give).status_code == 422
    assert send(boss, "restraint_rules", **give | {"unit-law": "示例条例"}).status_code == 302
    matter = {
        "act": "set_matter",
        "matter-item": lyg.item().pk,
        "matter-domain": "honours",
        "matter-effect": "decide",
        "matter-law": "示例条例",
    }
    assert send(boss, "restraint_rules", **matter).status_code == 302
    assert JointMatter.objects.get().must_decide
    given = Competence.objects.get()
    ask = {
        "given": given.pk,
        "kind": "person",
        "called": record.party.name,
        "identifier": record.party.identifier,
        "purpose": "示例评选",
    }
    html = text_of(send(officer, "sanction_check", **ask))
    assert "列入虚假承诺黑名单" in html and record.party.identifier not in html.split("<form")[0]
    clean = ask | {"called": "别的人"}
    assert "没有限制" in text_of(send(officer, "sanction_check", **clean))
    assert send(officer, "sanction_check", **ask | {"purpose": ""}).status_code == 422
    take = {"act": "take_competence", "competence": given.pk}
    assert send(boss, "restraint_rules", **take).status_code == 302
    assert send(officer, "sanction_check", **ask).status_code == 422
    assert page(lyg.stranger(), "sanction_check").status_code == 404


def test_the_field_decision_on_the_page_of_a_case(lyg: World, record: CreditRecord) -> None:
    decided(lyg, proposed_entry(lyg, record))
    case = lyg.opened().accepted()
    number = case.application.number
    assert "名单" in text_of(page(case.officer, "case", number))
    send(keeper(lyg), "restraint_rules", **{
        "act": "set_matter", "matter-item": case.application.item_id, "matter-law": "示例条例",
        "matter-domain": "preferential_policy", "matter-effect": "decide",
    })  # fmt: skip
    html = text_of(page(case.officer, "case_restraints", number))
    assert "享受优惠政策" in html
    assert send(case.officer, "case", number, act="grant").status_code == 422
    done = send(case.officer, "case_restraints", number, act="pass", reasons="与这件事无关")
    assert done.status_code == 302
    assert send(case.officer, "case", number, act="grant").status_code == 302
    assert page(case.verifier, "case_restraints", number).status_code == 404


def test_a_letter_to_the_unit(lyg: World, record: CreditRecord) -> None:
    officer = lyg.staff(Role.OFFICER, record.agency, "通知")
    letter = UnitLetter.objects.get()
    write = {"act": "write_to_unit", "unit-unit": "示例公司"}
    assert send(officer, "unit_letter", letter.pk, **write).status_code == 302
    assert page(officer, "unit_letter_paper", letter.pk).content[:5] == b"%PDF-"
    sent = {"act": "deliver", "served-on": timezone.localdate(), "served-how": "邮寄"}
    assert send(officer, "unit_letter", letter.pk, **sent).status_code == 302
    assert "邮寄" in text_of(page(officer, "unit_letter", letter.pk))
    assert page(lyg.elsewhere(Role.VERIFIER), "unit_letter", letter.pk).status_code == 404
    assert page(lyg.staff(Role.OFFICER, other_unit(lyg, record), "别处"), "unit_letter",
                letter.pk).status_code == 404  # fmt: skip
