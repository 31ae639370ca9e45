"""The register as a table that spreadsheet programs open."""

from collections.abc import Iterable

from nuozheng.catalogue.export.cells import csv_file
from nuozheng.verification.risk.models import RiskPoint

TITLES = (
    *("单位", "事项", "证明", "工作环节", "风险点", "可能性", "影响", "防控措施"),
    *("没有风险点的理由", "责任人", "下一次复查"),
)


def as_csv(points: Iterable[RiskPoint]) -> bytes:
    """One line for each point, under TITLES."""
    rows = (
        (
            one.entry.item.agency.name,
            one.entry.item.name,
            one.entry.proof.name,
            one.get_step_display(),
            one.point,
            one.get_likelihood_display() if one.likelihood else "",
            one.get_impact_display() if one.impact else "",
            one.measure,
            one.none_reason,
            str(one.owner),
            one.review_on.isoformat(),
        )
        for one in points
    )
    return csv_file(TITLES, rows)
