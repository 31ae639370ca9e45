"""Finding a service among a hundred thousand: by words rare and frequent, initials, code."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from bench import entries, trace
from bench.effort import share
from bench.load import Request
from bench.report import Report, milliseconds
from nuozheng.catalogue.candidates import Wanted, words_of
from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.catalogue.search import initials, search
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

AIM_SECONDS = 0.020
PAGE_AIM_SECONDS = 0.050
PAGE_AIM_QUERIES = 12
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
        f"查事项：{size.entries:,} 项，{catalogue.jurisdiction.agencies.count():,} 个部门；"
        f"取一页 {PER_PAGE} 条",
        columns=("", "p50", "p95", "最慢"),
    )
    found = {kind: [_best(_find(catalogue, word)) for word in some] for kind, some in words.items()}
    for kind, seconds in found.items():
        report.row(kind, *_figures(seconds))
    all_words = [one for seconds in found.values() for one in seconds]
    report.row("以上合计", *_figures(all_words))
    pages = {path: _best(_page(path)) for path in _pages(catalogue, words)}
    report.row("清单网页，整页（进程内）", *_figures(list(pages.values())))
    floor = [_best(_fetch(key)) for key in _some_keys(catalogue, size.words)]
    report.row("下限：按主键取一条", *_figures(floor))
    report.row("改一次清单后重数一遍", *_figures([_best(lambda: count_figures(catalogue))]))
    report.ratio("查事项 / 按主键取一条（p50）", share(all_words, 0.5), share(floor, 0.5))
    _aims(report, all_words, pages)
    report.note(f"每个词、每页测 {_TIMES} 次取最快一次；最多给出200项，多于200项的如实说“200多”")
    for word in (words["少见的两个字"][0], _FREQUENT[-1]):
        report.note(f"查“{word}”的执行计划：\n{_plan(catalogue, word)}")
    return report


def _aims(report: Report, all_words: Sequence[float], pages: Mapping[str, float]) -> None:
    slowest = share(all_words, 0.95)
    report.aim(
        f"查事项 p95 低于 {milliseconds(AIM_SECONDS)}",
        milliseconds(slowest),
        slowest < AIM_SECONDS,
    )
    slow_page = share(list(pages.values()), 0.95)
    report.aim(
        f"清单网页 p95 低于 {milliseconds(PAGE_AIM_SECONDS)}",
        milliseconds(slow_page),
        slow_page < PAGE_AIM_SECONDS,
    )
    queries = max(_queries(path) for path in pages)
    report.aim(
        f"清单网页不超过 {PAGE_AIM_QUERIES} 次查询", str(queries), queries <= PAGE_AIM_QUERIES
    )


def _pages(catalogue: Catalogue, words: Mapping[str, Sequence[str]]) -> list[str]:
    """The list as people open it: first and last pages, filters, searches, both together."""
    both = [{"way": way.value, "q": _FREQUENT[0], "agency": _an_agency(catalogue)}
            for way in Substitution]  # fmt: skip
    named = [{"q": word} for some in words.values() for word in some[:3]]
    return [*filters(catalogue), *map(_path, [*both, *named])]


def filters(catalogue: Catalogue) -> list[str]:
    """Addresses of the list without words."""
    last = -(-catalogue.items.count() // PER_PAGE)
    domain = catalogue.items.order_by("-pk").values_list("domain", flat=True)[0]
    agency = _an_agency(catalogue)
    asked: list[Mapping[str, object]] = [
        {},
        {"page": last // 2},
        {"page": last},
        {"domain": domain},
        {"agency": agency},
        {"agency": agency[:4]},
        {"agency": agency, "domain": domain},
        *({"way": way.value} for way in Substitution),
    ]
    return [_path(one) for one in asked]


def queries(catalogue: Catalogue, count: int) -> list[str]:
    """Addresses of the list with words: so many of each kind."""
    words = _words(catalogue, count)
    return [_path({"q": word}) for some in words.values() for word in some[:count]]


def _an_agency(catalogue: Catalogue) -> str:
    return Agency.objects.filter(items__catalogue=catalogue).order_by("-pk")[0].name


def _path(query: Mapping[str, object]) -> str:
    return f"/p/{entries.SLUG}/?{urlencode(query)}"


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


def _find(catalogue: Catalogue, word: str) -> Callable[[], object]:
    """What the API does for one page."""

    def find() -> object:
        found = search(catalogue, Wanted(words_of(word)), timezone.localdate())
        return found[:PER_PAGE], len(found)

    return find


def _page(path: str) -> Callable[[], object]:
    def page() -> object:
        answer = trace.ask(Request("GET", path))
        if answer.status_code != 200:
            raise RuntimeError(f"{path}：{answer.status_code}")
        return answer

    return page


def _queries(path: str) -> int:
    with trace.traced() as traced:
        trace.ask(Request("GET", path))
    return len(traced.statements)


def _fetch(key: int) -> Callable[[], object]:
    return lambda: ServiceItem.objects.select_related("agency").get(pk=key)


def _plan(catalogue: Catalogue, word: str) -> str:
    """How the database found it, with what it took."""
    with trace.traced() as traced:
        search(catalogue, Wanted(words_of(word)), timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE) {traced.statements[0]}")
        return "\n".join(line for (line,) in cursor.fetchall())


def _best(act: Callable[[], object]) -> float:
    """Seconds of the fastest of a few."""
    seconds = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def _figures(seconds: Sequence[float]) -> list[str]:
    return [milliseconds(one) for one in (share(seconds, 0.5), share(seconds, 0.95), max(seconds))]
