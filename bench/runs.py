"""The parts of a run on one stack. The list of entries comes last: it makes the tables large."""

from collections.abc import Iterator, Sequence

from rich.console import Console

from bench import bulk, cases, letters, lists, log, search, signing, standing
from bench.parts import Part
from bench.report import Report
from bench.stack import Stack


def of(parts: Sequence[Part], stack: Stack, quick: bool, console: Console) -> Iterator[Report]:
    """A report for each part, each as soon as it is measured."""
    size = signing.QUICK if quick else signing.FULL
    count = letters.QUICK if quick else letters.FULL
    needed = size.cases * (Part.SIGNING in parts) + count * (Part.LETTERS in parts)
    if needed:
        with console.status(f"造{needed}件可以签的办件"):
            supply = cases.Supply(cases.make(needed))
    if Part.SIGNING in parts:
        with console.status("签署"):
            report = signing.measure(stack, supply, size)
        yield report
    if Part.LETTERS in parts:
        with console.status("排承诺书"):
            report = letters.measure(supply.take(count))
        yield report
    if Part.SEARCH in parts:
        with console.status("查事项"):
            report = search.measure(search.QUICK if quick else search.FULL)
        yield report
    if Part.STANDING in parts:
        with console.status("信用状况"):
            report = standing.measure(standing.QUICK if quick else standing.FULL)
        yield report
    if Part.LOG in parts:
        with console.status("透明日志"):
            report = log.measure(log.QUICK if quick else log.FULL)
        yield report
    if Part.LISTS in parts:
        with console.status("一份大清单"):
            report = lists.measure(lists.QUICK if quick else lists.FULL)
        yield report
    if Part.BULK in parts:
        with console.status("批量核查"):
            report = bulk.measure(stack, bulk.QUICK if quick else bulk.FULL)
        yield report
