"""One step of a review chain, as a pack states it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from nuozheng.law.vocabulary import Role

ReviewerRole = Literal["legal_reviewer", "head", "justice_reviewer", "approver"]
When = Literal["always", "specialised", "retained", "adjustment", "list"]


class ReviewStep(BaseModel):
    """Who looks at a list before it is published, and what must lie on the table.

    `label` is the act in the text's own words; `documents` names what must be attached. `when`
    says to which revisions the step belongs: to every one, to specialised or technical items, to
    those that keep a proof, or only to the making of a list or to an adjustment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    label: str
    by: ReviewerRole
    documents: tuple[str, ...] = ()
    when: When = "always"
    clause: tuple[str, ...]

    @property
    def role(self) -> Role:
        return Role(self.by)

    def __str__(self) -> str:
        return self.label
