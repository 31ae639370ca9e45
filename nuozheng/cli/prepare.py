"""`nuozheng prepare`: what a new version or a first start needs before it can serve."""

from importlib import import_module
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from rich.console import Console

app = typer.Typer(help="建表、升级、收集静态文件；演示时生成办件。可以重复运行。")
_console = Console(highlight=False)


@app.command()
def prepare(
    people: Annotated[int, typer.Option(min=0, help="合成城市的人数（仅演示）")] = 20_000,
    companies: Annotated[int, typer.Option(min=0, help="合成城市的企业数（仅演示）")] = 2_000,
    few_cases: Annotated[
        bool, typer.Option("--few-cases", help="每份清单只办几件演示办件（仅演示）")
    ] = False,
) -> None:
    """建表、升级、收集静态文件；演示时生成办件。"""
    _console.print("  · 建表和升级")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _console.print("  · 收集静态文件")
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.NUOZHENG_DEMO:
        _build(people, companies, few_cases)


def _build(people: int, companies: int, few_cases: bool) -> None:
    # Imported here: only a demonstration has a sandbox.
    demo = import_module("nuozheng.sandbox.demo")
    made = demo.build(
        people=people,
        companies=companies,
        few_cases=few_cases,
        say=lambda line: _console.print(f"  · {line}", soft_wrap=True),
    )
    story = import_module("nuozheng.cli.story")
    if made and not few_cases:
        story.tell_aloud(story.FIRST)
    else:
        _console.print("  · 想再看一遍一个办件的全过程：nuozheng story", soft_wrap=True)
