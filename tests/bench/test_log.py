"""The log's figures can be measured."""

from pathlib import Path
from typing import Any

from bench import log
from bench.log import Size


def test_a_small_log_is_measured(db: None, tmp_path: Path, settings: Any) -> None:
    settings.NUOZHENG_TRANSPARENCY_FOLDER = str(tmp_path)
    report = log.measure(Size(lines=600, proofs=5))
    assert [row[0] for row in report.rows][2] == "两样一起"
    assert sum(note.startswith("比值") for note in report.notes) == 3
