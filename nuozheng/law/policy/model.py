"""A whole policy: who made it, when it applies, and what it says section by section."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from nuozheng.law.policy import after, around, before
from nuozheng.law.policy.stated import Section, Stated


class Policy(BaseModel):
    """One jurisdiction's rules at one date, merged with what they extend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    place: str
    place_name: str
    title: str
    document: str
    issued_on: date
    extends: str = ""
    predecessor: str = ""

    identity: around.Identity
    scope: before.Scope = before.Scope()
    listing: before.Listing = before.Listing()
    notice: before.Notice = before.Notice()
    commitment: before.Commitment = before.Commitment()
    applicants: before.Applicants = before.Applicants()
    verification: after.Verification = after.Verification()
    consequences: after.Consequences = after.Consequences()
    credit: after.Credit = after.Credit()
    disclosure: after.Disclosure = after.Disclosure()
    insurance: around.Insurance = around.Insurance()
    risk: around.Risk = around.Risk()
    organisation: around.Organisation = around.Organisation()
    complaints: around.Complaints = around.Complaints()
    supervision: around.Supervision = around.Supervision()
    tolerance: around.Tolerance = around.Tolerance()
    dates: around.Dates = around.Dates()
    retention: around.Retention = around.Retention()

    @property
    def effective_from(self) -> date:
        return self.identity.effective_from.value

    @property
    def issuers(self) -> tuple[str, ...]:
        return self.identity.issuers.value

    @property
    def stage(self) -> str:
        return self.identity.stage.value

    def sections(self) -> Iterator[tuple[str, Section]]:
        """Every section with its name, in the order of the schema."""
        for name in section_types():
            yield name, getattr(self, name)

    def stated(self) -> Iterator[tuple[str, Stated[Any]]]:
        """Every value of the policy by its path, such as `applicants.credit_threshold`."""
        for name, section in self.sections():
            for key, value in section.stated():
                yield f"{name}.{key}", value

    def switches(self) -> dict[str, Stated[Any]]:
        """The points that the texts leave open, with the default that was chosen."""
        return {path: value for path, value in self.stated() if value.is_switch}


def section_types() -> dict[str, type[Section]]:
    """The sections of a policy by name."""
    return {
        name: field.annotation
        for name, field in Policy.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    }


SECTION_LABELS = {
    "identity": "制定信息",
    "scope": "适用范围",
    "listing": "清单管理",
    "notice": "书面告知",
    "commitment": "书面承诺",
    "applicants": "申请人",
    "verification": "核查与协助",
    "consequences": "承诺不实的后果",
    "credit": "信用监管",
    "disclosure": "公开公示",
    "insurance": "责任保险",
    "risk": "风险防范",
    "organisation": "组织实施",
    "complaints": "投诉与救济",
    "supervision": "督导考核",
    "tolerance": "容错纠错",
    "dates": "时间节点与报送",
    "retention": "留存与查看",
}
