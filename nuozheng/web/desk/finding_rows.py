"""One finding in the list."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.procedure import UntruthStatus
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.clocks import Due, due


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Which case, what does not agree, where it stands, until when the person may answer."""

    finding: UntruthFinding
    state: str
    due: Due | None


def finding_row(finding: UntruthFinding, today: date) -> FindingRow:
    """The line of a finding; the hearing's clock only while it runs."""
    heard = finding.status == UntruthStatus.NOTIFIED
    return FindingRow(
        finding,
        UntruthStatus(finding.status).chinese,
        due(finding.statement_due_on, today) if heard else None,
    )
