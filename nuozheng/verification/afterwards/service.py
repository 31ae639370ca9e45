"""送达: how, when and by whom each document was served, and when it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.documents.models import Document
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import can_be_reached
from nuozheng.verification.afterwards.models import (
    Hearing,
    IntendedMeasure,
    LetterVersion,
    Manner,
    Objection,
    Recheck,
    Service,
    ThirdParty,
)
from nuozheng.verification.models import UntruthFinding


@dataclass(frozen=True, slots=True)
class Served:
    """A document of a finding with its services; `third_party` where it is somebody else's."""

    document: Document
    services: tuple[Service, ...]
    third_party: ThirdParty | None = None


def serve_online(
    case: Application, document: Document, *, by: Account, third_party: ThirdParty | None = None
) -> Service | None:
    """Put on the person's page, where there is one; None where it has to be served otherwise."""
    readers = [third_party.party] if third_party else [case.applicant, case.agent]
    if not any(one is not None and can_be_reached(one, timezone.localdate()) for one in readers):
        return None
    return _write(case, document, Manner.ONLINE, "", by, timezone.now(), third_party)


def serve(
    *, finding: UntruthFinding, document: Document, manner: str, note: str, by: Account
) -> Service:
    """An officer records how a document was served off line. Errors: Refused for others."""
    case, note = finding.application, written(note, "送达情况", 200)
    if Role.OFFICER not in access.roles_in(by, case, timezone.localdate()):
        raise Refused.because(
            "not_your_move",
            "送达由本机关的经办人员登记。",
            cure="请用经办人员的账号登录，或者转给经办的同事。",
        )
    known = {one.document.pk: one for one in documents_of(finding)}
    if document.pk not in known or manner not in Manner.values:
        raise Refused.because(
            "served_unknown", "没有选哪一份文书、怎样送达。", cure="请从列出的文书和方式里选。"
        )
    if manner != Manner.ONLINE and not note:
        raise Refused.because(
            "service_has_a_note",
            "还没有写送达的情况。",
            cure="写明谁签收；留置送达的写明见证人，邮寄的写明单号。",
        )
    other = known[document.pk].third_party
    return _write(case, document, Manner(manner), note, by, timezone.now(), other)


def acknowledge(*, finding: UntruthFinding, by: Account) -> int:
    """The person says that they have read what was served on line; how many documents."""
    roles = access.roles_in(by, finding.application, timezone.localdate())
    if not any(role.speaks_for_applicant for role in roles):
        raise Refused.because(
            "not_your_move", "只有本人能签收。", cure="请用申请人或者代理人的账号登录。"
        )
    mine = [one.document.pk for one in documents_of(finding) if one.third_party is None]
    unread = Service.objects.filter(
        application=finding.application_id, document__in=mine, read_at=None
    )
    return unread.update(read_at=timezone.now(), read_by=by)


def documents_of(finding: UntruthFinding) -> list[Served]:
    """Every document of the path, oldest first, without its bytes."""
    theirs = {
        pk: objection.third_party
        for objection in Objection.objects.filter(intended__finding=finding).select_related(
            "third_party"
        )
        for pk in (objection.notice_id, objection.answer_document_id)
        if pk
    }
    wanted = {*_own_of(finding), *theirs}
    services: dict[int, list[Service]] = {}
    for one in Service.objects.filter(application=finding.application_id, document__in=wanted):
        services.setdefault(one.document_id, []).append(one)
    documents = Document.objects.filter(pk__in=wanted).defer("content").order_by("pk")
    return [Served(one, tuple(services.get(one.pk, ())), theirs.get(one.pk)) for one in documents]


def papers_of_applicant(case: Application) -> set[int]:
    """What the applicant may read of all this: told ones only, never another person's papers."""
    told = UntruthFinding.objects.filter(application=case, notified_at__isnull=False)
    pks = {pk for finding in told for pk in _own_of(finding)}
    reported = Recheck.objects.filter(consequence__finding__in=told).values_list("paper", flat=True)
    old = LetterVersion.objects.filter(commitment__application=case)
    return {pk for pk in (*pks, *reported, *old.values_list("letter", flat=True)) if pk}


def papers_of_case(case: Application) -> set[int]:
    """The same with what third parties got, for those who handle the case."""
    objections = Objection.objects.filter(intended__finding__application=case)
    theirs = {pk for row in objections.values_list("notice", "answer_document") for pk in row}
    return papers_of_applicant(case) | {pk for pk in theirs if pk}


def _own_of(finding: UntruthFinding) -> Iterable[int]:
    intended = IntendedMeasure.objects.filter(finding=finding)
    hearings = Hearing.objects.filter(intended__finding=finding)
    rechecks = Recheck.objects.filter(consequence__finding=finding)
    pks = (
        finding.notice_id,
        finding.document_id,
        *finding.consequences.values_list("document", flat=True),
        *intended.values_list("notice", flat=True),
        *hearings.values_list("call", flat=True),
        *hearings.values_list("record_document", flat=True),
        *rechecks.values_list("document", flat=True),
    )
    return {pk for pk in pks if pk}


def _write(
    case: Application,
    document: Document,
    manner: Manner,
    note: str,
    by: Account,
    at: datetime,
    third_party: ThirdParty | None,
) -> Service:
    return Service.objects.create(
        application=case,
        document=document,
        to=third_party.name if third_party else case.applicant.name,
        third_party=third_party,
        manner=manner,
        note=note,
        served_at=at,
        served_by=by,
    )
