"""One finding in the list."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.procedure import FOUND_AGAINST, UntruthStatus
from nuozheng.verification.afterwards.rectify import RECTIFY
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.clocks import Due, due


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Which case, what does not agree, where it stands, until when the person may answer."""

    finding: UntruthFinding
    state: str
    due: Due | None


def finding_row(finding: UntruthFinding, today: date) -> FindingRow:
    """The line of a finding; the clock of the hearing or of mending while it runs."""
    heard = finding.status == UntruthStatus.NOTIFIED
    until = finding.statement_due_on if heard else _to_mend(finding)
    return FindingRow(
        finding,
        UntruthStatus(finding.status).chinese,
        due(until, today) if until else None,
    )


def _to_mend(finding: UntruthFinding) -> date | None:
    """The day by which it must be mended, while nobody found it mended; passing it is shown."""
    if finding.status not in FOUND_AGAINST:
        return None
    orders = [one for one in finding.consequences.all() if one.measure == RECTIFY]
    return next((one.due_on for one in orders if one.met_at is None), None)
