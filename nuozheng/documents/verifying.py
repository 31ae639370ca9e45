"""Check one paper by itself: seal, digests, SM2 signature, inclusion in the transparency log.

No settings, no database, no network: only the file and what its reader trusts.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography import x509

from nuozheng.documents.pades import SealSeen, seals_in
from nuozheng.documents.sm2_file import WrongSignature, signer_of
from nuozheng.evidence.log.notes import Verifier
from nuozheng.evidence.log.proofs import WrongProof, check

_CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Line:
    """One check in words; `holds` is None where nothing was given to check it by."""

    key: str
    holds: bool | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader trusts: roots of seals, the log's and witnesses' keys, an SM2 key (hex)."""

    roots: Sequence[x509.Certificate] = ()
    log: Sequence[Verifier] = ()
    sm2_key: str = ""


def lines_of(
    content: bytes, known: Known, *, proof: str | None = None, sm2: bytes | None = None
) -> tuple[Line, ...]:
    """Every check of a PDF, in the order in which it is told."""
    found = [*_sealed(content, known), _digests(content)]
    if sm2 is not None:
        found.append(_sm2(content, sm2, known.sm2_key))
    found += _logged(content, proof, known.log)
    return tuple(found)


def verdict(lines: Iterable[Line]) -> str:
    """`refused` if anything fails, `incomplete` if nobody vouches for the seal, or `genuine`."""
    holds = {line.key: line.holds for line in lines}
    if any(value is False for value in holds.values()):
        return "refused"
    return "genuine" if holds.get("trust") else "incomplete"


def _sealed(content: bytes, known: Known) -> Iterator[Line]:
    try:
        seals = seals_in(content, known.roots)
    except ValueError as fault:
        yield Line("seal", False, "电子签章", str(fault))
        return
    if not seals:
        yield Line("seal", False, "电子签章", "文件里没有电子签章")
        return
    seal = seals[-1]
    if not seal.intact:
        yield Line(
            "seal", False, "电子签章", "签章和文件内容对不上：文件在签章以后改过，或者签章是假的"
        )
        return
    yield Line("seal", True, "电子签章", f"{_whose(seal)}，内容和签章时一样")
    if len(seals) > 1:
        # Ours allows no change after it: whoever signed later may have put pages over it.
        said = f"文件里有{len(seals)}个签章，后面的可能遮住前面的内容"
        yield Line("coverage", False, "签章盖住整个文件", said)
    elif not seal.whole:
        yield Line("coverage", False, "签章盖住整个文件", "签章以后又在文件里加过内容")
    else:
        yield Line("coverage", True, "签章盖住整个文件", "签章以后没有加过任何内容")
    yield _trusted(seal, known)


def _whose(seal: SealSeen) -> str:
    at = f"{seal.at.astimezone(_CHINA):%Y年%m月%d日%H:%M:%S}" if seal.at else "时间不明"
    return f"{seal.unit or '单位不明'}，{at}"


def _trusted(seal: SealSeen, known: Known) -> Line:
    what = "签章证书"
    if not known.roots:
        return Line(
            "trust", None, what, f"{seal.who}；没有给信任的根证书，没法核对是谁的（--trust）"
        )
    if seal.trusted:
        return Line("trust", True, what, f"{seal.who}，由信任的根证书签发")
    return Line("trust", False, what, f"{seal.who}，不是信任的根证书签发的，或者签章时证书无效")


def _digests(content: bytes) -> Line:
    sha256, sm3 = hashlib.sha256(content).hexdigest(), hashlib.new("sm3", content).hexdigest()
    return Line("digest", None, "文件指纹", f"SHA-256 {sha256}　SM3 {sm3}")


def _sm2(content: bytes, said: bytes, expected: str) -> Line:
    what = "国密签名（SM2）"
    try:
        key = signer_of(said, content)
    except WrongSignature as fault:
        return Line("sm2", False, what, str(fault))
    if not expected:
        return Line(
            "sm2", None, what, f"和文件对得上；没有给已知的公钥，没法核对是谁的（{key[:16]}…）"
        )
    if key != expected:
        return Line("sm2", False, what, "不是已知的公钥签的")
    return Line("sm2", True, what, "和文件对得上，是已知的公钥签的")


def _logged(content: bytes, proof: str | None, keys: Sequence[Verifier]) -> Iterator[Line]:
    what = "透明日志"
    if proof is None:
        yield Line("log", None, what, "没有给证明文件，没有核对（--proof）")
        return
    if not keys:
        yield Line("log", None, what, "没有给日志的公钥，没有核对（--key）")
        return
    try:
        proven = check(proof, content, keys)
    except WrongProof as fault:
        yield Line("log", False, what, str(fault))
        return
    at = datetime.fromisoformat(proven.at.replace("Z", "+00:00")).astimezone(_CHINA)
    head = proven.checkpoint
    yield Line(
        "log",
        True,
        what,
        f"{head.origin}第{proven.index + 1}条，{at:%Y年%m月%d日%H:%M}记入，共{head.size}条时签过",
    )
    witnesses = sorted({name for name in proven.signers if name != head.origin})
    said = f"{len(witnesses)}个：{'、'.join(witnesses)}" if witnesses else "没有已知的见证人签过"
    yield Line("witnesses", True if witnesses else None, "见证人", said)
