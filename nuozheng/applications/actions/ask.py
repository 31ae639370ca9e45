"""Ask the office what one doesn't understand, and be answered: both stay with the case."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application, Enquiry
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def ask(*, application: Application, by: Account, question: str) -> Enquiry:
    """The applicant asks for guidance; a case never waits for its answer and is never closed to it.

    强化告知和指导义务 (MJ21-2.3.9b).
    """
    now, said = timezone.now(), written(question, "问题")
    if not said:
        raise Refused.because("question_empty", "还没有写问题。", cure="写一句就行。")
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = next((role for role in roles if role.speaks_for_applicant), None)
        if role is None:
            raise Refused.because(
                "not_your_move",
                "这里由申请人或者代理人提问。",
                cure="请用申请人或者代理人的账号登录。",
            )
        enquiry = Enquiry.objects.create(application=case, question=said, asked_by=by, asked_at=now)
        _record(case, "ask", enquiry, by, role)
    return enquiry


def answer(*, enquiry: Enquiry, by: Account, text: str) -> Enquiry:
    """An officer explains; an answer is given once, a further question gets its own."""
    now, said = timezone.now(), written(text, "答复")
    if not said:
        raise Refused.because("answer_empty", "还没有写答复。", cure="写清楚怎么填、依据是什么。")
    with transaction.atomic():
        row = locked(Enquiry, enquiry.pk)
        if Role.OFFICER not in access.roles_in(by, row.application, timezone.localdate()):
            raise Refused.because(
                "not_your_move",
                "只有本机关的经办人员能答复。",
                cure="请用经办人员的账号登录，或者转给经办的同事。",
            )
        if row.answered_at is not None:
            raise Refused.because(
                "answered_already",
                "这个问题已经答复过了。",
                cure="申请人再问的，会另列一条，您在那里答复。",
            )
        row.answer, row.answered_by, row.answered_at = said, by, now
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        _record(row.application, "answer", row, by, Role.OFFICER)
    return row


def _record(case: Application, act: str, enquiry: Enquiry, by: Account, role: Role) -> None:
    append(
        APPLICATION.kind,
        case.pk,
        act,
        case.status,
        case.status,
        by=by,
        role=role,
        at=timezone.now(),
        basis=case.policy.risk.duties.clause,
        detail={"enquiry": enquiry.pk},
    )
