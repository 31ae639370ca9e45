"""What is said of the signatures: figures, ratios to the floors, aims."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db import connection

from bench.floor import Floor
from bench.load import Load
from bench.report import Report, milliseconds
from bench.stack import WEB_PROCESSES, WEB_THREADS

AIM_PER_SECOND, AIM_QUERIES = 150, 25
_CORES = 2
_Waves = dict[int, list[Load]]


@dataclass(frozen=True, slots=True)
class One:
    """One signature: its statements, those that change something, the rows by table."""

    statements: Sequence[str]
    changes: Sequence[str]
    rows: dict[str, int]


@dataclass
class Rounds:
    """What each round measured; processor seconds are of one signature, site and database."""

    empty: list[Load] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)
    alone: _Waves = field(default_factory=dict)
    with_worker: _Waves = field(default_factory=dict)
    processor: list[tuple[float, float]] = field(default_factory=list)

    @staticmethod
    def add(waves: _Waves, concurrency: int, load: Load) -> None:
        waves.setdefault(concurrency, []).append(load)

    @property
    def best(self) -> float:
        """Signatures a second in the best round, at the lower concurrency."""
        return max(load.per_second for load in self.alone[min(self.alone)])


def report_of(one: One, rounds: Rounds) -> Report:
    report = Report(
        "签署：从收到请求到提交入库、排版任务入队",
        columns=("", "每秒，最好", "中位", "p50", "p95", "p99"),
    )
    for words, waves in (("", rounds.alone), ("，正在排版", rounds.with_worker)):
        for concurrency, loads in waves.items():
            report.row(f"签署，并发 {concurrency}{words}", *_figures(loads))
    report.row("下限：同一网站的空应答", *_figures(rounds.empty))
    speeds = [floor.per_second for floor in rounds.floors]
    average = milliseconds(median(floor.seconds for floor in rounds.floors))
    report.row("下限：pgbench 写同样的行", *_speeds(speeds), f"平均 {average}")
    report.ratio("签署 / pgbench 写同样的行（每秒，并发 8）", rounds.best, max(speeds))
    empty = max(load.per_second for load in rounds.empty)
    report.ratio("签署 / 空应答（每秒，并发 8）", rounds.best, empty)
    _say_how(report, one, rounds)
    queries = len(one.statements)
    report.aim(f"每秒不少于 {AIM_PER_SECOND}", f"{rounds.best:,.0f}", rounds.best >= AIM_PER_SECOND)
    report.aim(f"语句少于 {AIM_QUERIES}", str(queries), queries < AIM_QUERIES)
    return report


def _say_how(report: Report, one: One, rounds: Rounds) -> None:
    site, database = (min(used[part] for used in rounds.processor) for part in (0, 1))
    report.note(
        f"处理器时间，每次签署：网站 {milliseconds(site)}，数据库 {milliseconds(database)}；"
        f"{_CORES} 个核全归它用，每秒最多 {_CORES / (site + database):,.0f} 次"
    )
    report.note(
        f"每次签署 {len(one.statements)} 条语句，其中写入 {len(one.changes)} 条；"
        "两次提交，其中调用计数的一次不等落盘"
    )
    rows = "、".join(f"{name} {count}" for name, count in sorted(one.rows.items()))
    report.note(f"写入的行：{rows}")
    report.note(
        f"数据库：{_durability()}；网站 {WEB_PROCESSES} 进程 × {WEB_THREADS} 线程；空应答不查库；"
        f"发请求的进程占用 {_generator(rounds):.0%} 个核"
    )


def _figures(loads: Sequence[Load]) -> list[str]:
    quantiles = [
        milliseconds(median(load.quantile(share) for load in loads)) for share in (0.5, 0.95, 0.99)
    ]
    return [*_speeds([load.per_second for load in loads]), *quantiles]


def _speeds(per_second: Sequence[float]) -> list[str]:
    """The best round is nearest to what the machine can do; the median says how busy it was."""
    return [f"{max(per_second):,.0f}", f"{median(per_second):,.0f}"]


def _generator(rounds: Rounds) -> float:
    loads = [load for loads in rounds.alone.values() for load in loads]
    return sum(load.own_seconds for load in loads) / sum(load.seconds for load in loads)


def _durability() -> str:
    said = []
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            (value,) = cursor.fetchone()
            said.append(f"{name}={value}")
    return "，".join(said)
