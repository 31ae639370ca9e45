"""What a person holds to be wrong in a source's records, as long as its owner has not answered."""

from nuozheng.law.conditions import Condition, required_attributes
from nuozheng.law.data_sources import CorrectionStatus
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.sources.models import SourceCorrection


def contested_facts(party_id: int) -> dict[str, frozenset[str]]:
    """Source → attributes with an open correction."""
    open_ones = SourceCorrection.objects.filter(party=party_id, status=CorrectionStatus.OPEN)
    found: dict[str, frozenset[str]] = {}
    for source, attribute in open_ones.values_list("source", "attribute"):
        found[source] = found.get(source, frozenset()) | {attribute}
    return found


def open_corrections(task: VerificationTask) -> list[SourceCorrection]:
    """The open corrections of what the task's condition is compared with."""
    wanted = required_attributes([condition_of(task)])
    mine = SourceCorrection.objects.filter(
        party=task.application.applicant_id, status=CorrectionStatus.OPEN
    )
    return [one for one in mine if one.attribute in wanted.get(one.source, ())]


def condition_of(task: VerificationTask) -> Condition:
    """The promised condition that a task checks."""
    listed = task.proof.version.condition_set.conditions
    return next(one for one in listed if one.key == task.condition_key)


def must_not_be_contested(task: VerificationTask) -> None:
    """Nothing adverse rests on data under correction. Errors: Refused until its owner answers.

    A photo or paper with the task is another ground than the data.
    """
    if task.evidence_id is not None:
        return
    open_ones = open_corrections(task)
    if not open_ones:
        return
    day = max(one.due_on for one in open_ones)
    raise Refused(
        Finding(
            "data_are_contested",
            Outcome.NOT_MET,
            "本人对比对用的数据提出了更正，数据单位还没有答复；答复以前不能据此认为承诺不实。",
            ("CN-PIPL-46",),
            cure=f"请等数据单位答复（{day.month}月{day.day}日以前），或者用别的办法查清，附上照片或者文件。",
        )
    )
