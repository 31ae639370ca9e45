"""Precision and recall of the rules on troubled proofs: `python -m bench.trouble`.

Recall on planted cases; precision and recall on the imported material against the judgements of
`trouble_labels.csv`, which were made by hand from names and issuing bodies.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.trouble_planting import Planter, touches
from nuozheng.law.trouble import Demand, Found, Trouble, find_trouble

LISTS = (
    *("ordos-2021", "ordos-2023", "xian-baqiao-2021"),
    *("huainan-maoji-2021", "lianyungang-2019"),
)
_LABELS = Path(__file__).with_name("trouble_labels.csv")


@dataclass
class Score:
    """One class: planted and found again; flagged in the material, and how many rightly."""

    planted: int = 0
    recalled: int = 0
    flagged: int = 0
    right: int = 0
    labelled: int = 0
    labelled_found: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.recalled / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.flagged if self.flagged else 1.0


@dataclass(frozen=True, slots=True)
class Material:
    """A list as the rules read it, and the material's number of each entry's proof."""

    demands: Sequence[Demand]
    proofs: Mapping[int, str]


def measure(lists: Iterable[Material], each: int, seed: int = 20231122) -> dict[Trouble, Score]:
    """Plant `each` of every class into every list, and score what is found."""
    scores = {kind: Score() for kind in Trouble}
    for number, material in enumerate(lists):
        planter = Planter(material.demands, seed + number)
        planter.plant(each)
        found = find_trouble(planter.demands)
        new = {entry for one in planter.planted for entry in one.entries}
        for one in planter.planted:
            score = scores[one.kind]
            score.planted += 1
            hit = any(f.kind is one.kind and touches(f.entries, one) for f in found)
            score.recalled += hit
            if not hit:
                score.missed.update(_names(planter.demands, one.entries))
        _score_material(scores, material, [f for f in found if not new & set(f.entries)])
    return scores


def labels() -> dict[Trouble, set[frozenset[str]]]:
    """What was judged to be troubled, by class: sets of proofs."""
    judged: dict[Trouble, set[frozenset[str]]] = {kind: set() for kind in Trouble}
    with _LABELS.open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if row["kind"]:
                judged[Trouble(row["kind"])].add(frozenset(row["proof"].split("+")))
    return judged


def as_table(scores: Mapping[Trouble, Score]) -> str:
    """The figures as they stand in docs/troubled-proofs.md."""
    lines = [
        "| 类别 | 埋入 | 查到 | 查全率 | 清单里查到 | 属实 | 查准率 | 人工判断有 | 查到 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, one in scores.items():
        lines.append(
            f"| {kind.chinese} | {one.planted} | {one.recalled} | {one.recall:.0%} | {one.flagged} "
            f"| {one.right} | {one.precision:.0%} | {one.labelled} | {one.labelled_found} |"
        )
    return "\n".join(lines)


def _score_material(
    scores: Mapping[Trouble, Score], material: Material, found: Sequence[Found]
) -> None:
    judged = labels()
    told = {
        kind: {
            frozenset(material.proofs[entry] for entry in f.entries)
            for f in found
            if f.kind is kind
        }
        for kind in Trouble
    }
    standing = {material.proofs[one.entry] for one in material.demands if one.carried}
    for kind, score in scores.items():
        score.flagged += len(told[kind])
        score.right += len(told[kind] & judged[kind])
        score.wrong.update("+".join(sorted(one)) for one in told[kind] - judged[kind])
        present = {one for one in judged[kind] if one <= standing}
        score.labelled += len(present)
        score.labelled_found += len(present & told[kind])
        score.missed.update("+".join(sorted(one)) for one in present - told[kind])


def _names(demands: Sequence[Demand], entries: frozenset[int]) -> list[str]:
    named = [f"{o.service}→{o.proof}（{o.issuer}）" for o in demands if o.entry in entries]
    return ["；".join(named)]


def read(slug: str, on: date) -> Material:
    """A built list as it stands on a day."""
    from nuozheng.catalogue.models import Catalogue, CatalogueEntry
    from nuozheng.catalogue.trouble.find import demands

    catalogue = Catalogue.objects.get(slug=slug)
    codes = CatalogueEntry.objects.filter(item__catalogue=catalogue)
    return Material(demands(catalogue, on), dict(codes.values_list("pk", "proof__code")))


def main() -> None:
    from bench.stack import throw_away

    with throw_away():
        from nuozheng.catalogue.actions.build import build_catalogue

        today = date.today()
        for slug in LISTS:
            build_catalogue(slug, today)
        scores = measure((read(slug, today) for slug in LISTS), each=200)
        print(as_table(scores))
        for kind, one in scores.items():
            print(f"\n{kind.chinese} 误报：{dict(one.wrong)}\n漏报：{one.missed.most_common(12)}")


if __name__ == "__main__":
    main()
