"""Everything that the page of a finding shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nuozheng.applications.declaration import Checked
from nuozheng.credit.grades.importing import grades_of
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import adverse, standing_of
from nuozheng.evidence import deadlines
from nuozheng.law import hearing
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.credit import SEVERITY_WORD
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.hearing import HearingFacts
from nuozheng.law.procedure import FOUND_AGAINST, UNTRUTH_FINDING, RecordStatus, UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.clocks import clock_of
from nuozheng.web.desk.afterwards.on_finding import context_of, to_be_told
from nuozheng.web.desk.finding_forms import FindingForms
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.task_rows import promise_of_task


@dataclass(frozen=True, slots=True)
class May:
    """Which acts stand open to this desk now."""

    notify: bool
    dismiss: bool
    find: bool
    act_on: bool


def finding_context(finding: UntruthFinding, desk: Desk, forms: FindingForms) -> dict[str, Any]:
    """The values of the page, in the order in which it shows them."""
    case = finding.application
    state = UntruthStatus(finding.status)
    running = deadlines.running(UNTRUTH_FINDING.kind, finding.pk)
    record = CreditRecord.objects.filter(
        case_number=case.number, document_number=finding.document_number or "-"
    ).first()
    may = _may(finding, desk)
    taken = list(finding.consequences.select_related("decided_by"))
    return {
        "finding": finding,
        "case": case,
        "state": state.chinese,
        "promise": promise_of_task(finding.task),
        "rows": _data_rows(finding),
        "statements": list(finding.statements.order_by("made_at")),
        "clock": clock_of(running[0], desk.today) if running else None,
        "may": may,
        "not_yet": list(_not_yet(finding, desk, may)),
        "forms": forms,
        "taken": [(one, MEASURE_WORD[one.measure]) for one in taken],
        "record": record,
        "record_words": _record_words(record),
        "standing": standing_of(case.applicant, desk.today),
        "records": adverse(case.applicant),
        "grades": grades_of(case.applicant),
        "history": happened({UNTRUTH_FINDING.kind: [finding.pk]}),
        "to_tell": to_be_told(finding, [offer for offer, _form in forms.measures]),
        **context_of(finding, desk, forms.posted),
    }


def _may(finding: UntruthFinding, desk: Desk) -> May:
    agency = finding.application.agency_id
    held = [role for role in Role if agency in {one.pk for one in desk.agencies(role)}]
    acts = {rule.act for role in held for rule in UNTRUTH_FINDING.allowed(finding.status, role)}
    stranger = finding.opened_by_id != desk.account.pk
    return May(
        notify="notify_person" in acts,
        dismiss="dismiss" in acts,
        find="find_untrue" in acts and stranger,
        act_on=finding.status in FOUND_AGAINST and Role.OFFICER in held,
    )


def _not_yet(finding: UntruthFinding, desk: Desk, may: May) -> Iterator[Finding]:
    """Why nobody, or not this desk, may find against the person now."""
    if finding.status in (UntruthStatus.OPENED, UntruthStatus.NOTIFIED):
        facts = HearingFacts(
            on=desk.today,
            notified=finding.notified_at is not None,
            statement_due_on=finding.statement_due_on,
            officer=str(desk.account),
        )
        policy = finding.application.policy
        for one in (hearing.person_was_told(facts), hearing.person_was_heard(policy, facts)):
            if one.is_obstacle:
                yield one
    elif finding.status in (UntruthStatus.HEARD, UntruthStatus.LAPSED) and not may.find:
        detail = (
            _("核查的人不能自己认定，要由另一位经办人员认定。")
            if finding.opened_by_id == desk.account.pk
            else _("认定由本机关的经办人员作出。")
        )
        cure = _("这件在经办人员的待办里，您不用做什么。")
        yield Finding("same_person_checks_and_finds", Outcome.NOT_MET, detail, cure=cure)


def _data_rows(finding: UntruthFinding) -> list[Any]:
    """What the data said when the contradiction was recorded."""
    promise = promise_of_task(finding.task)
    stored = finding.compared.get("data")
    if promise is None or not stored:
        return promise.rows if promise else []
    return promise.with_check(Checked.from_stored(stored)).rows


def _record_words(record: CreditRecord | None) -> str:
    if record is None:
        return ""
    grade = SEVERITY_WORD[Severity(record.severity)] if record.severity else ""
    return f"{record.behaviour}，{grade}，{RecordStatus(record.status).chinese}"
