"""Finding a service among a hundred thousand: by words rare and frequent, initials, code."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from bench import entries, trace
from bench.load import Request
from bench.report import Report, milliseconds
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.catalogue.search import initials, search

AIM_SECONDS = 0.020
PER_PAGE = 20
_TIMES = 3
_FREQUENT = ("证明", "证", "申请", "登记", "变更", "网上办理")


@dataclass(frozen=True, slots=True)
class Size:
    """How many entries, and how many different words of each kind."""

    entries: int
    words: int


FULL = Size(entries=100_000, words=20)
QUICK = Size(entries=4_000, words=5)


def measure(size: Size) -> Report:
    catalogue = entries.make(size.entries)
    words = _words(catalogue, size.words)
    report = Report(
        f"查事项：{size.entries:,} 项，取一页 {PER_PAGE} 条并数出总数",
        columns=("", "p50", "p95", "最慢"),
    )
    found = {kind: [_best(_find(catalogue, word)) for word in some] for kind, some in words.items()}
    for kind, seconds in found.items():
        report.row(kind, *_figures(seconds))
    all_words = [one for seconds in found.values() for one in seconds]
    report.row("以上合计", *_figures(all_words))
    page = [_best(_page(word)) for some in words.values() for word in some[:3]]
    report.row("清单网页，整页（进程内）", *_figures(page))
    keys = _some_keys(catalogue, size.words)
    floor = [_best(_fetch(key)) for key in keys]
    report.row("下限：按主键取一条", *_figures(floor))
    report.ratio("查事项 / 按主键取一条（p50）", _share(all_words, 0.5), _share(floor, 0.5))
    slowest = _share(all_words, 0.95)
    report.aim(
        f"p95 低于 {milliseconds(AIM_SECONDS)}", milliseconds(slowest), slowest < AIM_SECONDS
    )
    report.note(f"每个词测 {_TIMES} 次取最快一次；清单网页另有整个清单的统计，不计入目标")
    for word in (words["少见的两个字"][0], _FREQUENT[0]):
        report.note(f"查“{word}”的执行计划：\n{_plan(catalogue, word)}")
    return report


def _words(catalogue: Catalogue, count: int) -> dict[str, Sequence[str]]:
    """Cut from what stands in the list, as people type it; the same in every run."""
    chance = random.Random(2)
    some = [
        ServiceItem.objects.select_related("agency").get(pk=key)
        for key in _some_keys(catalogue, count)
    ]
    lines = [item.search_text.split("\n") for item in some]
    return {
        "少见的两个字": [_cut(chance, line[1], 2) for line in lines],
        "常见的字词": _FREQUENT,
        "两个词": [f"{_cut(chance, item.name, 2)} {_cut(chance, line[1], 2)}"
                for item, line in zip(some, lines, strict=True)],
        "拼音首字母": [initials(item.name)[:4] for item in some],
        "编码": [item.implementation_code[:8] for item in some],
        "一个也没有": ["不存在的词语", "zzzzq"],
    }  # fmt: skip


def _cut(chance: random.Random, text: str, length: int) -> str:
    start = chance.randrange(max(1, len(text) - length + 1))
    return text[start : start + length]


def _some_keys(catalogue: Catalogue, count: int) -> list[int]:
    keys = list(catalogue.items.order_by("pk").values_list("pk", flat=True))
    return random.Random(3).sample(keys, count)


def _items(catalogue: Catalogue) -> QuerySet[ServiceItem]:
    return catalogue.items.select_related("agency").order_by("domain", "pk")


def _find(catalogue: Catalogue, word: str) -> Callable[[], object]:
    """What the API does for one page."""

    def find() -> object:
        rows = search(_items(catalogue), word)
        return list(rows[:PER_PAGE]), rows.count()

    return find


def _page(word: str) -> Callable[[], object]:
    request = Request("GET", f"/p/{entries.SLUG}/?{urlencode({'q': word})}")

    def page() -> object:
        answer = trace.ask(request)
        if answer.status_code != 200:
            raise RuntimeError(f"{request.path}：{answer.status_code}")
        return answer

    return page


def _fetch(key: int) -> Callable[[], object]:
    return lambda: ServiceItem.objects.select_related("agency").get(pk=key)


def _plan(catalogue: Catalogue, word: str) -> str:
    return search(_items(catalogue), word)[:PER_PAGE].explain(analyze=True, buffers=False)


def _best(act: Callable[[], object]) -> float:
    """Seconds of the fastest of a few."""
    seconds = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def _share(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def _figures(seconds: Sequence[float]) -> list[str]:
    return [
        milliseconds(one) for one in (_share(seconds, 0.5), _share(seconds, 0.95), max(seconds))
    ]
