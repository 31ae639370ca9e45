"""Why somebody's standing is as it is on a day: record by record, what counts and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuozheng.law.credit import BarEnds, RecordFact, in_force, starts_on
from nuozheng.law.repair import spoken


@dataclass(frozen=True, slots=True)
class Explained:
    """One record on one day; from `until` on it is over by itself."""

    record: RecordFact
    counts: bool
    why: str
    until: date | None


def explained(
    records: Iterable[RecordFact], on: date, ends: BarEnds = "repair"
) -> tuple[Explained, ...]:
    """Every adverse record with the reason why it counts on a day or doesn't; those that do first.

    Whether it counts is asked of the same rule that the standing uses.
    """
    found = [_explained(record, on, ends) for record in records if record.is_adverse]
    return tuple(sorted(found, key=lambda one: not one.counts))


def _explained(record: RecordFact, on: date, ends: BarEnds) -> Explained:
    counts = in_force(record, on, ends)
    if not counts:
        return Explained(record, False, _why_not(record, on), None)
    begun = starts_on(record)
    why = f"{spoken(begun)}登记生效，还没有修复，也没有到期。"
    return Explained(record, True, why, record.ended_on)


def _why_not(record: RecordFact, on: date) -> str:
    over = (
        (record.annulled_on, "已经撤销，像没有记过一样"),
        (record.repaired_on, "已经修复"),
        (record.ended_on, "期限已满，自动到期"),
    )
    if record.disputed:
        return "本人提出了异议，正在核实；有结果以前不作数。"
    if (begun := starts_on(record)) > on:
        return f"{spoken(begun)}才登记生效，这一天还不作数。"
    for day, what in over:
        if day is not None and day <= on:
            return f"{spoken(day)}{what}，不再作数。"
    return "这一天不作数。"
