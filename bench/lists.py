"""A large list in all its uses: pages, roll-up, figures, open data, troubled proofs, publishing."""

import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from bench import effort, entries, imported, search, trace
from bench.effort import Effort
from bench.load import Request
from bench.report import Report
from nuozheng.catalogue.export.whole import MEDIA_TYPES, parts_of_list
from nuozheng.catalogue.figures import count_figures, figures_on
from nuozheng.catalogue.inheritance.rollup import growth, roll_up
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.actions.publish import publish
from nuozheng.catalogue.trouble.search import ask_for_search, carry_out
from nuozheng.law.vocabulary import Role

PAGE_AIM_SECONDS, ROLL_UP_AIM_SECONDS, ASKING_AIM_SECONDS = 0.050, 2.0, 0.050
PAGE_AIM_QUERIES = 12
_TIMES = 3
_MEGABYTE = 1024 * 1024
_WORDS_PER_KIND = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How many entries there are, and how many are published at once."""

    entries: int
    changes: int


FULL = Size(entries=100_000, changes=5_000)
QUICK = Size(entries=4_000, changes=60)


def measure(size: Size) -> Report:
    """Every use of one list, cheap ones first: publishing makes it larger."""
    catalogue = entries.make(size.entries)
    agencies = catalogue.jurisdiction.agencies.count()
    report = Report(
        f"一份大清单：{size.entries:,} 项，{agencies:,} 个部门",
        columns=("", "钟表", "处理器", "其中数据库", "说明"),
    )
    _pages(report, catalogue)
    _sums(report, catalogue)
    _open_data(report, catalogue)
    _trouble(report, catalogue)
    _publishing(report, catalogue, size.changes)
    report.note(f"网页和数字各测 {_TIMES} 次取最省的一次；处理器时间是本进程和数据库的，不含别人的")
    return report


def _pages(report: Report, catalogue: Catalogue) -> None:
    kinds = {
        "清单：首页、翻页、按领域、部门、办法": search.filters(catalogue),
        "清单：用词查": search.queries(catalogue, _WORDS_PER_KIND),
    }
    found = {kind: [_asked(path) for path in paths] for kind, paths in kinds.items()}
    for kind, asked in found.items():
        _page_row(report, kind, asked)
    pages = [one for asked in found.values() for one in asked]
    slow = effort.share([one.processor for one, _queries in pages], 0.95)
    report.aim(
        f"清单网页和查事项，处理器 p95 低于 {_in_words(PAGE_AIM_SECONDS)}",
        _in_words(slow),
        slow < PAGE_AIM_SECONDS,
    )
    for kind, path in _other_pages(catalogue).items():
        pages.append(_asked(path))
        _page_row(report, kind, pages[-1:])
    most = max(queries for _effort, queries in pages)
    report.aim(f"不超过 {PAGE_AIM_QUERIES} 次查询", str(most), most <= PAGE_AIM_QUERIES)


def _other_pages(catalogue: Catalogue) -> Mapping[str, str]:
    """The other public pages of a list, with what is dearest on each."""
    home, item = f"/p/{catalogue.slug}/", catalogue.items.order_by("pk")[500:501].get()
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    last = -(-catalogue.items.count() // search.PER_PAGE)
    return {
        "一个事项": f"{home}items/{item.pk}/",
        "一个事项的历史": f"{home}items/{item.pk}/history/",
        "过去某一天": f"{home}on/{day}/",
        "过去某一天，最后一页": f"{home}on/{day}/?page={last}",
        "过去某一天，用词查": f"{home}on/{day}/?q=登记",
        "变更历史": f"{home}history/",
        "按单位": f"{home}units/",
        "开放数据": f"{home}data/",
    }


def _sums(report: Report, catalogue: Catalogue) -> None:
    today = timezone.localdate()
    rolled = _row(report, "汇总", lambda: roll_up(catalogue, today))
    report.aim(
        f"汇总低于 {_in_words(ROLL_UP_AIM_SECONDS)}",
        _in_words(rolled.clock),
        rolled.clock < ROLL_UP_AIM_SECONDS,
    )
    _row(report, "两天之间的增减", lambda: growth(catalogue, catalogue.published_on, today))
    _row(report, "首页的数字", lambda: figures_on([catalogue], today))
    items = list(catalogue.items.order_by("pk").values_list("pk", flat=True)[:100])
    _row(report, "公布以后重数一遍", lambda: count_figures(catalogue, items))


def _open_data(report: Report, catalogue: Catalogue) -> None:
    today = timezone.localdate()
    for format in MEDIA_TYPES:
        before = _peak()
        parts = parts_of_list(catalogue, today, format)
        first, opening = effort.taken(lambda parts=parts: next(parts))  # type: ignore[misc]
        rest, size = effort.taken(lambda parts=parts: sum(map(len, parts)))  # type: ignore[misc]
        whole = Effort(
            first.clock + rest.clock, first.python + rest.python, first.database + rest.database
        )
        told = f"{(len(opening) + size) / _MEGABYTE:.0f} MB，第一段 {_in_words(first.clock)}"
        told += f"，内存最多又要 {(_peak() - before) / _MEGABYTE:.0f} MB"
        _told_row(report, f"整份清单，{format}", whole, told)


def _trouble(report: Report, catalogue: Catalogue) -> None:
    reviewer = imported.staff(catalogue, Role.JUSTICE_REVIEWER)
    asking, search_asked = effort.taken(lambda: ask_for_search(catalogue=catalogue, by=reviewer))
    _told_row(report, "问题证明：点“重新梳理”", asking, "一次请求")
    report.aim(
        f"点“重新梳理”，处理器低于 {_in_words(ASKING_AIM_SECONDS)}",
        _in_words(asking.processor),
        asking.processor < ASKING_AIM_SECONDS,
    )
    searching, _done = effort.taken(lambda: carry_out(search_asked.pk))
    search_asked.refresh_from_db()
    told = f"后台；看 {search_asked.entries:,} 项，查到 {search_asked.found:,} 项"
    _told_row(report, "问题证明：查找", searching, told)


def _publishing(report: Report, catalogue: Catalogue, count: int) -> None:
    today, by = timezone.localdate(), imported.publisher(catalogue)
    added = imported.additions(catalogue, count)
    _published(report, f"公布 {count:,} 项新增", lambda: publish(
        revision=added, effective_from=today, by=by
    ))  # fmt: skip
    changed = imported.changes(catalogue, added)
    _published(report, f"公布 {count:,} 项变更", lambda: publish(
        revision=changed, effective_from=today + timedelta(days=1), by=by
    ))  # fmt: skip


def _published(report: Report, what: str, act: Callable[[], object]) -> None:
    with trace.traced() as traced:
        took, _revision = effort.taken(act)
    _told_row(report, what, took, f"{len(traced.statements)} 条语句，文本和指南在内")


def _asked(path: str) -> tuple[Effort, int]:
    """One page, the least of a few, and how many queries it asks."""

    def ask() -> object:
        answer = trace.ask(Request("GET", path))
        if answer.status_code != 200:
            raise RuntimeError(f"{path}：{answer.status_code}")
        return answer

    with trace.traced() as traced:
        ask()
    return effort.least(ask, _TIMES), len(traced.statements)


def _page_row(report: Report, kind: str, asked: list[tuple[Effort, int]]) -> None:
    """The page that 95 of 100 don't exceed; the only one where there is one."""
    efforts = sorted((one for one, _queries in asked), key=lambda one: one.processor)
    slow = efforts[min(len(efforts) - 1, int(0.95 * len(efforts)))]
    most = max(queries for _effort, queries in asked)
    told = f"p95，{len(asked)} 页，" if len(asked) > 1 else ""
    _told_row(report, kind, slow, f"{told}{most} 次查询")


def _row(report: Report, what: str, act: Callable[[], object]) -> Effort:
    least = effort.least(act, _TIMES)
    _told_row(report, what, least, "")
    return least


def _told_row(report: Report, what: str, took: Effort, told: str) -> None:
    seconds = (took.clock, took.processor, took.database)
    report.row(what, *(_in_words(one) for one in seconds), told)


def _in_words(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds >= 1 else f"{seconds * 1000:,.0f} ms"


def _peak() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
