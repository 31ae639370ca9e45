"""Electronic certificates in a case: found, linked by reference, set aside, looked at again."""

from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from nuozheng.applications.actions.certificate import (
    present_certificate,
    set_aside_certificate,
)
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.certificates import Linked, linked
from nuozheng.applications.models import Channel, DisposedProof, ProofStatus
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.certificates import CertificateState
from nuozheng.law.vocabulary import Substitution
from nuozheng.sandbox import licences
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.licences import ELSEWHERE, certificates_of, code_of
from nuozheng.sandbox.servers import Running
from nuozheng.verification.sources.corrections import ask_correction
from tests.api.caller import Caller
from tests.refusing import refused
from tests.web.visits import page, send, text_of
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
SERVICE = "sv-129"
"""特种作业资格: the applicant would hand the proof in; some of the cast hold its certificate."""


def opened(world: Worlds, who: str = "honest", slug: str = "ordos-2021") -> Case:
    here = world(slug)
    return here.opened(who, here.item(SERVICE))


def proof_of(case: Case) -> DisposedProof:
    (proof,) = case.proofs()
    return proof


def certificate_of(case: Case) -> Linked:
    held = linked(proof_of(case))
    assert held is not None
    return held


def says(monkeypatch: pytest.MonkeyPatch, who: str, state: CertificateState) -> None:
    """From now on the library answers another state of the same certificates."""
    changed = tuple(replace(one, state=state) for one in licences.OF_CAST[who])
    monkeypatch.setitem(licences.OF_CAST, who, changed)


@clause("ORD23-1b", "XBQ21-2.4b")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "ordos-2023"])
def test_the_certificate_is_found_linked_and_nothing_is_uploaded(
    world: Worlds, sources: Running, slug: str
) -> None:
    sources.faults.set("qualification", Mode.DOWN)  # what data tell needs no certificate
    case = opened(world, slug=slug)
    proof, held = proof_of(case), certificate_of(case)
    assert (proof.way, proof.status) == (Substitution.DATA_SHARING, ProofStatus.SETTLED)
    genuine = next(one for one in certificates_of(case.member) if one.kind == "special_work")
    assert (held.issuer, held.digest) == (ELSEWHERE, genuine.digest)
    assert (held.region, held.channel) == ("宁夏回族自治区", "web")
    assert proof.document is None and proof.fetched is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obtained::text || encode(fetched, 'escape') FROM applications_disposedproof"
            " WHERE id = %s",
            [proof.pk],
        )
        (stored,) = cursor.fetchone()
    assert genuine.number not in stored and genuine.digest in stored
    receipt = AccessReceipt.objects.get(
        case_number=case.application.number, source="licence_library"
    )
    assert (receipt.result, "number" in receipt.attributes) == ("found", True)
    html = page(case.by, "my_proofs", case.application.number)
    said = text_of(html)
    assert 'type="file"' not in html.content.decode()
    for words in ("特种作业操作证", ELSEWHERE, "宁夏回族自治区", "电子证照库", "不用这份"):
        assert words in said
    assert genuine.number not in said
    assert "电子证照库" in text_of(page(case.by, "my_looks"))


@pytest.mark.parametrize("who", ["wronged", "contradicted", "ambiguous", "agent"])
def test_one_that_does_not_count_changes_nothing(world: Worlds, who: str) -> None:
    case = opened(world, who)
    assert linked(proof_of(case)) is None
    assert proof_of(case).status == ProofStatus.AWAITING_DOCUMENT
    html = page(case.by, "my_proofs", case.application.number).content.decode()
    assert 'type="file"' in html


def test_not_mine_or_paper_instead(world: Worlds) -> None:
    case = opened(world)
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            set_aside_certificate(application=case.application, proof=proof_of(case), by=account)
    send(case.by, "my_proofs", case.application.number, aside=proof_of(case).pk)
    proof = proof_of(case)
    assert (proof.substitution, proof.status) == ("retained", ProofStatus.AWAITING_DOCUMENT)
    assert not proof.obtained and proof.fetched is None
    hand_in(application=case.application, proof=proof, content=PDF, by=case.by)
    assert proof_of(case).status == ProofStatus.SETTLED
    assert "set_aside_certificate" in [move.act for move in case.moves()]
    with refused("no_certificate_to_set_aside"):
        set_aside_certificate(application=case.application, proof=proof, by=case.by)


def test_what_its_subject_contests_counts_for_nothing_so_long(world: Worlds) -> None:
    case = opened(world)
    receipt = AccessReceipt.objects.get(
        case_number=case.application.number, source="licence_library"
    )
    ask_correction(receipt=receipt, attribute="number", said="这份证照不是我的。", by=case.by)
    again = case.world.opened(item=case.application.item)
    assert linked(proof_of(again)) is None


@clause("ORD23-3.3.2d")
def test_the_app_presents_a_certificate_by_its_code(
    world: Worlds, sources: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources.faults.set("licence_library", Mode.DOWN, for_requests=2)
    case = opened(world)
    assert proof_of(case).status == ProofStatus.AWAITING_DOCUMENT
    genuine = next(one for one in certificates_of(case.member) if one.kind == "special_work")
    at = f"applications/{case.application.number}/proofs/{proof_of(case).pk}/certificate"
    phone = Caller(case.by)
    wrong = phone.post(at, {"code": "EC0000", "channel": "app"})
    assert (wrong.status, wrong.keys) == (422, ["certificate_not_found"])
    linked_now = phone.post(at, {"code": code_of(genuine), "channel": "app"})
    assert linked_now.status == 200 and linked_now.json["status"] == "settled"
    assert linked_now.json["certificate"]["channel"] == "app"
    assert linked_now.json["has_document"] is False
    assert certificate_of(case).channel == Channel.APP
    (move,) = [move for move in case.moves() if move.act == "present_certificate"]
    assert move.detail["channel"] == "app"
    assert phone.post(at, {"code": code_of(genuine)}).keys == ["proof_is_settled"]
    assert phone.send("DELETE", at, b"").json["status"] == "awaiting_document"
    says(monkeypatch, "honest", CertificateState.REVOKED)
    assert phone.post(at, {"code": code_of(genuine)}).keys == ["certificate_is_not_in_force"]
    sources.faults.set("licence_library", Mode.DOWN)
    assert phone.post(at, {"code": code_of(genuine)}).keys == ["library_is_silent"]


def test_only_the_applicant_s_own_where_one_is_taken(world: Worlds) -> None:
    case = opened(world, "agent")
    (foreign, *_) = certificates_of(case.world.members["representative"])
    for channel, code, key in (
        ("app", code_of(foreign), "certificate_not_found"),
        ("app", " ", "certificate_code_wrong"),
        ("moon", "EC1", "channel_unknown"),
    ):
        with refused(key):
            present_certificate(
                application=case.application,
                proof=proof_of(case),
                code=code,
                channel=channel,
                by=case.by,
            )
    with refused("not_your_move"):
        present_certificate(
            application=case.application,
            proof=proof_of(case),
            code=code_of(foreign),
            channel="app",
            by=case.world.account("representative"),
        )
    other = case.world.opened("agent")
    with refused("proof_takes_no_certificate"):
        present_certificate(
            application=other.application,
            proof=other.proofs()[0],
            code="EC1",
            channel="app",
            by=other.by,
        )


def test_it_is_looked_at_again_before_the_decision(
    world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(world).accepted()
    says(monkeypatch, "honest", CertificateState.REVOKED)
    with refused(f"proof.{proof_of(case).pk}"):
        decide(application=case.application, by=case.officer, grant=True)
    proof = proof_of(case)
    assert (proof.status, certificate_of(case).looked_again) == (
        ProofStatus.AWAITING_AGENCY,
        "revoked",
    )
    assert "电子证照" in text_of(page(case.officer, "case", case.application.number))
    obtain(application=case.application, proof=proof, by=case.officer, note="发证机关确认有效")
    decide(application=case.application, by=case.officer, grant=True)
    kept = case.refresh().snapshot["certificates"][str(proof.pk)]
    assert kept["digest"] == certificate_of(case).digest and kept["looked_again"] == "revoked"


def test_a_library_that_is_down_then_stops_nobody(world: Worlds, sources: Running) -> None:
    case = opened(world).accepted()
    sources.faults.set("licence_library", Mode.DOWN)
    decide(application=case.application, by=case.officer, grant=True)
    assert case.refresh().status == "granted"
    assert certificate_of(case).looked_again == "unavailable"
    looks = AccessReceipt.objects.filter(source="licence_library", asked_by=case.officer)
    assert [look.result for look in looks] == ["unavailable"]
    assert certificate_of(case).as_of == timezone.localdate()
