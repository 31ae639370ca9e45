"""`nuozheng source`: the register of data sources, and whether one keeps to the protocol."""

from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from nuozheng.gateways.sources.conformance import conformance
from nuozheng.gateways.sources.protocol import Subject
from nuozheng.gateways.sources.registry import WrongRegister, known_sources, source_named
from nuozheng.gateways.sources.settings import from_settings

app = typer.Typer(name="source", help="数据源：登记了哪些，接入合不合规", no_args_is_help=True)
_console = Console()
_MARK = {True: "✓ 合规", False: "✗ 不合规", None: "— 没有试成"}


@app.command(name="list")
def list_sources() -> None:
    """列出登记的数据源。"""
    try:
        known = known_sources()
    except WrongRegister as fault:
        _console.print(f"数据源登记有误：{fault}")
        raise typer.Exit(2) from None
    table = Table("登记名", "数据源", "谁管", "怎样接入", "数据项")
    for name, source in known.items():
        kinds = str(len(source.attributes))
        table.add_row(name, source.title, source.owner, source.transport.chinese, kinds)
    _console.print(table)


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="登记名，例如 household")],
    identifier: Annotated[str, typer.Option(help="试用主体的号码；不写就用登记的试用主体")] = "",
    subject_name: Annotated[str, typer.Option("--name", help="试用主体的名称")] = "",
    kind: Annotated[str, typer.Option(help="person 或者 company")] = "person",
) -> None:
    """用试用主体试一遍接入，逐行说明哪里合规、哪里不合规；有不合规的，退出码是1。"""
    try:
        source = source_named(name)
    except WrongRegister as fault:
        _console.print(f"数据源登记有误：{fault}")
        raise typer.Exit(2) from None
    if source is None:
        _console.print(f"没有登记“{name}”。登记的有：{'、'.join(known_sources())}")
        raise typer.Exit(2)
    if kind not in source.subjects and identifier:
        _console.print(f"{source.title}不答复这类主体：{kind}")
        raise typer.Exit(2)
    kept = source.test_subject
    if not identifier and kept is None:
        _console.print("没有试用主体：请写 --identifier 和 --name，或者登记 test_subject。")
        raise typer.Exit(2)
    asked: Literal["person", "company"] = "company" if kind == "company" else "person"
    subject = (
        Subject(kept.kind, kept.identifier, kept.name)
        if kept is not None and not identifier
        else Subject(asked, identifier, subject_name)
    )
    lines = conformance(source, subject, from_settings())
    for line in lines:
        said = f"　{line.detail}" if line.detail else ""
        _console.print(f"{_MARK[line.kept]}　{line.what}{said}", highlight=False)
    wrong = sum(line.kept is not True for line in lines)
    _console.print(f"{source.title}：{len(lines)}项里{wrong}项不合规或者没有试成。")
    raise typer.Exit(1 if wrong else 0)
