"""`nuozheng story`: one case from the application to the end, with its clauses."""

from typing import Annotated

import typer
from django.core.management import call_command
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from nuozheng.catalogue.lists import LISTS
from nuozheng.law.labels import short_label
from nuozheng.sandbox import demo
from nuozheng.sandbox.story import PLOTS, Line, Step, tell

app = typer.Typer(help="讲一个办件从申请到结束的全过程，每一步附条款。")
_console = Console(highlight=False)
EVERY = "all"
FIRST = "huainan-maoji-2021"
"""What a first start of the demonstration tells: the whole way, to the bar and the repair."""
_INDENT = 3


@app.command()
def story(
    place: Annotated[
        str, typer.Argument(help=f"哪一份清单：{'、'.join(PLOTS)}；或者 {EVERY}")
    ] = FIRST,
) -> None:
    """办一件新的演示办件，一边办一边讲。"""
    if place not in (*PLOTS, EVERY):
        _console.print(f"没有“{place}”这个故事。可以选：{'、'.join(PLOTS)}，或者 {EVERY}。")
        raise typer.Exit(2)
    with _console.status("先看清单和账号是否齐全……"):
        _prepare()
    for slug in PLOTS if place == EVERY else (place,):
        tell_aloud(slug)


def _prepare() -> None:
    """Tables, lists and accounts; a second time there is nothing to do."""
    call_command("migrate", interactive=False, verbosity=0)
    demo.build_lists_and_accounts()


def tell_aloud(slug: str) -> None:
    """Print the story of one list while it is made."""
    _console.rule(f"[bold]{LISTS[slug].title}")
    for number, told in enumerate(tell(slug), start=1):
        _print(number, told)
    _console.print()


def _print(number: int, told: Step) -> None:
    _console.print(f"\n[bold blue]{number:>2} {told.title}[/]")
    shown: set[str] = set()
    for line in told.lines:
        _console.print(Padding(Text(line.text), (0, 0, 0, _INDENT)))
        _print_clauses(line, shown)


def _print_clauses(line: Line, shown: set[str]) -> None:
    """Each clause once in a step: its short label and its own words."""
    for cited in line.clauses():
        if cited.id in shown:
            continue
        shown.add(cited.id)
        words = Text(f"▏{short_label(cited)}　{cited.words}{_caution(cited.caution)}", style="dim")
        _console.print(Padding(words, (0, 0, 0, _INDENT + 2)))


def _caution(said: str) -> str:
    return f"（{said}）" if said else ""
