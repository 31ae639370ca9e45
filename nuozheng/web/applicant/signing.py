"""Step 3: check your answers against what the sources said, the statements, the signature."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.actions.declare import check_declaration
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.completeness import gaps
from nuozheng.applications.declaration import Checked, committed_proofs, values_of
from nuozheng.applications.disclosing import consent_to_show, may_be_shown
from nuozheng.applications.models import (
    Application,
    Commitment,
    DisposedProof,
    ProofStatus,
)
from nuozheng.law import commitment as rules
from nuozheng.law.conditions import Result, SentencePart, sentence_parts
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.signatures import SAME_AS_BY_HAND, may_sign_electronically
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.applicant.own_signature import posted_signature
from nuozheng.web.applicant.proof_cards import cards_of
from nuozheng.web.compared import Compared, compare
from nuozheng.web.parts import Mistake
from nuozheng.web.periods import time_to_decide
from nuozheng.web.sessions import SignedIn, signed_in

_MANUAL = "由人核查"


@dataclass(frozen=True, slots=True)
class Answer:
    """One sentence as it will be signed, with what the sources said of it."""

    number: int
    proof: DisposedProof
    parts: list[SentencePart]
    checked: Checked
    rows: list[Compared]

    @property
    def result(self) -> str:
        manual = self.checked.chinese == _MANUAL
        return "manual" if manual else self.checked.result.value

    @property
    def differs(self) -> bool:
        return self.checked.result is Result.CONTRADICTED

    @property
    def fails(self) -> bool:
        return self.checked.fails_the_standard

    @property
    def anchor(self) -> str:
        return f"a-{self.proof.pk}-{self.checked.condition_key}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check_and_sign(request: SignedIn, number: str) -> HttpResponse:
    """Read through once more, tick the statements, sign; or ask the sources again."""
    case = case_or_404(request, number)
    if case.state is not ApplicationStatus.NOTICED:
        return redirect("web:my_case", number=case.number)
    commitment = Commitment.objects.get(application=case)
    proofs = committed_proofs(case)
    if not proofs:
        return redirect("web:my_submit", number=case.number)
    if not _all_checked(commitment, proofs):
        return redirect("web:my_facts", number=case.number)
    if request.method != "POST":
        return _page(request, case, commitment, proofs)
    try:
        if request.POST.get("go") == "ask_again":
            check_declaration(application=case, by=request.user)
            messages.info(request, _("已经重新核对了一遍。"))
            return redirect("web:my_sign", number=case.number)
        sign(
            application=case,
            by=request.user,
            statements=set(request.POST.getlist("statement")),
            insists=request.POST.get("insists", ""),
            own=posted_signature(request),
        )
    except Refused as refused:
        # The sources may just have been asked again: what they say now is what is shown.
        commitment.refresh_from_db()
        return _page(request, case, commitment, proofs, refused.findings)
    messages.success(request, _("签好了，已经提交。"))
    _show_where_chosen(request, case)
    return redirect("web:my_case", number=case.number)


def _show_where_chosen(request: SignedIn, case: Application) -> None:
    """Consent stands apart from the signature: whatever becomes of it, the letter is signed."""
    places = request.POST.getlist("show_at")
    if not places:
        return
    try:
        consent_to_show(
            application=case_or_404(request, case.number), places=places, by=request.user
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.info(request, _("您自愿公开的地方也记下了，随时可以在“我的公示”里撤回。"))


def _all_checked(commitment: Commitment, proofs: Sequence[DisposedProof]) -> bool:
    """Whether the last check covers every proof that is still to be committed to."""
    checked = {row["proof"] for row in commitment.checks}
    return bool(commitment.checked_at) and all(str(proof.pk) in checked for proof in proofs)


def answers_of(commitment: Commitment, proofs: Sequence[DisposedProof]) -> list[Answer]:
    """Every checked condition of the proofs, numbered as in the letter."""
    results = {
        (row["proof"], row["condition"]): Checked.from_stored(row) for row in commitment.checks
    }
    found: list[Answer] = []
    for proof in proofs:
        values = values_of(commitment, proof)
        for condition in proof.version.condition_set.conditions:
            checked = results[str(proof.pk), condition.key]
            found.append(
                Answer(
                    number=len(found) + 1,
                    proof=proof,
                    parts=sentence_parts(condition, values),
                    checked=checked,
                    rows=compare(condition, values, checked),
                )
            )
    return found


def _page(
    request: SignedIn,
    case: Application,
    commitment: Commitment,
    proofs: Sequence[DisposedProof],
    refused: Sequence[Finding] = (),
) -> HttpResponse:
    answers = answers_of(commitment, proofs)
    electronic = may_sign_electronically(case.policy, case.item.name)
    show_at = request.POST.getlist("show_at")
    context: dict[str, Any] = {
        "case": case,
        "policy": case.policy,
        "commitment": commitment,
        "period": time_to_decide(case.item),
        "answers": answers,
        "differing": [answer for answer in answers if answer.differs],
        "failing": [answer for answer in answers if answer.fails],
        "down": any(answer.result == "unknown" for answer in answers),
        "others": [card for card in cards_of(case) if card.proof.way != Substitution.COMMITMENT],
        "show_places": [(one, one in show_at) for one in may_be_shown(case)],
        "statements": _statements(case, request.POST.getlist("statement")),
        "insists": request.POST.get("insists", ""),
        "drawn": request.POST.get("drawn", ""),
        "paper_only": electronic if electronic.is_obstacle else None,
        "takes_certificates": bool(settings.NUOZHENG_SIGNERS),
        "certificate_wrong": any(one.key.startswith("certificate") for one in refused),
        "same_as_by_hand": SAME_AS_BY_HAND,
        "mistakes": [_mistake(case, finding, answers) for finding in refused],
        "refused": refused,
    }
    return render(request, "web/applicant/sign.html", context, status=422 if refused else 200)


def _statements(case: Application, ticked: Collection[str]) -> list[tuple[str, str, bool]]:
    return [(key, text, key in ticked) for key, text in rules.sentences(case.policy)]


def _mistake(case: Application, finding: Finding, answers: Sequence[Answer]) -> Mistake:
    """Where on the page it is put right."""
    kind, _dot, rest = finding.key.partition(".")
    anchor = ""
    if kind.startswith("says_"):
        anchor = f"id_statement-{kind.removeprefix('says_')}"
    elif kind in ("condition", "contradicted"):
        proof, _dot, condition = rest.partition(".")
        anchor = f"a-{proof}-{condition}"
    elif kind.startswith("certificate"):
        anchor = "certified"
    elif kind == "signature_picture_unreadable":
        anchor = "means"
    elif kind == "proof":
        anchor = f"other-{rest}"
    return Mistake(anchor, f"{finding.detail}{finding.cure}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submit_case(request: SignedIn, number: str) -> HttpResponse:
    """Hand in a case in which nothing is committed to."""
    case = case_or_404(request, number)
    if case.state not in (ApplicationStatus.DRAFT, ApplicationStatus.NOTICED):
        return redirect("web:my_case", number=case.number)
    refused: Sequence[Finding] = ()
    if request.method == "POST":
        try:
            submit(application=case, by=request.user)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("已经提交。"))
            return redirect("web:my_case", number=case.number)
    cards = cards_of(case)
    open_ones = gaps(case, [card.proof for card in cards])
    context = {
        "case": case,
        "cards": cards,
        "ready": not open_ones,
        "refused": refused or open_ones,
        "waiting": [card for card in cards if card.status is ProofStatus.AWAITING_AGENCY],
    }
    return render(request, "web/applicant/submit.html", context, status=422 if refused else 200)
