"""Why somebody may not commit now, with each way back said once."""

from collections.abc import Iterable
from dataclasses import dataclass

from nuozheng.law.findings import Finding, obstacles


@dataclass(frozen=True, slots=True)
class Barred:
    """The obstacles to committing; several may share one cure and one place to object."""

    findings: tuple[Finding, ...]

    @property
    def cures(self) -> list[str]:
        return list(dict.fromkeys(one.cure for one in self.findings if one.cure))

    @property
    def appeals(self) -> list[str]:
        return list(dict.fromkeys(one.appeal for one in self.findings if one.appeal))


def barred_by(findings: Iterable[Finding]) -> Barred | None:
    """What stands in the way; None where nothing does."""
    found = tuple(obstacles(findings))
    return Barred(found) if found else None
