"""`nuozheng letter verify`: is this paper genuine? Needs the files only, no database."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509
from rich.console import Console

from nuozheng.documents.verifying import Known, Line, lines_of, verdict
from nuozheng.evidence.log.notes import Verifier, WrongNote
from nuozheng.evidence.log.proofs import SUFFIX
from nuozheng.evidence.sm2 import WrongKey, public_key

app = typer.Typer(name="letter", help="承诺书和文书：离线验真", no_args_is_help=True)
console = Console(highlight=False, markup=False, soft_wrap=True)
MARK = {True: "✓", False: "✗", None: "—"}
VERDICTS = {
    "genuine": (0, "是真的，出具以后没有改过。"),
    "refused": (1, "不能认：有打✗的。"),
    "incomplete": (3, "没有发现问题，但是没有核对签章是谁的；请用 --trust 给出信任的根证书。"),
}
_UNREADABLE = 2

Trust = Annotated[
    list[Path] | None, typer.Option("--trust", help="信任的根证书（PEM），可以给几个")
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", help="日志和见证人的公钥（vkey），或者存着它们的文件；可以给几个"),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出JSON")]


@app.callback()
def _about() -> None:
    """承诺书和文书离线验真。"""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="要验的PDF文件")],
    proof: Annotated[
        Path | None, typer.Option(help="透明日志的证明文件；不写就用旁边唯一的.tlog-proof")
    ] = None,
    key: Keys = None,
    trust: Trust = None,
    sm2: Annotated[Path | None, typer.Option(help="SM2签名文件（.sm2.json）")] = None,
    sm2_key: Annotated[str, typer.Option(help="已知的SM2公钥，128位十六进制")] = "",
    as_json: AsJson = False,
) -> None:
    """逐行说明签章、内容、日志对不对得上。退出码：0真，1不能认，2读不了，3没有核对签章人。"""
    try:
        known = Known(roots_of(trust), keys_of(key), public_key(sm2_key).hex() if sm2_key else "")
        proof = proof or _only_one_beside(file, SUFFIX)
        lines = lines_of(
            file.read_bytes(),
            known,
            proof=proof.read_text("utf-8") if proof else None,
            sm2=sm2.read_bytes() if sm2 else None,
        )
    except (OSError, ValueError, WrongKey) as fault:
        console.print(f"读不了：{fault}")
        raise typer.Exit(_UNREADABLE) from None
    raise typer.Exit(tell(lines, as_json=as_json))


def _only_one_beside(file: Path, suffix: str) -> Path | None:
    """The one file with this ending in the same folder; None where there are more, or none."""
    found = list(file.parent.glob(f"*{suffix}"))
    return found[0] if len(found) == 1 else None


def roots_of(files: list[Path] | None) -> list[x509.Certificate]:
    """Errors: OSError, ValueError."""
    return [
        one for path in files or () for one in x509.load_pem_x509_certificates(path.read_bytes())
    ]


def keys_of(said: list[str] | None) -> list[Verifier]:
    """Keys as they are written, or a file with one on each line. Errors: OSError, ValueError."""
    rows: list[str] = []
    for one in said or ():
        rows += Path(one).read_text("utf-8").split() if Path(one).is_file() else [one]
    try:
        return [Verifier.read(row) for row in rows]
    except WrongNote as fault:
        raise ValueError(f"--key：{fault}") from None


def tell(lines: tuple[Line, ...], *, as_json: bool) -> int:
    """Print the lines and the verdict; the exit code."""
    found = verdict(lines)
    code, words = VERDICTS[found]
    if as_json:
        said = {"verdict": found, "lines": [asdict(line) for line in lines]}
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return code
    for line in lines:
        console.print(f"{MARK[line.holds]}　{line.what}　{line.detail}")
    console.print(words)
    return code
