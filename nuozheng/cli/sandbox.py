"""`nuozheng sandbox`: the synthetic city and its data sources."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from nuozheng.gateways.sources.registry import Attribute, registry
from nuozheng.gateways.sources.settings import from_settings
from nuozheng.sandbox import servers
from nuozheng.sandbox.city import City
from nuozheng.sandbox.endpoints import LOOPBACK
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.measure import flaw_of, measured
from nuozheng.sandbox.quality import Flaw

app = typer.Typer(name="sandbox", help="合成城市及其数据源（演示、测试用）", no_args_is_help=True)
_console = Console()
_FLAWS = {
    Flaw.WRONG: "有误",
    Flaw.MISSING: "缺失",
    Flaw.AMBIGUOUS: "不唯一",
    Flaw.STALE: "过期",
}

Seed = Annotated[int, typer.Option(help="随机种子：相同的种子造出相同的城市")]
People = Annotated[int, typer.Option(min=0, help="人数")]
Companies = Annotated[int, typer.Option(min=0, help="企业数")]


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="本机端口")] = 8091,
    people: People = 20_000,
    companies: Companies = 2_000,
    seed: Seed = 1,
) -> None:
    """在本机提供全部数据源，直到按 Ctrl-C 结束。"""
    key = from_settings().key
    if not key:
        _console.print("没有数据源密钥：请设置 NUOZHENG_SOURCES_KEY，或者用演示方式启动。")
        raise typer.Exit(2)
    _console.print(f"数据源：http://{LOOPBACK}:{port}，{people}人，{companies}家企业")
    try:
        servers.main(port, seed, people, companies, key)
    except (OSError, ValueError) as fault:
        _console.print(f"不能提供服务（端口{port}）：{fault}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _console.print("已结束。")


@app.command()
def person(
    number: Annotated[int, typer.Argument(min=0, help="第几个人，从0起")],
    people: People = 20_000,
    seed: Seed = 1,
) -> None:
    """显示一个合成的人：事实如何，各数据源怎么说。"""
    city = City(seed, people, companies=0)
    try:
        found = city.person(number)
    except IndexError:
        _console.print(f"这座城市只有{people}人，编号从0到{people - 1}。")
        raise typer.Exit(1) from None
    _console.print(f"{found.name}　{found.identifier}　{found.phone}　{found.address}（合成）")
    table = Table("数据源", "数据项", "事实", "数据源的说法")
    today = _today()
    for name, source in registry().items():
        truth = city.truth(found, name)
        if truth is None:
            continue
        record = city.record(found, name, today)
        flaw = flaw_of(truth, record, source.freshness_days, today)
        says = record.attributes if record.status == "found" else None
        title = source.title + (f"\n（{_FLAWS[flaw]}）" if flaw in _FLAWS else "")
        _rows(table, title, name, truth, says)
    _console.print(table)


def _rows(table: Table, title: str, source: str, truth: Facts, says: Facts | None) -> None:
    for key, attribute in registry()[source].attributes.items():
        said = "（没有回答）" if says is None else _shown(says[key], attribute)
        differs = says is not None and says[key] != truth[key]
        table.add_row(
            title,
            attribute.title,
            _shown(truth[key], attribute),
            f"[red]{said}[/red]" if differs else said,
        )
        title = ""
    table.add_section()


@app.command()
def shares(
    people: People = 20_000,
    companies: Companies = 2_000,
    seed: Seed = 1,
) -> None:
    """数据质量：设定的比例和实际数出来的比例。"""
    city = City(seed, people, companies)
    with _console.status("正在逐条比较……"):
        counts = measured(city, _today())
    table = Table("数据源", "应有记录", *(f"{word} 设定/实际 ‰" for word in _FLAWS.values()))
    for name, count in counts.items():
        held, stated = count.total(), city.shares.of(name)
        table.add_row(
            registry()[name].title,
            f"{held:,}",
            *(
                f"{stated.of(flaw) * 1000:.1f} / {count[flaw] / max(held, 1) * 1000:.1f}"
                for flaw in _FLAWS
            ),
        )
    _console.print(table)


def _shown(value: object, attribute: Attribute) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return "—"
    return attribute.options.get(str(value), f"{value}{attribute.unit}")


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
