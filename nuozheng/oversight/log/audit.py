"""The whole audit of the log, and the alarm that follows it."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from nuozheng.evidence import alarms
from nuozheng.law.alarms import AlarmKind
from nuozheng.oversight.log.audit_rows import SHARES, all_row_problems, behind_problems
from nuozheng.oversight.log.audit_status import status_problems
from nuozheng.oversight.log.audit_tree import tree_problems
from nuozheng.oversight.log.problems import Problem

SUBJECT = "audit"
NAMED = 20
"""So many are named in the alarm; the command names all."""


def audit(at: datetime, share: int | None = None, table: str = "") -> list[Problem]:
    """Everything that is wrong, as it stood at one moment. `share`: see `paper_problems`.

    The log itself is always audited; of the other tables only one, where it is named.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return [
            *tree_problems(),
            *all_row_problems(share, table),
            *status_problems(table),
            *behind_problems(at),
        ]


def audit_nightly(at: datetime) -> list[Problem]:
    """Audit, with the bytes of a thirtieth of all papers, and raise or end the alarm."""
    found = audit(at, timezone.localdate(at).toordinal() % SHARES)
    if found:
        detail = {"count": len(found), "first": [str(one) for one in found[:NAMED]]}
        alarms.sound(AlarmKind.LOG, SUBJECT, detail, at=at)
    else:
        alarms.silence(AlarmKind.LOG, SUBJECT, at=at)
    return found
