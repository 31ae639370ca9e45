"""What must be so before a letter is signed, and what exactly was signed."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from nuozheng.applications import declaration
from nuozheng.applications.completeness import refuse_if_unsettled
from nuozheng.applications.declaration import Checked, digest
from nuozheng.applications.examination import Examination
from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.law.commitment import missing_statements
from nuozheng.law.conditions import Result
from nuozheng.law.findings import Finding, Outcome, Refused, obstacles
from nuozheng.law.vocabulary import Substitution

CHECK_IS_GOOD_FOR = timedelta(minutes=30)


class NotCheckedLately(Refused):
    """The last check is too old, or not of what stands in the form: the sources must be asked."""


def checked_lately(commitment: Commitment, committed: Sequence[DisposedProof]) -> bool:
    """Whether the last check is of exactly what now stands in the form, and fresh enough."""
    if commitment.checked_at is None:
        return False
    entered = declaration.read(committed, commitment.entered, timezone.localdate())
    return (
        timezone.now() - commitment.checked_at <= CHECK_IS_GOOD_FOR
        and all(item.is_complete for item in entered)
        and commitment.checked_digest == digest(declaration.stored(entered))
    )


def refuse_if_unsignable(
    case: Application,
    commitment: Commitment,
    examination: Examination,
    statements: Collection[str],
    insists: str,
) -> None:
    """Who may commit, what was ticked, what was declared: Refused with all obstacles at once.

    Errors: NotCheckedLately before all others.
    """
    proofs = list(declaration.proofs_of(case))
    committed = [proof for proof in proofs if proof.way is Substitution.COMMITMENT]
    _is_of_what_stands_in_the_form(commitment, committed)
    found = [f for proof in committed for f in obstacles(examination.of(proof.version))]
    found += missing_statements(case.policy, statements)
    results = [Checked.from_stored(row) for row in commitment.checks]
    found += [_not_met(result) for result in results if result.fails_the_standard]
    if not insists:
        found += [
            _contradicted(case, result)
            for result in results
            if result.result is Result.CONTRADICTED
        ]
    unique = {(finding.key, finding.detail): finding for finding in found}
    if unique:
        raise Refused(*unique.values())
    refuse_if_unsettled(case, [proof for proof in proofs if proof not in committed])


def content_digest(case: Application, commitment: Commitment) -> str:
    """SHA-256 over notice, sentences with their values, statements and moment."""
    signed = {
        "case": case.number,
        "letter": commitment.letter_number,
        "notice": case.notice.digest,
        "declared": commitment.declared_digest,
        "sentences": [row["sentence"] for row in commitment.checks],
        "statements": commitment.statements,
        "signed_at": commitment.signed_at.isoformat() if commitment.signed_at else "",
    }
    if commitment.signature:
        signed["signature"] = commitment.signature
    canonical = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_of_what_stands_in_the_form(
    commitment: Commitment, committed: Sequence[DisposedProof]
) -> None:
    if not committed:
        raise Refused.because(
            "nothing_to_commit", "这次没有要承诺的证明，不用签承诺书。", cure="直接提交就行。"
        )
    if not checked_lately(commitment, committed):
        raise NotCheckedLately.because(
            "declaration_changed",
            "承诺的内容刚刚改过，还没有核对，现在不能签。",
            cure="请再看一遍核对结果，然后签。",
        )


def _not_met(result: Checked) -> Finding:
    return Finding(
        f"condition.{result.proof_key}.{result.condition_key}",
        Outcome.NOT_MET,
        f"“{result.sentence}”不在标准以内，这一条不能承诺。",
        cure="填错了的可以改；确实不符合的，请改用别的办法，不影响您申请。",
    )


def _contradicted(case: Application, result: Checked) -> Finding:
    return Finding(
        f"contradicted.{result.proof_key}.{result.condition_key}",
        Outcome.NOT_MET,
        f"“{result.sentence}”与查到的数据不一致。先别签，看看差在哪里。",
        case.policy.verification.methods.clause,
        cure="填错了就改；确定是数据不对的，写明情况再签；拿不准的，改交证明。",
    )
