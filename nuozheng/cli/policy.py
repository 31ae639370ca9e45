"""nuozheng policy: check a pack file, show a place's rules, compare two packs."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nuozheng.law.clauses import clause
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.letter_model import FOLDER, load_letter_model_file
from nuozheng.law.pack_review import review
from nuozheng.law.policy import (
    SECTION_LABELS,
    PackError,
    Policy,
    Stated,
    UnknownPolicy,
    load_policy,
    load_policy_file,
    policies,
    policy_for,
)
from nuozheng.law.policy.wording import NOTHING, in_words

app = typer.Typer(help="政策包：检查、查看、比较", no_args_is_help=True)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="政策包文件，或者letters目录里的范本（.toml）")],
) -> None:
    """检查一个政策包文件（连同它的告知承诺书范本）：写法是否正确，有无超出上位规定之处。"""
    console = Console()
    letter = file.parent.name == FOLDER
    pack = file.parent.parent / file.name if letter else file
    model = file if letter else file.parent / FOLDER / file.name
    try:
        policy = _policy_of(pack) if letter else load_policy_file(pack)
        if model.exists() or letter:
            load_letter_model_file(model, policy)
    except (PackError, UnknownPolicy) as error:
        _print_faults(console, file, error)
        raise typer.Exit(1) from None
    if model.exists():
        _say(console, f"告知承诺书范本{escape(f'{FOLDER}/{model.name}')}写法正确，可以使用。")
    if letter:
        return
    _say(console, f"{escape(policy.title)}（{policy.key}）写法正确，可以使用。")
    _say(console, f"其中 {len(policy.switches())} 项文本没有写明，按默认值执行。")
    _print_warnings(console, obstacles(review(policy)))


def _policy_of(pack: Path) -> Policy:
    """The pack that a letter belongs to: beside its folder, or the packaged one of its name."""
    return load_policy_file(pack) if pack.exists() else load_policy(pack.stem)


def _print_faults(console: Console, file: Path, error: PackError | UnknownPolicy) -> None:
    if isinstance(error, UnknownPolicy):
        _say(console, escape(str(error)))
        return
    count = len(error.problems)
    _say(console, f"[red]{escape(file.name)} 有 {count} 处需要改正：[/red]\n")
    for number, problem in enumerate(error.problems, 1):
        _say(console, f"{number}. {escape(str(problem))}\n")


@app.command()
def show(
    place: Annotated[
        str, typer.Argument(help="地方（如 ordos、鄂尔多斯市）或者政策包（如 ordos-2021）")
    ],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="哪一天，默认今天")
    ] = None,
    silent: Annotated[bool, typer.Option("--all", help="连同各文本都没有规定的项一并列出")] = False,
) -> None:
    """查看一地某日适用的规定，每一项都注明条款。"""
    console = Console()
    policy = _chosen(console, place, on.date() if on else date.today())
    _say(console, f"[bold]{escape(policy.title)}[/bold]（{policy.key}，{policy.document}）")
    _say(console, f"{policy.place_name}，自 {policy.effective_from.isoformat()} 起施行")
    hidden = 0
    for name, section in policy.sections():
        rows = [(key, said) for key, said in section.stated() if silent or not said.is_silent]
        hidden += sum(1 for _, said in section.stated() if said.is_silent)
        if not rows:
            continue
        table = _table(SECTION_LABELS[name], "项目", "内容", "条款", "出自")
        for key, said in rows:
            table.add_row(
                escape(section.label(key)),
                _value(f"{name}.{key}", said),
                _cited(said),
                said.pack or "—",
            )
        console.print(table)
    if hidden and not silent:
        _say(console, f"另有 {hidden} 项各文本都没有规定，加 --all 可一并列出。")


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="政策包，如 ordos-2021")],
    second: Annotated[str, typer.Argument(help="政策包，如 ordos-2023")],
) -> None:
    """比较两个政策包，只列出不同的项。"""
    console = Console()
    left, right = _loaded(console, first), _loaded(console, second)
    table = _table("不同之处", "项目", escape(left.key), escape(right.key))
    others = dict(right.stated())
    for name, section in left.sections():
        for key, said in section.stated():
            other = others[f"{name}.{key}"]
            if said.value == other.value:
                continue
            path = f"{name}.{key}"
            table.add_row(
                f"{SECTION_LABELS[name]}·{escape(section.label(key))}",
                f"{_value(path, said)}\n{_cited(said)}",
                f"{_value(path, other)}\n{_cited(other)}",
            )
    console.print(table if table.row_count else "两个政策包没有不同之处。")


@app.command("simulate")
def simulate_pack(
    file: Annotated[Path, typer.Argument(help="改过的政策包文件（.toml）")],
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="从哪一天起，默认一年前"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="按JSON输出")] = False,
) -> None:
    """用改过的政策包试算过去的办件：谁会被限制、会漏掉多少不实承诺、要多少工时。只读数据库。"""
    console = Console()
    try:
        changed = load_policy_file(file)
    except (PackError, UnknownPolicy) as error:
        _print_faults(console, file, error)
        raise typer.Exit(1) from None
    from nuozheng.cli.program import program_ready

    today = date.today()
    first = since.date() if since else date(today.year - 1, today.month, min(today.day, 28))
    with program_ready():
        # These need models, which exist only when the program is set up.
        from nuozheng.cli import simulation
        from nuozheng.oversight.simulation import run

        found, minutes = run(changed, first, today)
        if as_json:
            typer.echo(simulation.as_json(changed.key, first, today, found, minutes))
        else:
            simulation.print_table(console, changed.title, first, today, found, minutes)


def _chosen(console: Console, place: str, on: date) -> Policy:
    if place in policies():
        return load_policy(place)
    by_name = {policy.place_name: policy.place for policy in policies().values()}
    try:
        return policy_for(by_name.get(place, place), on)
    except UnknownPolicy as unknown:
        _say(console, escape(str(unknown)))
        raise typer.Exit(1) from None


def _loaded(console: Console, key: str) -> Policy:
    try:
        return load_policy(key)
    except UnknownPolicy as unknown:
        _say(console, escape(str(unknown)))
        raise typer.Exit(1) from None


def _say(console: Console, text: str) -> None:
    # The terminal breaks long Chinese lines better than rich, which looks for spaces.
    console.print(text, highlight=False, soft_wrap=True)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        # Chinese has no spaces to break at: fold, never cut off.
        table.add_column(column, overflow="fold")
    return table


def _value(path: str, said: Stated[Any]) -> str:
    lines = [escape(_spoken(path, said))]
    if said.is_switch:
        lines.append(escape(f"待明确（{said.question}），此为默认值：{said.reason}"))
    if said.note:
        lines.append(escape(f"注：{said.note}"))
    return "\n".join(lines)


def _spoken(path: str, said: Stated[Any]) -> str:
    words = in_words(path, said.value)
    if said.is_silent and words != NOTHING:
        return f"{NOTHING}，按“{words}”处理"
    return words


def _cited(said: Stated[Any]) -> str:
    return "\n".join(
        id + ("" if clause(id).verified else f"（{clause(id).caution}）") for id in said.clause
    )


def _print_warnings(console: Console, warnings: list[Finding]) -> None:
    if not warnings:
        _say(console, "未发现超出上位规定之处。")
        return
    _say(console, f"\n[yellow]请法制机构注意以下 {len(warnings)} 处：[/yellow]\n")
    for number, warning in enumerate(warnings, 1):
        _say(console, f"{number}. {escape(warning.detail)}")
        _say(console, f"   依据：{escape('、'.join(warning.basis))}")
        _say(console, f"   建议：{escape(warning.cure)}\n")
