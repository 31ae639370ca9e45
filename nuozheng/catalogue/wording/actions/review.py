"""Review the letters of a revision: answer the questions of quality, let a flaw stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.gates import held_for_review
from nuozheng.catalogue.wording.letter import drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import standing_errors
from nuozheng.catalogue.wording.services import service_of
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says to one question of quality."""

    answer: str
    note: str = ""


def answer_quality(
    *, draft: LetterDraft, answers: Mapping[str, Answer], by: Account
) -> LetterDraft:
    """Answer questions of the place on a text; a later answer stands instead of an earlier one.

    全面准确、权责清晰、通俗易懂 (ORD21-4.3c, XBQ21-2.3a, MJ21-2.2.5b). Errors: Refused for
    other questions, for a no without its note, and for anybody but a reviewer at this stage.
    """
    with transaction.atomic():
        held, role = held_for_review(draft.revision, by)
        draft = LetterDraft.objects.select_for_update().get(pk=draft.pk)
        for question, said in answers.items():
            draft.answers[question] = _answered(held, question, said) | _signed(by)
        draft.save(update_fields=["answers"])
        said_in_words = {question: one.answer for question, one in answers.items()}
        _record(
            held, "answer_quality", by, role, {"service": draft.service, "answers": said_in_words}
        )
    draft.revision = held
    return draft


def let_stand(
    *, draft: LetterDraft, item: str, rule: str, passage: str, reason: str, by: Account
) -> LetterDraft:
    """Allow one flaw in one passage, with the reason (MJ21-2.2.5k); a changed passage is anew.

    Errors: Refused without a reason, where no such flaw stands, for whoever drafted the revision.
    """
    why = written(reason, "理由", 400)
    with transaction.atomic():
        held, role = held_for_review(draft.revision, by)
        draft = LetterDraft.objects.select_for_update().get(pk=draft.pk)
        if not why:
            raise Refused.because(
                "reason_required",
                "放行一处用语，要写明理由。",
                *held.policy.notice.quality_rules.clause,
                cure="写明为什么不能改写，例如引用的是法条原文。",
            )
        _must_be_there(held, draft, item, rule, passage)
        allowed = {"item": item, "rule": rule, "passage": passage, "reason": why}
        draft.let_stand = [*draft.let_stand, allowed | _signed(by)]
        draft.save(update_fields=["let_stand"])
        _record(held, "let_stand", by, role, {"service": draft.service, **allowed})
    draft.revision = held
    return draft


def _answered(revision: Revision, question: str, said: Answer) -> dict[str, Any]:
    basis = revision.policy.notice.quality_rules
    if question not in basis.value or said.answer not in (YES, NO):
        raise Refused.because(
            "quality_question_unknown",
            "本地没有这个问题，或者没有选“做到了”还是“没有做到”。",
            *basis.clause,
            cure="逐项选一个答案。",
        )
    note = written(said.note, "说明", 400)
    if said.answer == NO and not note:
        raise Refused.because(
            "quality_note_missing",
            f"“{question}”没有做到的，要写明差在哪里。",
            *basis.clause,
            cure="写一句哪里不清楚、应当怎样改。",
        )
    return {"answer": said.answer, "note": note}


def _must_be_there(
    revision: Revision, draft: LetterDraft, item: str, rule: str, passage: str
) -> None:
    service = service_of(revision, draft.service, timezone.localdate())
    if service is not None:
        letter = drafted(revision.policy, service, draft)
        if (item, rule, passage) in {
            (key, flaw.rule, flaw.passage) for key, flaw in standing_errors(letter, draft)
        }:
            return
    raise Refused.because(
        "flaw_gone", "这一处已经改过或者放行过了。", cure="请刷新页面，看最新的文本。"
    )


def _signed(by: Account) -> dict[str, Any]:
    return {"at": timezone.now().isoformat(), "by": by.pk, "name": str(by)}


def _record(
    revision: Revision, act: str, by: Account, role: Role, detail: dict[str, object]
) -> None:
    append(
        "revision",
        revision.pk,
        act,
        revision.status,
        revision.status,
        by=by,
        role=role,
        at=timezone.now(),
        detail=detail,
    )
