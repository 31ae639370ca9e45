"""Fulfil a task: record the paper, write the report, evaluate, and send it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.duties import access
from nuozheng.catalogue.duties.models import DutyPaper, UnitDuty
from nuozheng.catalogue.duties.report import set_report
from nuozheng.catalogue.revision.actions.publish import complete_publications
from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.duties import BEST_SCORE, Duty
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

KIND = "unit_duty"
OPEN, DONE, SENT = "open", "done", "sent"
LONGEST_SECTION = 8000


def fulfil(
    *,
    task: UnitDuty,
    document: bytes | None,
    note: str,
    on: date,
    by: Account,
    part: str = "",
    attested: Collection[str] = (),
) -> UnitDuty:
    """Record the paper of a task, or in words that it was done, with the day on which it was.

    A day after the due one is accepted and shown as late; what was handed over on paper before
    is recorded with its own day. Errors: Refused without what the text demands of the paper, for
    a day to come, and for what is written here or went its way with the list.
    """
    with transaction.atomic():
        held = _held(task, by)
        said = written(note, "说明")
        _not_to_come(on)
        if found := [*_not_by_paper(held), *_lacking(held, document, said, part, attested)]:
            raise Refused(*found)
        if document:
            _file(held, document, part, by)
        held.note, held.by, held.attested = said, by, sorted(attested)
        if not parts_left(held):
            held.done_on = on
        held.save(update_fields=["note", "by", "attested", "done_on"])
        _history(held, "fulfil", OPEN, DONE if held.done_on else OPEN, by, {"part": part})
        if held.duty.with_letters and held.done_on:
            complete_publications(catalogue=held.catalogue_id, agency=held.agency_id, by=by)
    return held


def write(*, task: UnitDuty, sections: Mapping[str, str], by: Account) -> UnitDuty:
    """Keep what was written of a report, heading by heading; it may still have empty ones."""
    with transaction.atomic():
        held = _held(task, by)
        held.content = {
            title: written(sections.get(title, ""), title, LONGEST_SECTION)
            for title in held.duty.sections
        }
        held.by = by
        held.save(update_fields=["content", "by"])
        _history(held, "write", OPEN, OPEN, by)
    return held


def evaluate(
    *, task: UnitDuty, answers: Mapping[str, tuple[int | None, str]], by: Account
) -> UnitDuty:
    """Score each dimension with its evidence; done only with all of them (LYG19-1.7.1a)."""
    with transaction.atomic():
        held = _held(task, by)
        found = []
        for dimension in held.duty.dimensions:
            score, evidence = answers.get(dimension, (None, ""))
            if score is None or not 0 <= score <= BEST_SCORE:
                found.append(_wanting(held, f"“{dimension}”没有打分，或者不在0到100之间。"))
            if not evidence.strip():
                found.append(_wanting(held, f"“{dimension}”没有写依据。"))
        if found or not held.duty.dimensions:
            raise Refused(*(found or [_wanting(held, "这一项不是评估。")]))
        held.content = {
            dimension: {
                "score": answers[dimension][0],
                "evidence": written(answers[dimension][1], dimension),
            }
            for dimension in held.duty.dimensions
        }
        held.done_on, held.by = timezone.localdate(), by
        held.save(update_fields=["content", "done_on", "by"])
        _history(held, "evaluate", OPEN, DONE, by)
    return held


def send(*, task: UnitDuty, on: date, to: str, by: Account) -> UnitDuty:
    """Record that it went to whom the text names, or where the text names nobody, that it is done.

    A report is set as a PDF here. Errors: Refused with an empty section, without the papers, and
    once it was sent.
    """
    with transaction.atomic():
        held = _held(task, by)
        _not_to_come(on)
        if found := list(_unsendable(held)):
            raise Refused(*found)
        if held.duty.kind == "report":
            held.printed = set_report(held, on, by)
            held.done_on = on
        held.sent_on, held.by = on, by
        held.sent_to = written(to, "报送给谁")[:120] or held.duty.to
        held.save(update_fields=["printed", "done_on", "sent_on", "sent_to", "by"])
        detail: dict[str, object] = {"to": held.sent_to, "address": held.duty.address}
        _history(held, "send", DONE, SENT, by, detail)
    return held


def parts_left(task: UnitDuty) -> list[str]:
    """The demanded papers that are not there yet."""
    there = set(task.papers.values_list("part", flat=True))
    return [part for part in task.duty.parts if part not in there]


def needs_document(duty: Duty) -> bool:
    """Whether a paper must be there; elsewhere words may say what was done."""
    return duty.kind in ("plan", "table") or bool(duty.parts)


def _held(task: UnitDuty, by: Account) -> UnitDuty:
    held = locked(UnitDuty, task.pk)
    if not access.own(by, timezone.localdate()).filter(pk=held.pk).exists():
        raise Refused.because(
            "not_your_move", "只有本单位的清单管理人员可以报送。", cure="请用有这个职责的账号登录。"
        )
    if held.sent_on:
        raise Refused.because(
            "sent_already",
            f"{held.sent_on:%Y年%m月%d日}已经报送。",
            *held.duty.clauses,
            cure="要补充的，请与收件单位联系，另行报送。",
        )
    return held


def _not_to_come(on: date) -> None:
    if on > timezone.localdate():
        raise Refused.because("day_to_come", "日期在今天以后。", cure="填实际办的那一天。")


def _not_by_paper(task: UnitDuty) -> Iterator[Finding]:
    if task.duty.through and task.done_on:
        yield _wanting(task, "这一项已经随清单记下了。", "不用再报。")
    if task.duty.kind in ("report", "evaluation"):
        yield _wanting(task, "这一项要在页面上写。", "逐段写好再报送。")


def _lacking(
    task: UnitDuty, document: bytes | None, note: str, part: str, attested: Collection[str]
) -> Iterator[Finding]:
    duty = task.duty
    if needs_document(duty):
        if not document:
            yield _wanting(task, "没有上传文件。", "上传PDF，或者拍照上传。")
    elif not document and not note:
        yield _wanting(task, "没有上传文件，也没有写说明。", "上传文件，或者写明结果。")
    if duty.parts and part not in duty.parts:
        yield _wanting(task, "没有写明是哪一份。", "选一份。")
    for one in duty.attested:
        if one not in attested:
            yield _wanting(task, f"没有确认“{one}”。", "核对文件以后勾选。")


def _unsendable(task: UnitDuty) -> Iterator[Finding]:
    duty = task.duty
    if duty.kind == "report":
        for title in duty.sections:
            if not str(task.content.get(title, "")).strip():
                yield _wanting(task, f"“{title}”还是空的。", "写好这一段再报送。")
    elif task.done_on is None:
        yield _wanting(task, "材料还没有办好。", "先办好材料，再报送。")


def _file(task: UnitDuty, content: bytes, part: str, by: Account) -> None:
    title = f"{part or task.duty.what}（{task}）"
    document = received(content, kind="duty", title=title[:200])
    document.created_at, document.created_by = timezone.now(), by
    document.save()
    DutyPaper.objects.create(task=task, part=part, document=document)


def _wanting(task: UnitDuty, detail: str, cure: str = "补上再试。") -> Finding:
    return Finding("duty_wanting", Outcome.NOT_MET, detail, task.duty.clauses, cure)


def _history(
    task: UnitDuty,
    act: str,
    old: str,
    new: str,
    by: Account,
    detail: dict[str, object] | None = None,
) -> None:
    append(
        KIND,
        task.pk,
        act,
        old,
        new,
        by=by,
        role=Role.CATALOGUE_KEEPER,
        at=timezone.now(),
        basis=task.duty.clauses,
        detail=detail,
    )
