"""What is checked before the decision holds it: nothing is granted while such a check is open."""

from django.db.models import Q, QuerySet

from nuozheng.applications.models import Application
from nuozheng.evidence.models import Move
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.procedure import UNTRUTH_FINDING, TaskStatus
from nuozheng.verification.models import VerificationTask

BEFORE = "before_decision"


def holding(application: Application) -> QuerySet[VerificationTask]:
    """The checks for which a decision has to wait.

    What was looked at and could not be cleared up holds nothing: that harms nobody, and stays
    to be checked. A difference waits until its hearing has ended.
    """
    heard_out = Q(status=TaskStatus.CONTRADICTED) & ~Q(finding__status__in=UNTRUTH_FINDING.ends)
    waiting = Q(status=TaskStatus.OPEN) | heard_out
    tasks = VerificationTask.objects.filter(waiting, application=application, timing=BEFORE)
    return tasks.select_related("proof__version__entry__proof").order_by("pk")


def must_be_checked_first(application: Application, row: Move) -> None:
    """Nothing is granted before its checks. Errors: Refused, one finding for each check."""
    waiting = list(holding(application))
    if waiting:
        raise Refused(*(_finding(one) for one in waiting))


def _finding(task: VerificationTask) -> Finding:
    name = task.proof.version.entry.proof.name
    if task.status == TaskStatus.OPEN:
        text, cure = f"代替“{name}”的承诺，要先核查再决定。", "请核查人员记下结果以后再决定。"
    else:
        text = f"代替“{name}”的承诺有一处对不上，还没有听完说明、办完。"
        cure = "先请本人说明，认定或者排除以后再决定。"
    return Finding(
        "checked_before_the_decision",
        Outcome.NOT_MET,
        text,
        tuple(task.basis),
        cure=f"{cure}办理期限不因为核查延长。",
    )
