"""`python -m bench [part]... [--quick]`: measure, print, say what was missed.

It ends with 1 only if something could not be measured; a missed aim is said, not punished.
"""

import time
from typing import Annotated

import typer
from rich.console import Console

from bench.parts import Part
from bench.stack import throw_away

_console = Console(highlight=False)


def bench(
    parts: Annotated[list[Part] | None, typer.Argument(help="测什么；不写就全测")] = None,
    quick: Annotated[bool, typer.Option(help="小规模，看看能不能跑通")] = False,
) -> None:
    """测性能：签署、排承诺书、查事项、一份大清单；有下限的与同一次运行里测得的下限相比。"""
    begun = time.monotonic()
    _console.print("准备：临时数据库（落盘方式同正式环境）、建表、五地清单")
    with throw_away() as stack:
        # Imported here: models can be loaded only once the stack has its settings.
        from bench import runs

        for report in runs.of(parts or list(Part), stack, quick, _console):
            report.print(_console)
    _console.print(f"\n用时 {time.monotonic() - begun:.0f} 秒；临时的数据和进程都已清除。")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(bench)
    app()
