"""A known weakness stops the check; a service that can't be asked is told and doesn't."""

import pytest

from tests.dependency_audit import judged

FINE = {"name": "django", "version": "5.2", "vulns": []}
WEAK = {**FINE, "vulns": [{"id": "PYSEC-0", "fix_versions": ["5.2.1"]}]}
UNKNOWN = {"name": "django", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("listed", "code", "words"),
    [
        ([FINE], 0, "1个依赖没有已知的弱点"),
        ([FINE, UNKNOWN], 0, "1个没有查到"),
        ([UNKNOWN, UNKNOWN], 0, "什么都没有核对"),
        ([], 0, "什么都没有核对"),
        ([UNKNOWN, WEAK], 1, "django 5.2：PYSEC-0，改好的版本：5.2.1"),
    ],
)
def test_what_is_said_of_a_report(listed: list[object], code: int, words: str) -> None:
    said, ended = judged({"dependencies": listed})
    assert ended == code and words in said


def test_no_report_is_said_plainly() -> None:
    said, ended = judged(None)
    assert ended == 0 and "什么都没有核对" in said
