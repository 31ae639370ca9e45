"""Known weaknesses of what we depend on, asked of the advisory service; `python -m` ends with 1.

A machine that can't reach the service has not audited anything: it says so, and that is no fault.
An index mirror answers "not found" for every package; then nothing was audited either.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

LOCK = "requirements.lock"
_SECONDS = 60


def judged(report: Mapping[str, Any] | None) -> tuple[str, int]:
    """What to say about pip-audit's report, None where there is none, and the exit code."""
    listed = report["dependencies"] if report else []
    weak = [one for one in listed if one.get("vulns")]
    asked = [one for one in listed if "vulns" in one]
    if weak:
        lines = [
            f"{one['name']} {one['version']}：{known['id']}，"
            f"改好的版本：{'、'.join(known.get('fix_versions', [])) or '还没有'}"
            for one in weak
            for known in one["vulns"]
        ]
        return "\n".join(["依赖有已知的弱点 · known weaknesses", *lines]), 1
    if not asked:
        return "没有查到依赖的弱点信息：查询服务够不着，什么都没有核对 · nothing was audited", 0
    if len(asked) < len(listed):
        return f"{len(asked)}个依赖没有已知的弱点，{len(listed) - len(asked)}个没有查到", 0
    return f"{len(asked)}个依赖没有已知的弱点", 0


def asked_now() -> Mapping[str, Any] | None:
    """pip-audit's report on the lock file; None where it could not ask."""
    command = [sys.executable, "-m", "pip_audit", "-r", LOCK, "--require-hashes", "--disable-pip"]
    words = [*command, "--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False)
        found: Mapping[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return found


if __name__ == "__main__":
    said, code = judged(asked_now())
    print(said)
    sys.exit(code)
