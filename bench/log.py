"""The transparency log: lines a second, beside bare rows; proofs a second, beside bare hashing."""

import hashlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from bench.report import Report
from nuozheng.evidence.log.adding import Logged, add
from nuozheng.evidence.log.models import LogHead, LogLeaf
from nuozheng.evidence.log.proofs import Proof, check
from nuozheng.evidence.log.proving import proof_of
from nuozheng.evidence.log.sequencer import sequence
from nuozheng.evidence.log.settings import log_verifier
from nuozheng.law.merkle import node_hash

AT_ONCE = 2_000
KIND = "bench"
_BARE = """
INSERT INTO bench_leaf (id, kind, record, sha256, sm3, salt, entry, position, added_at)
SELECT id, kind, record, sha256, sm3, salt, entry, position, added_at FROM evidence_logleaf
WHERE id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How many lines, and how many proofs from them."""

    lines: int
    proofs: int


FULL = Size(lines=100_000, proofs=2_000)
QUICK = Size(lines=5_000, proofs=200)


def measure(size: Size) -> Report:
    """Fill the log, sign it, prove and check."""
    report = Report("透明日志：一个进程", columns=("", "每秒"))
    lines = [Logged.of(KIND, f"{time.time_ns()}-{n}", n.to_bytes(8)) for n in range(size.lines)]
    added = _seconds(lambda: _add(lines))
    sequenced = _seconds(lambda: sequence(timezone.now()))
    leaves = list(LogLeaf.objects.filter(kind=KIND).order_by("-pk")[: size.lines])
    bare = _seconds(lambda: _bare([leaf.pk for leaf in leaves]))
    report.row("加盐、算摘要、写入", f"{size.lines / added:,.0f}")
    report.row("排序、写文件、签名", f"{size.lines / sequenced:,.0f}")
    report.row("两样一起", f"{size.lines / (added + sequenced):,.0f}")
    report.row("只写同样的行", f"{size.lines / bare:,.0f}")
    report.ratio("进日志 / 只写同样的行（时间）", added + sequenced, bare)
    _prove(report, random.Random(1).choices(leaves, k=size.proofs))
    return report


def _prove(report: Report, chosen: list[LogLeaf]) -> None:
    head, key = LogHead.objects.all()[0], [log_verifier()]
    texts = list[str]()
    made = _seconds(lambda: texts.extend(proof_of(leaf, head) for leaf in chosen))
    contents = [int(leaf.record.rpartition("-")[2]).to_bytes(8) for leaf in chosen]
    checked = _seconds(
        lambda: [check(text, one, key) for text, one in zip(texts, contents, strict=True)]
    )
    paths = [Proof.read(text).path for text in texts]
    hashed = _seconds(lambda: [_hash_up(path) for path in paths])
    count = len(chosen)
    report.row("作证明", f"{count / made:,.0f}")
    report.row("核对证明（摘要、路径、签名）", f"{count / checked:,.0f}")
    report.row("只算路径上的哈希", f"{count / hashed:,.0f}")
    report.ratio("作证明 / 只算路径上的哈希（时间）", made, hashed)
    report.ratio("核对 / 只算路径上的哈希（时间）", checked, hashed)
    report.note(f"日志{head.size:,}条，证明{sum(map(len, texts)) / count / 1000:,.1f} kB")


def _add(lines: list[Logged]) -> None:
    for start in range(0, len(lines), AT_ONCE):
        with transaction.atomic():
            add(lines[start : start + AT_ONCE], at=timezone.now())


def _bare(keys: list[int]) -> None:
    """The same rows into a table with the same indexes, in as many transactions."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_leaf (LIKE evidence_logleaf INCLUDING ALL)")
        try:
            for start in range(0, len(keys), AT_ONCE):
                with transaction.atomic():
                    cursor.execute(_BARE, [keys[start : start + AT_ONCE]])
        finally:
            cursor.execute("DROP TABLE bench_leaf")


def _hash_up(path: Sequence[bytes]) -> bytes:
    found = hashlib.sha256(b"").digest()
    for one in path:
        found = node_hash(found, one)
    return found


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
