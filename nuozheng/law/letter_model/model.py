"""What a model letter holds: its title, its items in order, every fixed sentence of theirs."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from nuozheng.law.policy.before import NoticeElement, Statement

Each = Literal["use", "basis", "condition", "manual_check"]
Fact = Literal["uses_stated", "some_compulsory", "agents_may", "sources_asked", "disclosed"]
BLANKS = frozenset(
    (
        *("item", "item_kind", "agency", "proofs", "compulsory", "proof_count", "sources"),
        *("condition_count", "declined_reasons", "days_after_decision", "liabilities"),
        *("measures", "disclosure_scope", "disclosure_until", "statement_days"),
    )
)
"""What any sentence may have filled in."""
BLANKS_OF_EACH: Mapping[Each, frozenset[str]] = {
    "use": frozenset(("proof", "use")),
    "basis": frozenset(("proof", "basis")),
    "condition": frozenset(("number", "sentence")),
    "manual_check": frozenset(("how",)),
}
"""What a sentence that is written for each of something may have filled in besides."""
REQUIRED_ITEMS = ("conditions", "ways", "excluded", "choice")
"""The conditions are declared item by item; the others stand in the service guide too."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelLine(_Part):
    """One sentence; `each` writes it once for each of something."""

    text: str = Field(min_length=1)
    head: str = ""
    each: Each | None = None
    empty: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    tells: tuple[NoticeElement, ...] = ()
    cites: tuple[str, ...] = ()


class ModelItem(_Part):
    """One numbered item; `said` gives the short answer to what the law demands to be told."""

    key: str = Field(pattern=r"^[a-z_]{1,30}$")
    title: str = Field(min_length=1, max_length=20)
    elements: tuple[NoticeElement, ...] = ()
    said: dict[NoticeElement, str] = Field(default_factory=dict)
    join: str = ""
    when: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    line: tuple[ModelLine, ...] = Field(min_length=1)


class ModelWord(_Part):
    """A word that depends on a value of the pack: `of` is section.key."""

    of: str
    says: dict[str, str]


class LetterModel(_Part):
    """范本: the regional model is replaced by putting another file in its place (ORD21-A1)."""

    title: str = Field(min_length=1, max_length=60)
    statements: dict[Statement, str]
    otherwise: dict[str, str] = Field(default_factory=dict)
    words: dict[str, ModelWord] = Field(default_factory=dict)
    item: tuple[ModelItem, ...] = Field(min_length=1)

    def titled(self, item: str) -> str:
        """The letter's title with the name of the matter."""
        return self.title.replace("{item}", item)
