"""What an examination says: findings with their clause, never a bare yes or no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """UNKNOWN never refuses or punishes; NOT_APPLICABLE is silence of the rule, not consent."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer.

    `key` names the rule or the reason of refusal and is never reused; `detail` is a full Chinese
    sentence for the person; `basis` holds clause ids; `cure` says what would put it right;
    `appeal` says where to object when it is not the default channel.
    """

    key: str
    outcome: Outcome
    detail: str
    basis: tuple[str, ...] = ()
    cure: str = ""
    appeal: str = ""

    @property
    def is_obstacle(self) -> bool:
        return self.outcome is Outcome.NOT_MET

    def as_json(self) -> dict[str, object]:
        """The finding as a snapshot that can be stored with a decision."""
        return {
            "key": self.key,
            "outcome": self.outcome.value,
            "detail": self.detail,
            "basis": list(self.basis),
            "cure": self.cure,
            "appeal": self.appeal,
        }


def obstacles(findings: Iterable[Finding]) -> list[Finding]:
    """All that stand in the way, so that a person hears every one of them at once."""
    return [finding for finding in findings if finding.is_obstacle]


class Refused(Exception):
    """This can't be done now, for the stated reasons."""

    def __init__(self, *findings: Finding) -> None:
        if not findings:
            raise ValueError("a refusal states at least one finding")
        self.findings: Sequence[Finding] = findings
        super().__init__("；".join(finding.detail for finding in findings))

    @property
    def key(self) -> str:
        return self.findings[0].key

    @classmethod
    def because(
        cls, key: str, detail: str, *basis: str, cure: str = "", appeal: str = ""
    ) -> "Refused":
        """A refusal with one reason."""
        return cls(Finding(key, Outcome.NOT_MET, detail, tuple(basis), cure, appeal))
