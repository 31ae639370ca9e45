"""The public file of a draw, and its examination: what holds and what doesn't, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nuozheng.law.draws.agreed import FEWEST_SECRETS, Reveal, random_seed, seal_of
from nuozheng.law.draws.frozen import Frozen, Inspector, Stratum, Terms, Unit
from nuozheng.law.draws.selection import Chosen, choose

FORMAT = "nuozheng-draw-1"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of an examination; `holds` is None where it has not happened yet."""

    what: str
    holds: bool | None
    detail: str = ""


def as_paper(
    frozen: Frozen,
    seals: Mapping[str, str],
    reveals: Sequence[Reveal],
    number: str,
    chosen: Sequence[Chosen],
) -> dict[str, Any]:
    """Everything that is public about a draw, as far as it has come. No personal data."""
    opened = {one.agency: one.secret for one in reveals}
    return {
        "format": FORMAT,
        **asdict(frozen),
        "root": frozen.root,
        "seals": [
            {"agency": name, "seal": seal, "secret": opened.get(name, "")}
            for name, seal in sorted(seals.items())
        ],
        "number": number,
        "seed": random_seed(frozen.root, reveals, number) if chosen else "",
        "chosen": [asdict(one) for one in chosen],
    }


def frozen_of(paper: Mapping[str, Any]) -> Frozen:
    """What a file froze. Errors: KeyError, TypeError where it is no such file."""
    terms = dict(paper["terms"])
    return Frozen(
        Terms(**terms | {"agencies": tuple(terms["agencies"])}),
        tuple(Stratum(**one) for one in paper["strata"]),
        tuple(Inspector(one["key"], tuple(one["skills"])) for one in paper["inspectors"]),
        tuple(
            Unit(one["key"], one["stratum"], one["skill"], tuple(one["recused"]))
            for one in paper["units"]
        ),
    )


def examine(paper: Mapping[str, Any]) -> list[Line]:
    """Work a file out again from what it froze, trusting none of its results."""
    try:
        if paper["format"] != FORMAT:
            return [Line("文件格式", False, f"不是{FORMAT}")]
        return list(_lines(paper, frozen_of(paper)))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        return [Line("文件格式", False, f"读不懂这份文件：{type(fault).__name__}")]


def _lines(paper: Mapping[str, Any], frozen: Frozen) -> Iterator[Line]:
    wrong = frozen.problems()
    yield Line("名单和规则成立", not wrong, "".join(wrong))
    yield Line("哈希树的根", frozen.root == paper["root"], frozen.root)
    reveals = []
    for one in paper["seals"]:
        what = f"{one['agency']}的随机数"
        if one["agency"] not in frozen.terms.agencies:
            yield Line(what, False, "这个单位没有公布在规则里")
        elif not one["secret"]:
            yield Line(what, None, "没有公开，不计入种子")
        else:
            kept = seal_of(frozen.root, one["agency"], one["secret"]) == one["seal"]
            yield Line(what, kept, "与事先封存的一致" if kept else "与事先封存的不一致")
            reveals.append(Reveal(one["agency"], one["secret"]))
    if not paper["chosen"]:
        yield Line("抽取", None, "还没有抽")
        return
    enough = len({one.agency for one in reveals}) == len(reveals) >= FEWEST_SECRETS
    yield Line("至少两个单位的随机数", enough, f"{len(reveals)}个")
    seed = random_seed(frozen.root, reveals, paper["number"])
    yield Line("种子", seed == paper["seed"], seed)
    again = choose(frozen, seed)
    told = [Chosen(one["unit"], one["stratum"], tuple(one["team"])) for one in paper["chosen"]]
    yield Line("抽中的对象和检查人员", again == told, f"{len(again)}个对象")
