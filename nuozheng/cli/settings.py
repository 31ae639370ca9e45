"""`nuozheng settings`: the table of docs/settings.md."""

import typer

from config import environment

app = typer.Typer(help="列出全部环境变量及含义（Markdown）。")

_HEAD = """# Settings

Everything that varies between installations is an environment variable, read in
`config/environment.py` and nowhere else. This page is `nuozheng settings`.

| variable | default | meaning | example |
| --- | --- | --- | --- |"""


def as_markdown() -> str:
    rows = (
        f"| `{setting.name}` | {_code(setting.default)} | {setting.meaning} "
        f"| {_code(setting.example)} |"
        for setting in environment.ALL
    )
    return "\n".join([_HEAD, *rows]) + "\n"


def _code(text: str) -> str:
    """As code, with places in the checkout relative to it."""
    shown = text.removeprefix(f"{environment.CHECKOUT}/")
    return f"`{shown}`" if shown else "(empty)"


@app.command()
def show() -> None:
    """列出全部环境变量及含义。"""
    print(as_markdown(), end="")
