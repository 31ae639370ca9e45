"""Take a measure that the place foresees, on a final finding, by a named officer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.applications.actions.end import end_after_finding
from nuozheng.applications.models import Application
from nuozheng.documents.typesetting import Reason
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law import closing, consequences
from nuozheng.law.consequences import MEASURE_WORD, Measure, Offer, UntrueFacts
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.hearing import RIGHT_TO_BE_HEARD
from nuozheng.law.procedure import UNTRUTH_FINDING
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.carry_out import (
    carried_out,
    must_have_been_told,
    must_have_none_open,
    obstacles_of,
    standing_intention,
)
from nuozheng.verification.afterwards.intend import facts_of
from nuozheng.verification.afterwards.models import IntendedMeasure
from nuozheng.verification.afterwards.rectify import RECTIFY, is_rectified, start_clock
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.models import Consequence, UntruthFinding

_ENDS = {
    "terminate": "terminate",
    "revoke": "revoke",
    "invalid_application": "invalidate",
    "invalid_decision": "invalidate",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure as the officer wants it; which fields it needs depends on its kind.

    `considered` says how the person's answer and the record of the hearing were weighed, where the
    measure was told before (`verification.afterwards.intend`).
    """

    measure: str
    document_number: str
    legal_basis: str = ""
    content: str = ""
    due_on: date | None = None
    receiving_body: str = ""
    sent_on: date | None = None
    files: tuple[str, ...] = ()
    considered: str = ""


def offers(finding: UntruthFinding) -> list[Offer]:
    """What may be taken now, without what was taken already."""
    taken = set(finding.consequences.values_list("measure", flat=True))
    found = consequences.offered(finding.application.policy, facts_of(finding))
    return [offer for offer in found if offer.kind not in taken]


def take(*, finding: UntruthFinding, by: Account, wanted: Wanted) -> Consequence:
    """Take one measure; terminating, revoking or invalidating moves the case as well.

    Errors: Refused with every rule that stands in the way: final finding, known here, stage,
    named officer, legal basis, due date, receiving body.
    """
    wanted = _written(wanted)
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        case = row.application
        role = _officer(row, by, today)
        intended, wanted = _as_told(row, by, wanted)
        if row.consequences.filter(measure=wanted.measure).exists():
            raise Refused.because(
                "measure_taken_once",
                "这项处理已经作出，不用再作。",
                cure="还要作别的处理的，请另选一种；都作完了，请结案。",
            )
        taken = _write(row, case, by, wanted)
        if intended is not None:
            carried_out(intended, taken, wanted.considered, by, now)
        if wanted.measure == RECTIFY:
            start_clock(taken)
        if act := _ENDS.get(wanted.measure):
            end_after_finding(
                application=case,
                act=act,
                by=by,
                reason=f"{MEASURE_WORD[wanted.measure]}，依据认定书{row.document_number}",
                document_number=wanted.document_number,
                basis=taken.basis,
            )
        append(
            UNTRUTH_FINDING.kind,
            row.pk,
            f"take.{wanted.measure}",
            row.status,
            row.status,
            by=by,
            role=role,
            at=now,
            basis=taken.basis,
            detail={"document": wanted.document_number},
        )
    return taken


def _as_told(
    row: UntruthFinding, by: Account, wanted: Wanted
) -> tuple[IntendedMeasure | None, Wanted]:
    """The measure as it was told, if it was; Refused with every rule that stands in the way."""
    intended = standing_intention(row, wanted.measure)
    if intended is not None:
        wanted = replace(wanted, content=intended.content, legal_basis=intended.legal_basis)
    found = obstacles(
        consequences.examine(row.application.policy, facts_of(row), _measure(wanted, by))
    )
    if not found and intended is not None:
        found = obstacles_of(intended, wanted.considered)
    if found:
        raise Refused(*found)
    if intended is None:
        must_have_been_told(row, wanted.measure)
    return intended, wanted


def close(
    *, finding: UntruthFinding, by: Account, no_basis: Mapping[str, str] | None = None
) -> UntruthFinding:
    """Close when every required measure was taken, or why no law allows it is on record."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(UNTRUTH_FINDING, "close", row.status, roles)
        must_have_none_open(row)
        taken = list(row.consequences.values_list("measure", flat=True))
        reasons = {
            kind: why for kind, said in (no_basis or {}).items() if (why := written(said, "原因"))
        }
        found = obstacles(
            closing.may_close(
                row.application.policy,
                _facts_at_finding(row, taken),
                taken,
                reasons,
                rectified=is_rectified(row),
            )
        )
        if found:
            raise Refused(*found)
        deadlines.meet_all(UNTRUTH_FINDING.kind, row.pk, now)
        move(
            row,
            UNTRUTH_FINDING,
            "close",
            by=by,
            role=role,
            at=now,
            detail={"no_basis": sorted(reasons)},
            reason="；".join(f"{MEASURE_WORD[kind]}：{why}" for kind, why in reasons.items()),
        )
    return row


def _facts_at_finding(row: UntruthFinding, taken: list[str]) -> UntrueFacts:
    """The stage at which the finding was made: ending the case must not lower what it demands."""
    facts = facts_of(row)
    if {"terminate", "invalid_application"} & set(taken):
        return replace(facts, stage="open")
    return facts


def _officer(row: UntruthFinding, by: Account, today: date) -> Role:
    if Role.OFFICER in access.roles_in(by, row.application, today):
        return Role.OFFICER
    raise Refused.because(
        "not_your_move",
        "处理只能由本机关的经办人员作出。",
        cure="请用经办人员的账号登录，或者转给经办的同事。",
    )


def _written(wanted: Wanted) -> Wanted:
    if wanted.measure not in MEASURE_WORD:
        raise Refused.because("measure_unknown", "没有这种处理措施。", cure="请从列出的几种里选。")
    number = written(wanted.document_number, "文号", SHORT)
    if not number:
        raise Refused.because("document_required", "处理决定要有文号。", cure="填写决定书的文号。")
    return replace(
        wanted,
        document_number=number,
        legal_basis=written(wanted.legal_basis, "法律依据", 200),
        content=written(wanted.content, "处理内容"),
        considered=written(wanted.considered, "怎样采纳意见"),
        receiving_body=written(wanted.receiving_body, "受移送机关", SHORT),
        files=tuple(name for file in wanted.files if (name := written(file, "材料清单", SHORT))),
    )


def _measure(wanted: Wanted, by: Account) -> Measure:
    return Measure(
        kind=wanted.measure,
        officer=by.display_name or by.username,
        legal_basis=wanted.legal_basis,
        due_on=wanted.due_on,
        content=wanted.content,
        receiving_body=wanted.receiving_body,
        sent_on=wanted.sent_on,
        files=wanted.files,
    )


def _write(row: UntruthFinding, case: Application, by: Account, wanted: Wanted) -> Consequence:
    now = timezone.now()
    word = MEASURE_WORD[wanted.measure]
    basis = list(case.policy.consequences.measures.clause)
    content = _content(wanted)
    lines = [f"决定：{word}。", *content.splitlines()]
    if wanted.due_on:
        lines.append(f"请在{wanted.due_on:%Y年%-m月%-d日}以前改正。")
    if wanted.measure.startswith("invalid") and not case.policy.consequences.fees_refunded.value:
        lines.append("已缴费用不予退还。")
        basis += case.policy.consequences.fees_refunded.clause
    document = papers.issue(
        case,
        title="案件移送书" if wanted.measure == "refer" else f"{word}决定书",
        number=wanted.document_number,
        opening=[f"依据承诺核查认定书{row.document_number}，"],
        reasons=[
            papers.reason(f"法律依据：{wanted.legal_basis}。", basis),
            *_weighed(row, wanted),
        ],
        orders=lines,
        appealable=True,
        by=by,
        at=now,
    )
    serve_online(case, document, by=by)
    return Consequence.objects.create(
        finding=row,
        measure=wanted.measure,
        legal_basis=wanted.legal_basis,
        content=content,
        basis=basis,
        due_on=wanted.due_on,
        document_number=wanted.document_number,
        document=document,
        decided_by=by,
        decided_at=now,
    )


def _weighed(row: UntruthFinding, wanted: Wanted) -> list[Reason]:
    """How what was said against the measure was weighed (行政处罚法 art. 45, 65)."""
    if not wanted.considered:
        return []
    return [papers.reason(f"对意见的答复：{wanted.considered}", RIGHT_TO_BE_HEARD)]


def _content(wanted: Wanted) -> str:
    """What is ordered; a referral also says to whom, when and with which files (ORD21-4.4p)."""
    lines = [wanted.content]
    if wanted.measure == "refer":
        sent = f"{wanted.sent_on:%Y年%-m月%-d日}" if wanted.sent_on else ""
        lines += [f"受移送机关：{wanted.receiving_body}", f"移送日期：{sent}"]
        lines += [f"材料清单：{'、'.join(wanted.files)}"]
    return "\n".join(line for line in lines if line)
