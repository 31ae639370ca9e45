"""Write the items of a letter from its model, the pack, and what is told of the service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nuozheng.law.letter_model.model import LetterModel, ModelItem, ModelLine
from nuozheng.law.letter_model.reading import CITED, in_file, value_of
from nuozheng.law.policy import Policy


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one service: which facts hold, what fills the blanks, line by line.

    In `each` a mapping with an empty text counts as not stated.
    """

    facts: frozenset[str]
    blanks: Mapping[str, str]
    each: Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Written:
    """One item: what people read, the clauses beside it, the demanded elements it holds."""

    paragraphs: tuple[str, ...]
    basis: tuple[str, ...] = ()
    elements: dict[str, str] = field(default_factory=dict)


def write_item(model: LetterModel, policy: Policy, item: ModelItem, told: Told) -> Written:
    """One item as the model says it here."""
    blanks = _blanks(model, policy, told)
    paragraphs: list[str] = []
    elements: dict[str, list[str]] = {
        element: [said.format_map(blanks)] for element, said in item.said.items()
    }
    basis = [*_cited(policy, item.cites)]
    for line in item.line:
        if not _applies(line, policy, told.facts):
            continue
        for text in dict.fromkeys(_texts(line, blanks, told)):
            paragraphs.append(line.head + text)
            for element in line.tells:
                elements.setdefault(element, []).append(text)
        basis += _cited(policy, line.cites)
    joined = {element: item.join.join(texts) for element, texts in elements.items()}
    return Written(tuple(paragraphs), tuple(basis), joined)


def holds(rule: str, policy: Policy, facts: frozenset[str]) -> bool:
    """Whether a fact is told, or the pack has this value."""
    path, equals, wanted = rule.partition("=")
    if "." not in path:
        return rule in facts
    value = value_of(policy, path)
    return in_file(value) == wanted if equals else bool(value)


def _applies(line: ModelLine, policy: Policy, facts: frozenset[str]) -> bool:
    return all(holds(rule, policy, facts) for rule in line.when) and not any(
        holds(rule, policy, facts) for rule in line.unless
    )


def _blanks(model: LetterModel, policy: Policy, told: Told) -> dict[str, str]:
    filled = {name: text or model.otherwise.get(name, "") for name, text in told.blanks.items()}
    words = {
        name: word.says[in_file(value_of(policy, word.of))].format_map(filled)
        for name, word in model.words.items()
    }
    return filled | words


def _texts(line: ModelLine, blanks: Mapping[str, str], told: Told) -> Iterator[str]:
    if line.each is None:
        yield line.text.format_map(blanks)
        return
    for one in told.each[line.each]:
        if all(one.values()):
            yield line.text.format_map({**blanks, **one})
        elif line.empty:
            yield line.empty.format_map({**blanks, **one})


def _cited(policy: Policy, cites: Sequence[str]) -> Iterator[str]:
    for one in cites:
        for alternative in one.split("|"):
            found = CITED.fullmatch(alternative)
            if found is None:
                raise ValueError(alternative)
            section, key = found.group(1).split(".")
            clauses = getattr(getattr(policy, section), key).clause
            if clauses:
                yield from clauses[: int(found.group(2))] if found.group(2) else clauses
                break
