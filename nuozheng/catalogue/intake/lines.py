"""From the lines of a table to what each says of one proof."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nuozheng.catalogue.export.cells import unguarded
from nuozheng.catalogue.intake.cleaning import split_proofs, tidy, tidy_code
from nuozheng.catalogue.intake.columns import NUMBER, TICK, UNIT
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.catalogue.intake.table import Line, Table

_CODE, _ITEM, _PROOF = "item.implementation_code", "item.name", "proof.name"
_CARRIED = (UNIT, _ITEM, _CODE)
READ = "read."
"""Keys of remarks about how a line was read; they stay when a row is judged again."""


@dataclass(slots=True)
class Reading:
    """One proof of one line: texts by meaning."""

    sheet: str
    line: int
    hidden: bool
    fields: dict[str, str]
    remarks: list[Remark] = field(default_factory=list)


def readings(
    table: Table, meanings: Sequence[str], exact: bool, knows_proof: Callable[[str], bool]
) -> Iterator[Reading]:
    """What the lines say under these meanings of the columns; `exact` takes cells to the letter."""
    placed = [(at, meaning) for at, meaning in enumerate(meanings) if meaning]
    above: dict[str, str] = {}
    for line in table.lines:
        said = {
            meaning: unguarded(line.cells[at]) if at < len(line.cells) else ""
            for at, meaning in placed
            if meaning != NUMBER
        }
        if exact:
            yield Reading(table.sheet, line.number, line.hidden, said)
            continue
        remarks = _how_it_was_read(line, meanings)
        fields = {meaning: _clean(meaning, text) for meaning, text in said.items()}
        remarks += _carry_down(fields, above)
        above = fields
        yield from _each_proof(table.sheet, line, fields, said, remarks, knows_proof)


def _each_proof(
    sheet: str,
    line: Line,
    fields: dict[str, str],
    said: Mapping[str, str],
    remarks: list[Remark],
    knows_proof: Callable[[str], bool],
) -> Iterator[Reading]:
    proofs = split_proofs(said.get(_PROOF, ""), knows_proof) or [""]
    if len(proofs) > 1:
        text = f"一格里写了{len(proofs)}份证明，拆成{len(proofs)}行：{'、'.join(proofs)}。"
        remarks = [*remarks, Remark("note", f"{READ}split", text, _PROOF)]
    for proof in proofs:
        one = {**fields, _PROOF: proof} if _PROOF in fields else dict(fields)
        yield Reading(sheet, line.number, line.hidden, one, list(remarks))


def _clean(meaning: str, text: str) -> str:
    if meaning == _CODE:
        return tidy_code(text)
    return text.strip() if meaning.startswith(TICK) else tidy(text)


def _how_it_was_read(line: Line, meanings: Sequence[str]) -> list[Remark]:
    found = []
    if line.hidden:
        found.append(Remark("note", f"{READ}hidden", "这一行在表格里是隐藏的，也读进来了。"))
    carried = [at for at in line.carried if at < len(meanings) and meanings[at]]
    if carried:
        found.append(
            Remark("note", f"{READ}merged", "合并的单元格，沿用上面的内容。", meanings[carried[0]])
        )
    return found


def _carry_down(fields: dict[str, str], above: Mapping[str, str]) -> list[Remark]:
    """A line with a proof and no service goes on with the service above it."""
    if fields.get(_ITEM) or fields.get(_CODE) or not fields.get(_PROOF) or not above.get(_ITEM):
        return []
    for key in _CARRIED:
        if key in fields and not fields[key]:
            fields[key] = above.get(key, "")
    text = f"没有写事项，沿用上一行的“{above[_ITEM]}”。"
    return [Remark("note", f"{READ}carried", text, _ITEM)]
