"""社会监督: a reader tells the supervisor that something published is wrong."""

from django.utils import timezone

from nuozheng.disclosure.models import Publication, PublicReport
from nuozheng.disclosure.opening import new_number
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force

LONGEST_WORDS, LONGEST_CONTACT = 1000, 100


def report(*, publication: Publication, words: str, contact: str = "") -> PublicReport:
    """Take down what a reader says; nobody's name is asked for. Errors: Refused without words."""
    words = written(words, "有什么问题", LONGEST_WORDS)
    if not words:
        raise Refused.because(
            "report_says_something",
            "还没有写有什么问题。",
            "CN-GBF42-disclose",
            cure="写一两句就行，不用写姓名。",
        )
    now = timezone.now()
    return PublicReport.objects.create(
        number=new_number("JD", now.year),
        publication=publication,
        words=words,
        contact=written(contact, "联系办法", LONGEST_CONTACT) or None,
        at=now,
    )


def answer_report(*, report: PublicReport, answer: str, by: Account) -> PublicReport:
    """Say what came of it, once. Errors: Refused for all but a supervisor of the place."""
    answer = written(answer, "处理的情况")
    here = Membership.objects.filter(
        in_force(timezone.localdate()),
        account=by,
        role=Role.SUPERVISOR,
        agency__jurisdiction=report.publication.jurisdiction_id,
    )
    if not here.exists():
        raise Refused.because(
            "not_your_move",
            "只有本地的监督人员能答复。",
            "CN-GBF42-disclose",
            cure="请转给监督人员。",
        )
    if not answer or report.answered_at is not None:
        raise Refused.because(
            "report_answered_once",
            "还没有写处理的情况，或者已经答复过了。",
            "CN-GBF42-disclose",
            cure="写明查了什么、怎样处理；已经答复的不用再答复。",
        )
    report.answer, report.answered_at, report.answered_by = answer, timezone.now(), by
    report.save(update_fields=["answer", "answered_at", "answered_by"])
    return report
