"""Watch how sources answer: one that fails again and again is an alarm, until it answers again."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from nuozheng.evidence import alarms
from nuozheng.gateways.sources.protocol import Trouble
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.alarms import WATCHED, AlarmKind, Looked, Turn, turn_of
from nuozheng.law.bulk import BATCH_PURPOSE

WINDOW = timedelta(hours=1)
NOT_ITS_FAULT = (Trouble.CLOSED, Trouble.REFUSED, Trouble.UNCONNECTED)
"""Nothing was asked, for a reason of ours or of the source's hours; nor does a batch ask."""
_NEWEST = """
SELECT named.source, look.answered, look.trouble
FROM unnest(%(sources)s::text[]) AS named (source) CROSS JOIN LATERAL (
  SELECT one.result <> 'unavailable' AS answered, one.trouble, one.asked_at, one.id
  FROM evidence_accessreceipt AS one
  WHERE one.source = named.source AND one.asked_at > %(since)s AND one.asked_at <= %(now)s
    AND one.trouble <> ALL(%(aside)s) AND NOT starts_with(one.purpose, %(batch)s)
  ORDER BY one.asked_at DESC, one.id DESC LIMIT %(most)s
) AS look ORDER BY named.source, look.asked_at DESC, look.id DESC
"""


def watch(now: datetime) -> dict[str, Turn]:
    """Raise and end alarms by the newest look-ups of each source; what changed, by source."""
    standing = set(
        alarms.standing().filter(kind=AlarmKind.SOURCE).values_list("subject", flat=True)
    )
    turned: dict[str, Turn] = {}
    for source, looks in _newest(now).items():
        match turn_of(looks):
            case Turn.RAISE:
                alarms.sound(AlarmKind.SOURCE, source, _told(looks), at=now)
                if source not in standing:
                    turned[source] = Turn.RAISE
            case Turn.END if source in standing:
                alarms.silence(AlarmKind.SOURCE, source, at=now)
                turned[source] = Turn.END
    return turned


def _newest(now: datetime) -> Mapping[str, list[Looked]]:
    looks: dict[str, list[Looked]] = {}
    values: dict[str, str | int | datetime | list[str]] = {
        "sources": list(registry()),
        "since": now - WINDOW,
        "now": now,
        "aside": [one.value for one in NOT_ITS_FAULT],
        "batch": BATCH_PURPOSE,
        "most": WATCHED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, values)
        for source, answered, trouble in cursor.fetchall():
            looks.setdefault(source, []).append(Looked(answered, trouble))
    return looks


def _told(looks: list[Looked]) -> dict[str, object]:
    failed = Counter(one.trouble for one in looks if not one.answered)
    return {"asked": len(looks), "failed": sum(failed.values()), "troubles": dict(failed)}
