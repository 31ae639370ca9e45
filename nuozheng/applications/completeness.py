"""Whether a case may be handed in: every proof has its way, and nothing else may be asked."""

from collections.abc import Iterable

from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.documents.uploads import MOST
from nuozheng.law.findings import Finding, Outcome, Refused

_WAITS_FOR_APPLICANT = {
    ProofStatus.AWAITING_CHOICE: ("还没有选办法。", "承诺还是提交，由您选。"),
    ProofStatus.AWAITING_COMMITMENT: ("还没有承诺。", "看过告知书以后填写、签署。"),
    ProofStatus.AWAITING_DOCUMENT: (
        "还没有提交。",
        f"拍照或者扫描上传，PDF、JPEG、PNG都可以，每份不超过{MOST}。",
    ),
}


def gaps(application: Application, proofs: Iterable[DisposedProof]) -> list[Finding]:
    """What still waits for the applicant; what waits for an agency is our own work."""
    return [
        Finding(
            f"proof.{proof.pk}",
            Outcome.NOT_MET,
            f"{proof.version.entry.proof.name}{_WAITS_FOR_APPLICANT[status][0]}",
            application.policy.applicants.lawful_proof_basis.clause,
            cure=_WAITS_FOR_APPLICANT[status][1],
        )
        for proof in proofs
        if (status := ProofStatus(proof.status)) in _WAITS_FOR_APPLICANT
    ]


def refuse_if_unsettled(application: Application, proofs: Iterable[DisposedProof]) -> None:
    """Refused with every gap at once."""
    found = gaps(application, proofs)
    if found:
        raise Refused(*found)
