"""现场检查: when a visit may be made, who goes, and what must be there before it is closed."""

from nuozheng.law.inspections.closing import Seen, Signed, VisitRecordFacts, may_close, may_record
from nuozheng.law.inspections.planning import (
    FEWEST_INSPECTORS,
    Earlier,
    Inspector,
    VisitFacts,
    Wanted,
    joint_visit,
    may_visit,
)

__all__ = [
    "FEWEST_INSPECTORS",
    "Earlier",
    "Inspector",
    "Seen",
    "Signed",
    "VisitFacts",
    "VisitRecordFacts",
    "Wanted",
    "joint_visit",
    "may_close",
    "may_record",
    "may_visit",
]
