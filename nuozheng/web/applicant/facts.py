"""Step 2: the whole notice, then the facts, each in its sentence with its own box to tick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.actions.declare import check_declaration, save_entered
from nuozheng.applications.declaration import TICK, ProofDeclaration, committed_proofs, read
from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.law.conditions import Condition, SentencePart, sentence_parts
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.notice_rows import notice_rows
from nuozheng.web.parts import Mistake
from nuozheng.web.sessions import SignedIn, signed_in


@dataclass(frozen=True, slots=True)
class ConditionField:
    """One condition as it is filled in; `number` counts through all proofs, as in the letter."""

    number: int
    condition: Condition
    parts: list[SentencePart]
    tick: str
    ticked: bool
    asked: frozenset[str]
    tick_error: str = ""


@dataclass(frozen=True, slots=True)
class ProofFields:
    """One proof with its conditions, what was typed and what is wrong with it."""

    proof: DisposedProof
    raw: Mapping[str, str]
    errors: Mapping[str, str]
    fields: list[ConditionField] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        return prefix_of(self.proof)

    @property
    def may_switch(self) -> bool:
        return bool(self.proof.alternatives)


def prefix_of(proof: DisposedProof) -> str:
    return f"p{proof.pk}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def declare_facts(request: SignedIn, number: str) -> HttpResponse:
    """Save what is typed, right or wrong; check it when asked to."""
    case = case_or_404(request, number)
    if case.state is not ApplicationStatus.NOTICED:
        return redirect("web:my_case", number=case.number)
    proofs = committed_proofs(case)
    if not proofs:
        return redirect("web:my_proofs", number=case.number)
    if request.method != "POST":
        return _page(request, case, proofs)
    save_entered(application=case, by=request.user, entered=_entered(proofs, request.POST))
    if request.POST.get("go") == "save":
        messages.success(request, _("已经保存，写错的也留着，随时可以接着填。"))
        return redirect("web:my_case", number=case.number)
    switch = request.POST.get("switch", "")
    if switch.isdecimal():
        return redirect(f"{reverse('web:my_proofs', args=[case.number])}#p-{switch}")
    try:
        check_declaration(application=case, by=request.user)
    except Refused as refused:
        return _page(request, case, proofs, refused.findings)
    return redirect("web:my_sign", number=case.number)


def _entered(proofs: list[DisposedProof], posted: QueryDict) -> dict[str, dict[str, str]]:
    """What was posted for each proof, under the keys of its facts and boxes only."""
    entered: dict[str, dict[str, str]] = {}
    for proof in proofs:
        prefix, conditions = prefix_of(proof), proof.version.condition_set
        typed = {key: posted.get(f"{prefix}-{key}", "") for key in conditions.facts}
        for condition in conditions.conditions:
            ticked = posted.get(_tick_name(proof, condition))
            typed[TICK + condition.key] = "on" if ticked else ""
        entered[str(proof.pk)] = typed
    return entered


def _tick_name(proof: DisposedProof, condition: Condition) -> str:
    return f"tick-{prefix_of(proof)}-{condition.key}"


def _page(
    request: SignedIn,
    case: Application,
    proofs: list[DisposedProof],
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    today = timezone.localdate()
    commitment = Commitment.objects.get(application=case)
    asked_for = {finding.key: f"{finding.detail}{finding.cure}" for finding in findings}
    groups = _groups(read(proofs, commitment.entered, today), commitment.entered, asked_for)
    context = {
        "case": case,
        "notice": case.notice,
        "notice_rows": notice_rows(case.notice.content),
        "groups": groups,
        "count": sum(len(group.fields) for group in groups),
        "today": today,
        "mistakes": _mistakes(groups, findings),
    }
    return render(request, "web/applicant/facts.html", context, status=422 if findings else 200)


def _groups(
    declarations: list[ProofDeclaration],
    entered: Mapping[str, Mapping[str, str]],
    asked_for: Mapping[str, str],
) -> list[ProofFields]:
    """Empty fields count as faults only once the whole was sent for checking."""
    groups: list[ProofFields] = []
    number = 0
    for one in declarations:
        raw = entered.get(one.key, {})
        errors = {
            key: text for key, text in one.declared.errors.items() if asked_for or raw.get(key)
        }
        group = ProofFields(one.proof, raw, errors)
        asked: frozenset[str] = frozenset()
        for condition in one.conditions.conditions:
            number += 1
            tick_error = asked_for.get(f"ticked.{one.key}.{condition.key}", "")
            wrong = [f.key for f in condition.facts if f.key not in asked and f.key in errors]
            if wrong and tick_error:
                # One mistake for one sentence: what is not filled in can't be ticked either.
                errors[wrong[-1]] += _("填好以后，符合的再打√。")
                tick_error = ""
            group.fields.append(
                ConditionField(
                    number=number,
                    condition=condition,
                    parts=sentence_parts(condition, {}),
                    tick=_tick_name(one.proof, condition),
                    ticked=condition.key not in one.unticked,
                    asked=asked,
                    tick_error=tick_error,
                )
            )
            asked |= {fact.key for fact in condition.facts}
        groups.append(group)
    return groups


def _mistakes(groups: list[ProofFields], findings: Sequence[Finding]) -> list[Mistake]:
    """Each with the number of its sentence and the field where it is mended."""
    if not findings:
        return []
    found: list[Mistake] = []
    for group in groups:
        told: set[str] = set()
        for one in group.fields:
            for key in (fact.key for fact in one.condition.facts):
                if key in group.errors and key not in told:
                    told.add(key)
                    text = _said(one.number, group.errors[key])
                    found.append(Mistake(f"id_{group.prefix}-{key}", text))
            if one.tick_error:
                found.append(Mistake(f"id_{one.tick}", _said(one.number, one.tick_error)))
    return found


def _said(number: int, text: str) -> str:
    return _("第%(number)s条：%(text)s") % {"number": number, "text": text}
