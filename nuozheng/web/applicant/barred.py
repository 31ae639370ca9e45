"""Why somebody may not commit now, with each way back said once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nuozheng.law.findings import Finding, obstacles

BY_CREDIT = ("no_serious_breach_on_record", "no_false_commitment_before")


@dataclass(frozen=True, slots=True)
class Barred:
    """The obstacles to committing; several may share one cure and one place to object."""

    findings: tuple[Finding, ...]

    @property
    def on_record(self) -> bool:
        """Whether the credit file is among the reasons."""
        return any(one.key in BY_CREDIT for one in self.findings)

    @property
    def reasons(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each reason with its clauses; rules that bar by the same records name these once."""
        by_records: dict[str, list[Finding]] = {}
        for one in self.findings:
            told = one.detail.partition("：")[2] if one.key in BY_CREDIT else one.detail
            by_records.setdefault(told, []).append(one)
        return [(_told(same), _clauses(same)) for same in by_records.values()]

    @property
    def cures(self) -> list[str]:
        return list(dict.fromkeys(one.cure for one in self.findings if one.cure))

    @property
    def appeals(self) -> list[str]:
        return list(dict.fromkeys(one.appeal for one in self.findings if one.appeal))


def _told(same: Sequence[Finding]) -> str:
    first, *others = (one.detail.partition("：") for one in reversed(same))
    return "，".join([*(what for what, _colon, _records in reversed(others)), "".join(first)])


def _clauses(same: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for one in same for clause in one.basis))


def barred_by(findings: Iterable[Finding]) -> Barred | None:
    """What stands in the way; None where nothing does."""
    found = tuple(obstacles(findings))
    return Barred(found) if found else None
