"""Each row's fate: new, changed, the same, or not taken and why, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from nuozheng.catalogue.intake import faults
from nuozheng.catalogue.intake.cleaning import comparable, is_self_made, tidy_code
from nuozheng.catalogue.intake.columns import UNIT
from nuozheng.catalogue.intake.fields import FIELDS, NOTHING
from nuozheng.catalogue.intake.models import Fate
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.catalogue.intake.standing import Standing
from nuozheng.catalogue.intake.ways import chosen_way
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.proof_kinds import proposed_kind
from nuozheng.law.vocabulary import Substitution

SAME_AS = "same_as"
"""The field in which a person says which entry a row means, "new" where it means none."""


_ONLY_OF_OUR_OWN = ("other_unit", "no_code", "no_kind", "no_way", "code_of_another", "near")
"""What is no matter in a list that ours is only compared with."""


@dataclass(slots=True)
class Judged:
    """What a row comes to."""

    fate: Fate
    content: EntryContent | None = None
    entry: int | None = None
    changes: list[dict[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Judge:
    """Judges the rows of one file in their order; a second row about the same proof is refused."""

    standing: Standing
    exact: bool = False
    own: bool = True
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    entries_seen: dict[int, str] = field(default_factory=dict)

    def judge(self, fields: Mapping[str, str], origin: str) -> Judged:
        """The fate of one row; `origin` names it to later rows that say the same."""
        remarks: list[Remark] = []
        way, other_way = chosen_way(fields, self.standing.policy, remarks)
        name, proof = fields.get("item.name", ""), fields.get("proof.name", "")
        code = tidy_code(fields.get("item.implementation_code", ""))
        remarks += self._named(fields, name, proof, code)
        entry = self._meant(fields, name, code, proof, remarks)
        base = self.standing.entries.get(entry) if entry else None
        content = self._content(fields, base, way, other_way, remarks)
        remarks += self._twice(name, code, proof, entry, origin)
        if not self.own:
            remarks = [one for one in remarks if one.key not in _ONLY_OF_OUR_OWN]
        elif content is not None and self.standing.measures is not None:
            remarks += faults.of_measures(self.standing.measures, content, base)
        if content is None or any(one.level == "refused" for one in remarks):
            return Judged(Fate.REFUSED, None, entry, [], remarks)
        remarks += _doubts(self.standing, content, base)
        if base is None:
            return Judged(Fate.ADD, content, None, [], remarks)
        changes = differences(base, content)
        return Judged(Fate.CHANGE if changes else Fate.SAME, content, entry, changes, remarks)

    def _named(self, fields: Mapping[str, str], name: str, proof: str, code: str) -> list[Remark]:
        """Whose, what and which proof: what every row must say."""
        found = []
        unit = comparable(fields.get(UNIT, ""))
        if unit and unit not in self.standing.unit_names:
            found.append(faults.other_unit(self.standing.policy, fields[UNIT]))
        if not name:
            found.append(faults.nothing("item.name", self.standing.policy))
        if not proof:
            found.append(faults.nothing("proof.name", self.standing.policy))
        if is_self_made(proof, fields.get("proof.issuing_body", "")):
            found.append(faults.self_made(proof, self.standing.policy))
        return found + faults.of_code(code, self.standing, name)

    def _meant(
        self,
        fields: Mapping[str, str],
        name: str,
        code: str,
        proof: str,
        remarks: list[Remark],
    ) -> int | None:
        said = fields.get(SAME_AS, "")
        if said.isdigit() and int(said) in self.standing.entries:
            return int(said)
        found = self.standing.match(name, code, proof)
        if found is None and not said and proof:
            near = self.standing.near_to(name, code, proof)
            if near is not None:
                remarks.append(faults.near(self.standing.entries[near]))
        return found

    def _content(
        self,
        fields: Mapping[str, str],
        base: EntryContent | None,
        way: Substitution | None,
        other_way: str,
        remarks: list[Remark],
    ) -> EntryContent | None:
        """What the list would say; what the file doesn't say stays as it stands."""
        if base and not self.exact and _says_the_same(base, fields, way, other_way):
            return base
        said: dict[str, Any] = base.model_dump() if base else {"item": {}, "proof": {}}
        if base is None and not self.exact:
            self._take_over(said, fields)
        for key, definition in FIELDS.items():
            text = fields.get(key)
            if key in ("substitution", "other_way") or text is None:
                continue
            if not self.exact and not text:
                continue
            clears = not self.exact and text in NOTHING and key.startswith(_PLAIN)
            try:
                _put(said, definition.path, "" if clears else definition.read(text))
            except ValueError as error:
                remarks.append(faults.unreadable(key, definition.title, text, str(error)))
        if way is not None:
            said["substitution"] = way
            said["other_way"] = fields.get("other_way", "") if self.exact else other_way
            if not self.exact:
                others = said.get("alternatives", ())
                said["alternatives"] = tuple(one for one in others if one != way)
        if not self.exact:
            self._propose_kind(said, remarks)
        try:
            return EntryContent.model_validate(said)
        except ValidationError as error:
            remarks += faults.of_validation(error)
            return None

    def _take_over(self, said: dict[str, Any], fields: Mapping[str, str]) -> None:
        """A new proof of a service that is in the list, or a proof that another service has."""
        item = self.standing.item(
            fields.get("item.name", ""), fields.get("item.implementation_code", "")
        )
        if item is not None:
            said["item"] = item.model_dump()
        proof = self.standing.proofs.get(comparable(fields.get("proof.name", "")))
        if proof is not None:
            said["proof"] = proof.model_dump()

    def _propose_kind(self, said: dict[str, Any], remarks: list[Remark]) -> None:
        proof = said["proof"]
        if proof.get("kind") or not proof.get("name"):
            return
        proof["kind"] = proposed_kind(proof["name"])
        if proof["kind"]:
            remarks.append(faults.kind_proposed(proof["kind"], self.standing.policy))
        elif not any(one.key == "self_made" for one in remarks) and (
            self.standing.policy.scope.proof_types.value
        ):
            remarks.append(faults.no_kind(self.standing.policy))

    def _twice(
        self, name: str, code: str, proof: str, entry: int | None, origin: str
    ) -> list[Remark]:
        key = (code or comparable(name), comparable(proof))
        before = self.seen.setdefault(key, origin)
        if before == origin and entry is not None:
            before = self.entries_seen.setdefault(entry, origin)
        if before == origin or not proof:
            return []
        return [faults.twice(before, self.standing.policy)]


def _says_the_same(
    base: EntryContent, fields: Mapping[str, str], way: Substitution | None, other_way: str
) -> bool:
    """Whether a row has nothing that the entry doesn't say in the same letters.

    It spares building the text anew, which is most of the work for rows that change nothing.
    """
    if way is None or (way, other_way) != (base.substitution, base.other_way):
        return False
    if base.proof.kind is None or way in base.alternatives:
        return False
    return all(
        not text or definition.cell(base) == text
        for key, definition in FIELDS.items()
        if key not in ("substitution", "other_way") and (text := fields.get(key)) is not None
    )


_PLAIN = (
    "item.implementation_code",
    "item.domain",
    "proof.issuing_body",
    "legal_basis",
    "article",
    "basis_level",
    "content",
    "liability",
    "note",
)


def differences(old: EntryContent, new: EntryContent) -> list[dict[str, str]]:
    """Field by field from what to what, in the words of a table."""
    if old == new:
        return []
    found = []
    for definition in FIELDS.values():
        before, after = definition.cell(old), definition.cell(new)
        if before != after:
            found.append({"title": definition.title, "old": before, "new": after})
    return found


def _doubts(standing: Standing, content: EntryContent, base: EntryContent | None) -> list[Remark]:
    if base is not None or content.proof.issuing_body:
        return []
    return [faults.no_issuer(standing.policy)]


def _put(said: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        said = said.setdefault(step, {})
    said[path[-1]] = value
