"""Step 1: every proof is disposed of in sight; where there is a choice, the applicant makes it."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.actions.certificate import (
    present_certificate,
    set_aside_certificate,
)
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.actions.notify import notify
from nuozheng.applications.actions.submit import complete, resubmit
from nuozheng.applications.completeness import gaps
from nuozheng.applications.declaration import committed_proofs
from nuozheng.applications.models import (
    Application,
    Channel,
    CompletionRequest,
    ProofStatus,
)
from nuozheng.applications.rehearsal import may_rehearse
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.verification.risk.warning import warning_for
from nuozheng.web.applicant.barred import Barred, barred_by
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.applicant.proof_cards import ProofCard, cards_of
from nuozheng.web.parts import Mistake
from nuozheng.web.public.item import stored_findings
from nuozheng.web.sessions import SignedIn, signed_in

OPEN = (
    ApplicationStatus.DRAFT,
    ApplicationStatus.NOTICED,
    ApplicationStatus.AWAITING_COMPLETION,
    ApplicationStatus.AWAITING_PROOFS,
)
Faults = Mapping[int, Sequence[Finding]]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settle_proofs(request: SignedIn, number: str) -> HttpResponse:
    """Choose a way for each proof, hand in what is to be handed in, go on."""
    case = case_or_404(request, number)
    if case.state not in OPEN:
        return redirect("web:my_case", number=case.number)
    if request.method != "POST":
        return _page(request, case)
    if aside := request.POST.get("aside", ""):
        return _set_aside(request, case, aside)
    faults = _apply(request, case)
    if faults:
        return _page(request, case, faults)
    if request.POST.get("go") == "save":
        messages.success(request, _("已经保存，随时可以接着办。"))
        return redirect("web:my_case", number=case.number)
    try:
        return _go_on(request, case)
    except Refused as refused:
        return _page(request, case, {}, refused.findings)


def _set_aside(request: SignedIn, case: Application, pk: str) -> HttpResponse:
    """A certificate that was found is not used; the ways from before are open again."""
    proof = case.proofs.filter(pk=int(pk) if pk.isdecimal() else 0).first()
    if proof is None:
        raise Http404
    try:
        set_aside_certificate(application=case, proof=proof, by=request.user)
    except Refused as refused:
        return _page(request, case, {proof.pk: refused.findings})
    messages.success(request, _("不用这份电子证照了，请用列出的办法。"))
    return redirect("web:my_proofs", number=case.number)


def _apply(request: SignedIn, case: Application) -> dict[int, Sequence[Finding]]:
    """Take what was chosen and handed in, proof by proof; what is refused is told by proof."""
    faults: dict[int, Sequence[Finding]] = {}
    for card in cards_of(case):
        try:
            _apply_one(request, case, card)
        except Refused as refused:
            faults[card.proof.pk] = refused.findings
    return faults


def _apply_one(request: SignedIn, case: Application, card: ProofCard) -> None:
    wanted = request.POST.get(card.way_field, "")
    chosen_anew = wanted != card.proof.substitution or card.waits_for_choice
    if card.may_choose and wanted and chosen_anew:
        choose(
            application=case,
            proof=card.proof,
            way=_way(wanted),
            by=request.user,
            declined_because=request.POST.get(card.reason_field, ""),
        )
        card.proof.substitution = wanted
    file = request.FILES.get(card.file_field)
    code = request.POST.get(card.code_field, "").strip()
    if code and file is None and card.takes_certificate:
        present_certificate(
            application=case, proof=card.proof, code=code, channel=Channel.WEB, by=request.user
        )
    if file is not None:
        hand_in(application=case, proof=card.proof, content=file.read(), by=request.user)


def _way(text: str) -> Substitution:
    try:
        return Substitution(text)
    except ValueError:
        raise Refused.because(
            "way_unknown", _("没有这种办法。"), cure=_("请从列出的几种里选。")
        ) from None


def _go_on(request: SignedIn, case: Application) -> HttpResponse:
    """To the next step, if every choice is made and every document is there."""
    proofs = case.proofs.select_related("version__entry__proof")
    left = [proof for proof in proofs if proof.status != ProofStatus.AWAITING_COMMITMENT]
    if missing := gaps(case, left):
        raise Refused(*missing)
    if case.state is ApplicationStatus.AWAITING_COMPLETION:
        complete(application=case, by=request.user, answer=request.POST.get("answer", ""))
        messages.success(request, _("补正已经交回，办件接着办。"))
    elif case.state is ApplicationStatus.AWAITING_PROOFS:
        resubmit(application=case, by=request.user)
        messages.success(request, _("证明已经交齐，办件接着办。"))
    elif not committed_proofs(case):
        return redirect("web:my_submit", number=case.number)
    else:
        if case.state is ApplicationStatus.DRAFT:
            notify(application=case, by=request.user)
        return redirect("web:my_facts", number=case.number)
    return redirect("web:my_case", number=case.number)


def _page(
    request: SignedIn,
    case: Application,
    faults: Faults | None = None,
    refused: Sequence[Finding] = (),
) -> HttpResponse:
    by_proof = dict(faults or {})
    for finding in refused:
        pk = finding.key.rpartition(".")[2]
        if pk.isdecimal():
            by_proof[int(pk)] = (*by_proof.get(int(pk), ()), finding)
    cards = cards_of(case, by_proof, request.POST if by_proof or refused else {})
    mistakes = [
        Mistake(card.anchor, f"{finding.detail}{finding.cure}")
        for card in cards
        for finding in card.faults
    ]
    others = [one for one in refused if not one.key.rpartition(".")[2].isdecimal()]
    mistakes += [Mistake("", f"{one.detail}{one.cure}") for one in others]
    context = {
        "case": case,
        "policy": case.policy,
        "todo": [card for card in cards if card.is_open],
        "ours": [card for card in cards if card.awaits_us],
        "done": [card for card in cards if not card.is_open and not card.awaits_us],
        "total": len(cards),
        "mistakes": mistakes,
        "barred": _barred(case, cards),
        "step": _STEP.get(case.state, ""),
        "completion": CompletionRequest.objects.filter(application=case).first(),
        "promising": any(card.commits or card.waits_for_choice for card in cards),
        "may_rehearse": may_rehearse(case),
        "warning": warning_for(case, timezone.localdate()),
        "shared": any(card.fetched or card.looked_up for card in cards),
    }
    return render(request, "web/applicant/proofs.html", context, status=422 if mistakes else 200)


def _barred(case: Application, cards: Sequence[ProofCard]) -> Barred | None:
    """Why this applicant may not commit, where some proof could otherwise be committed to."""
    if not any(card.proof.version.may_commit for card in cards):
        return None
    return barred_by(stored_findings(case.eligibility))


_STEP = {ApplicationStatus.DRAFT: "draft", ApplicationStatus.NOTICED: "noticed"}
