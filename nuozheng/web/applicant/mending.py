"""自行更正: what was signed may be put right before its check begins; nothing of it is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.declaration import declared_proofs
from nuozheng.applications.models import Application, Commitment, CommitmentStatus, DisposedProof
from nuozheng.law.afterwards.correcting import RIGHT_TO_CORRECT
from nuozheng.law.conditions import SentencePart, sentence_parts
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.verification.afterwards.correct import begun, correct
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.parts import Mistake
from nuozheng.web.sessions import SignedIn, signed_in


@dataclass(frozen=True, slots=True)
class Mendable:
    """One signed sentence whose check has not begun, with what stands in its places now."""

    proof: DisposedProof
    parts: list[SentencePart]
    raw: Mapping[str, str]
    errors: Mapping[str, str]
    asked: frozenset[str]

    @property
    def prefix(self) -> str:
        return f"p{self.proof.pk}"


def may_be_mended(commitment: Commitment | None) -> bool:
    """Whether some signed sentence with a fact in it is not being checked yet."""
    if commitment is None or commitment.status != CommitmentStatus.SIGNED:
        return False
    over = begun(commitment)
    return any(
        one.facts and (str(proof.pk), one.key) not in over
        for proof in declared_proofs(commitment)
        for one in proof.version.condition_set.conditions
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: SignedIn, number: str) -> HttpResponse:
    """Every sentence that can still be corrected; signed again as a whole."""
    case = case_or_404(request, number)
    commitment = Commitment.objects.filter(application=case).first()
    if not may_be_mended(commitment):
        messages.info(request, _("已经开始核查，或者没有可以更正的。有话请写在“问办理机关”里。"))
        return redirect("web:my_case", number=number)
    assert commitment is not None
    findings: Sequence[Finding] = ()
    if request.method == "POST":
        try:
            _correct(request, case, commitment)
        except Refused as refused:
            findings = refused.findings
        else:
            messages.success(
                request, _("更正好了，新的承诺书已经签署；原来的一份也留着，不留任何不良记录。")
            )
            return redirect("web:my_case", number=number)
    context = _context(request, case, commitment, findings)
    return render(request, "web/applicant/mend.html", context, status=422 if findings else 200)


def _correct(request: SignedIn, case: Application, commitment: Commitment) -> None:
    if not request.POST.get("agree"):
        raise Refused(
            Finding(
                "input.agree",
                Outcome.NOT_MET,
                _("更正以后的承诺书还没有打√签署。"),
                RIGHT_TO_CORRECT,
                cure=_("看一遍更正以后的内容，同意的打√。"),
            )
        )
    correct(
        application=case,
        by=request.user,
        typed=_typed(request, commitment),
        why=request.POST.get("why", ""),
        insists=request.POST.get("insists", ""),
    )


def _typed(request: SignedIn, commitment: Commitment) -> dict[str, dict[str, str]]:
    """What was posted for facts of sentences that can be corrected."""
    over, typed = begun(commitment), {}
    for proof in declared_proofs(commitment):
        names = {
            fact.key
            for one in proof.version.condition_set.conditions
            if (str(proof.pk), one.key) not in over
            for fact in one.facts
        }
        posted = {name: request.POST.get(f"p{proof.pk}-{name}") for name in names}
        typed[str(proof.pk)] = {key: text for key, text in posted.items() if text is not None}
    return typed


def _context(
    request: SignedIn, case: Application, commitment: Commitment, findings: Sequence[Finding]
) -> dict[str, Any]:
    typed = _typed(request, commitment) if request.method == "POST" else {}
    wrong = {one.key: f"{one.detail}{one.cure}" for one in findings}
    rows = _rows(commitment, typed, wrong)
    differing = [one for one in findings if one.key.startswith("contradicted.")]
    return {
        "case": case,
        "commitment": commitment,
        "rows": rows,
        "basis": RIGHT_TO_CORRECT,
        "differing": differing,
        "why": request.POST.get("why", ""),
        "insists": request.POST.get("insists", ""),
        "today": timezone.localdate(),
        "mistakes": [Mistake(_anchor(key, rows), text) for key, text in wrong.items()],
    }


def _rows(
    commitment: Commitment, typed: Mapping[str, Mapping[str, str]], wrong: Mapping[str, str]
) -> list[Mendable]:
    over, rows = begun(commitment), []
    for proof in declared_proofs(commitment):
        key = str(proof.pk)
        raw = {**commitment.declared.get(key, {}), **typed.get(key, {})}
        asked: frozenset[str] = frozenset()
        for one in proof.version.condition_set.conditions:
            if not one.facts or (key, one.key) in over:
                continue
            errors = {
                fact.key: wrong[f"declared.{key}.{fact.key}"]
                for fact in one.facts
                if f"declared.{key}.{fact.key}" in wrong
            }
            rows.append(Mendable(proof, sentence_parts(one, {}), raw, errors, asked))
            asked |= {fact.key for fact in one.facts}
    return rows


def _anchor(key: str, rows: list[Mendable]) -> str:
    family, _dot, rest = key.partition(".")
    if family == "declared":
        proof, _dot, fact = rest.partition(".")
        return f"id_p{proof}-{fact}"
    return {"contradicted": "insists", "input": "agree"}.get(family, "why")
