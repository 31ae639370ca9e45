"""What the rules on troubled proofs look at, and what they find."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from nuozheng.law.trouble.names import meaning, said
from nuozheng.law.trouble.register import Fact, bodies_named_in, facts_named_in
from nuozheng.law.vocabulary import Substitution


class Trouble(StrEnum):
    """循环证明, 重复证明, “奇葩”证明: the three that both Ordos texts name."""

    CIRCULAR = "circular"
    DUPLICATE = "duplicate"
    ODD = "odd"

    @property
    def chinese(self) -> str:
        return _TROUBLE[self]


_TROUBLE = {
    Trouble.CIRCULAR: "循环证明",
    Trouble.DUPLICATE: "重复证明",
    Trouble.ODD: "“奇葩”证明",
}


@dataclass(frozen=True)
class Demand:
    """One proof that one service of an agency asks for.

    `attributes` are the attributes of shared data that its conditions compare with, in
    words, as 不动产登记信息的住房套数. A cancelled proof is no demand any more.
    """

    entry: int
    service_id: int
    service: str
    agency: str
    proof: str
    issuer: str
    way: Substitution
    attributes: frozenset[str] = frozenset()

    @cached_property
    def asked_by(self) -> frozenset[str]:
        return bodies_named_in(self.agency)

    @cached_property
    def issued_by(self) -> frozenset[str]:
        return bodies_named_in(self.issuer)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return facts_named_in(said(self.proof)) or facts_named_in(self.proof)

    @cached_property
    def meaning(self) -> str:
        return meaning(self.proof)

    @property
    def stands(self) -> bool:
        return self.way is not Substitution.CANCELLED

    @property
    def carried(self) -> bool:
        """Whether a paper or a promise is still wanted; shared data asks nobody for either."""
        return self.stands and self.way is not Substitution.DATA_SHARING


@dataclass(frozen=True, slots=True)
class Found:
    """A troubled proof: the entries it is about, and the evidence, sentence by sentence."""

    kind: Trouble
    entries: tuple[int, ...]
    evidence: tuple[str, ...]

    @property
    def signature(self) -> str:
        """The same trouble found again has the same signature."""
        return f"{self.kind}:{','.join(map(str, sorted(self.entries)))}"
