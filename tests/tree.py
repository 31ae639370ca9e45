"""What must not stand in any committed file: addresses in lock files, secrets, one machine's paths.

`make check` runs it; it prints each place and fails if there is one.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_LOCK = re.compile(r"https?://|index-url|find-links|file:")
_SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "an access token": re.compile(r"\b(?:gh[pousr]_|glpat-|sk-|xox[abp]-|AKIA)[0-9A-Za-z_-]{16,}"),
    "a password in an address": re.compile(r"://[^\s/:@{}]+:(?!secret@)[^\s/:@{}]+@[^\s{}]"),
}
_MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|workspace|mnt|builds)/[\w.-]+")


def problems(top: Path) -> Iterator[str]:
    """Each as `file:line: what`; the secret itself is not repeated."""
    for path in _committed(top):
        try:
            lines = path.read_text().splitlines()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for number, line in enumerate(lines, 1):
            for what in found(path, line):
                yield f"{path.relative_to(top)}:{number}: {what}"


def found(path: Path, line: str) -> Iterator[str]:
    if path.suffix == ".lock" and _LOCK.search(line):
        yield "an address in a lock file"
    for what, pattern in _SECRETS.items():
        if pattern.search(line):
            yield what
    if _MACHINE.search(line):
        yield "a path of one machine"


def _committed(top: Path) -> list[Path]:
    """What git has or would add: everything that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=top,
        capture_output=True,
        check=True,
    )
    return [top / name for name in listed.stdout.decode().split("\0") if name]


if __name__ == "__main__":
    places = list(problems(Path(__file__).resolve().parent.parent))
    print("\n".join(places), end="\n" if places else "")
    sys.exit(bool(places))
