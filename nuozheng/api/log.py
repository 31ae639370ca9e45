"""The transparency log: its newest head, and the proof of a paper by its digest."""

from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Router
from pydantic import StringConstraints

from nuozheng.api.authentication import PUBLIC_CALLS_PER_MINUTE, PerMinute
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Out
from nuozheng.evidence.log.models import LogHead
from nuozheng.evidence.log.notes import Note
from nuozheng.evidence.log.proving import NotYet, leaf_by_digest, proof_of
from nuozheng.evidence.log.settings import log_verifier

router = Router(tags=["透明日志"])
Digest = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Path(..., description="SHA-256，64位十六进制"),
]


class HeadOut(Out):
    """The newest checkpoint: `note` is the signed text, `vkey` the key that signs it."""

    origin: str
    size: int
    root: str
    signed_at: datetime
    signers: list[str]
    vkey: str
    note: str


class InclusionOut(Out):
    """`proof` is the text of a C2SP tlog-proof; `position` counts from 0."""

    kind: str
    position: int
    logged_at: datetime
    proof: str


@router.get(
    "/log",
    auth=None,
    throttle=[PerMinute(PUBLIC_CALLS_PER_MINUTE)],
    response=answers(HeadOut),
    summary="透明日志最新的签名（不用密钥）",
)
def newest_head(request: HttpRequest) -> HeadOut:
    """日志里还没有内容的，答复404。各层文件在/log/tile/下面，按C2SP tlog-tiles读取。"""
    head = LogHead.objects.first()
    if head is None:
        raise Http404
    return HeadOut(
        origin=log_verifier().name,
        size=head.size,
        root=head.root,
        signed_at=head.signed_at,
        signers=[name for name, _ in Note.read(head.note).signatures],
        vkey=log_verifier().vkey,
        note=head.note,
    )


@router.get(
    "/log/proofs/{sha256}",
    auth=None,
    throttle=[PerMinute(PUBLIC_CALLS_PER_MINUTE)],
    response=answers(InclusionOut),
    summary="按文件的SHA-256取它在透明日志里的证明（不用密钥）",
)
def prove(request: HttpRequest, sha256: Digest) -> InclusionOut:
    """手里有文件的才算得出摘要；没有记过、还没有签名、已经按规定删除的，答复404。"""
    leaf = leaf_by_digest(sha256)
    if leaf is None or leaf.position is None:
        raise Http404
    try:
        proof = proof_of(leaf)
    except NotYet:
        raise Http404 from None
    return InclusionOut(
        kind=leaf.kind, position=leaf.position, logged_at=leaf.added_at, proof=proof
    )
