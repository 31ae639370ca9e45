"""`nuozheng bundle verify`: is this evidence bundle whole and genuine? Needs the file only."""

from pathlib import Path
from typing import Annotated

import typer

from nuozheng.cli.letter import AsJson, Keys, Trust, console, keys_of, roots_of, tell
from nuozheng.documents.verifying import Known
from nuozheng.evidence.sm2 import WrongKey, public_key
from nuozheng.verification.bundle.checking import bundle_lines

app = typer.Typer(name="bundle", help="证据包：离线验真", no_args_is_help=True)
_UNREADABLE = 2


@app.callback()
def _about() -> None:
    """证据包离线验真。"""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="要验的证据包（zip）")],
    key: Keys = None,
    trust: Trust = None,
    sm2_key: Annotated[str, typer.Option(help="已知的SM2公钥，128位十六进制")] = "",
    as_json: AsJson = False,
) -> None:
    """逐行说明目录、文件、签章、日志对不对得上。退出码：0真，1不能认，2读不了，3没有核对签名人。"""
    try:
        known = Known(roots_of(trust), keys_of(key), public_key(sm2_key).hex() if sm2_key else "")
        lines = bundle_lines(file.read_bytes(), known)
    except (OSError, ValueError, WrongKey) as fault:
        console.print(f"读不了：{fault}")
        raise typer.Exit(_UNREADABLE) from None
    raise typer.Exit(tell(lines, as_json=as_json))
