"""Letters a second on one core: read, set, sealed, encrypted, filed; beside an empty page."""

import json
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from bench import trace
from bench.cases import Ready
from bench.press import Seconds
from bench.report import Report, milliseconds
from bench.requests import signature

FULL, QUICK = 165, 25
AIM_PER_SECOND = 40


def measure(ready: Sequence[Ready]) -> Report:
    """Sign the cases here, then let the other process set their letters."""
    for case in ready:
        if trace.ask(signature(case)).status_code != 200:
            raise RuntimeError(f"{case.number}没有签成")
    done = subprocess.run(
        [sys.executable, "-m", "bench.press"],
        input=json.dumps([case.application_id for case in ready]),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return _report(json.loads(done.stdout))


def _report(seconds: Seconds) -> Report:
    report = Report("承诺书：一个核", columns=("", "每秒", "每份中位", "最快"))
    for name, key in (
        ("排好、签章、加密、入库", "filed"),
        ("只排版", "set"),
        ("只签章（PAdES和SM2）", "sealed"),
        ("空白一页", "blank"),
    ):
        each = seconds[key]
        report.row(
            name,
            f"{len(each) / sum(each):,.0f}",
            milliseconds(median(each)),
            milliseconds(min(each)),
        )
    filed = seconds["filed"]
    report.ratio("入库的承诺书 / 空白一页（时间）", median(filed), median(seconds["blank"]))
    sealed, plain = median(seconds["sealed"]), median(seconds["set"])
    report.ratio("排版并签章 / 只排版（时间）", plain + sealed, plain)
    report.note(f"一份 {seconds['bytes'][0] / 1000:,.0f} kB，PDF/A-2b，中文字体子集")
    per_second = len(filed) / sum(filed)
    report.aim(
        f"一个核每秒不少于 {AIM_PER_SECOND}", f"{per_second:,.0f}", per_second >= AIM_PER_SECOND
    )
    return report
