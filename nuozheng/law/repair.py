"""How a credit record ends: its bounds in time and the way back."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import met, not_met
from nuozheng.law.credit import RecordFact
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


@dataclass(frozen=True, slots=True)
class RecordPeriod:
    """When repair becomes possible and when the record ends by itself, counted from its document.

    `published` says whether the grade is published at all; a minor one in principle is not.
    """

    repair_from: date
    ends_on: date
    published: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty from the decisions on a breach: whether it is done, and what shows that.

    `done` is None where no source and no document says; only then is the person asked.
    """

    what: str
    done: bool | None
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class RepairRequest:
    """What somebody shows who asks for repair, beside the duties that were found by ourselves."""

    duties_done: bool | None
    credit_promise: bool
    duties: tuple[Duty, ...] = ()
    evidence: bool = True

    @property
    def is_shown(self) -> bool:
        """Whether everything was found by ourselves, so that the person gives nothing."""
        return bool(self.duties) and all(duty.done for duty in self.duties)


def period(policy: Policy, record: RecordFact) -> RecordPeriod:
    """The bounds of a record: 最短公示期 and 最长公示期, by grade, from the document's day."""
    shortest, longest = policy.credit.publication_months.value.of(record.severity)
    return RecordPeriod(
        repair_from=add_months(record.recorded_on, shortest),
        ends_on=add_months(record.recorded_on, longest),
        published=shortest > 0,
    )


def may_be_repaired(
    policy: Policy, record: RecordFact, request: RepairRequest, on: date
) -> list[Finding]:
    """Every condition of repair: 最短公示期, 纠正并履行义务, 公开作出信用承诺."""
    return [
        shortest_period_is_over(policy, record, on),
        duties_are_done(policy, request),
        credit_promise_is_made(policy, request),
    ]


def shortest_period_is_over(policy: Policy, record: RecordFact, on: date) -> Finding:
    """最短公示期届满后方可申请信用修复."""
    key, basis = "shortest_period_is_over", policy.credit.publication_months.clause
    first = period(policy, record).repair_from
    if on >= first:
        return met(key, "公示期已满，可以申请信用修复。", basis)
    return not_met(
        key,
        f"公示还没有满最短期限，{spoken(first)}起可以申请信用修复。",
        basis,
        cure=f"请在{spoken(first)}以后申请；可以先准备纠正失信行为的材料。",
    )


def duties_are_done(policy: Policy, request: RepairRequest) -> Finding:
    """纠正失信行为，完全履行相关义务."""
    key, basis = "duties_are_done", policy.credit.repair.clause
    if wanting := [duty.what for duty in request.duties if duty.done is False]:
        return not_met(
            key,
            f"查到还没有履行：{'；'.join(wanting)}。",
            basis,
            cure="履行以后再申请；已经履行、这里还没有显示的，请先联系作出决定的部门。",
        )
    if request.is_shown:
        shown = "；".join(f"{duty.what}（{duty.shown_by}）" for duty in request.duties)
        return met(key, f"我们查到已经履行：{shown}。您不用再交凭证。", basis)
    if request.duties_done and request.evidence:
        return met(key, "已经纠正失信行为，履行了决定书写明的义务。", basis)
    return not_met(
        key,
        "还没有看到纠正失信行为、履行义务的材料。",
        basis,
        cure="按决定书完成退回、补缴、整改等义务，再把凭证交来；我们能查到的，不用您交。",
    )


def credit_promise_is_made(policy: Policy, request: RepairRequest) -> Finding:
    """公开作出信用承诺."""
    key, basis = "credit_promise_is_made", policy.credit.repair.clause
    if request.credit_promise:
        return met(key, "已经作出信用承诺。", basis)
    return not_met(key, "还差一份信用承诺。", basis, cure="填写并签署信用承诺，大约5分钟。")


def way_to_repair(policy: Policy, records: Sequence[RecordFact], on: date) -> str:
    """What the person can do about these records to be able to commit again, and from which day.

    One text for all of them; empty where there is none.
    """
    if not records:
        return ""
    if policy.applicants.bar_ends.value == "never":
        return (
            f"{policy.place_name}的文件没有写明这项限制怎样解除。这件事照样能办，改用其他方式就行；"
            "认为记录有误的，可以提出异议。"
        )
    last = max(period(policy, record).ends_on for record in records)
    which = "这条记录" if len(records) == 1 else f"这{len(records)}条记录都"
    leave = f"最晚{spoken(last)}{which}到期，不再影响承诺。"
    if policy.applicants.bar_ends.value == "exit":
        return f"移出失信名单后就能重新承诺。{leave}"
    done = "修复" if len(records) == 1 else "全部修复的"
    return (
        f"{_where(policy, records, on)}申请信用修复：纠正失信行为，履行决定书写明的义务，"
        f"作出信用承诺。{done}当天就能重新承诺。{leave}"
    )


def _where(policy: Policy, records: Sequence[RecordFact], on: date) -> str:
    """From which day one may ask which agencies."""
    agencies: dict[date, dict[str, None]] = {}
    for record in records:
        first = max(period(policy, record).repair_from, on)
        agencies.setdefault(first, {})[record.agency] = None
    return "，".join(
        f"{'现在就可以' if first == on else f'{spoken(first)}起可以'}向{'、'.join(names)}"
        for first, names in sorted(agencies.items())
    )


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def spoken(day: date) -> str:
    """2026年6月18日."""
    return f"{day.year}年{day.month}月{day.day}日"
