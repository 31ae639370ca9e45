"""窗口签字: the person is here, signs on paper, and the officer files what was signed."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications.actions.declare import check_before_signature
from nuozheng.applications.actions.sign import sign_on_paper
from nuozheng.applications.letter import content_mark, unsigned_letter
from nuozheng.applications.models import Application
from nuozheng.applications.signature import checked_lately
from nuozheng.law.commitment import missing_statements
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.counter_find import opened
from nuozheng.web.desk.counter_page import Sheet, SignedForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import REFUSED_STATUS, shown
from nuozheng.web.files import pdf
from nuozheng.web.promises import commitment_of


@staffed(Role.OFFICER)
def counter_case(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What the person declared and what the data say; a POST checks it, or files the paper."""
    case = opened(request, desk, number)
    if case.status != ApplicationStatus.NOTICED:
        return _moved_on(request, case)
    sheet = Sheet.of(case, desk.today)
    if request.method != "POST":
        return _page(request, desk, sheet, SignedForm(sheet))
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, desk, sheet)
    except Refused as refusal:
        # The sources may just have been asked, or the case handed in elsewhere.
        case = opened(request, desk, number)
        if case.status != ApplicationStatus.NOTICED:
            return _moved_on(request, case)
        sheet = Sheet.of(case, desk.today)
        typed = (request.POST, request.FILES) if act is _file else ()
        form = SignedForm(sheet, *typed)
        return _page(request, desk, sheet, form, refusal.findings)


@staffed(Role.OFFICER)
def counter_letter(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The letter to be signed by hand, as PDF; it is set for this fetch and filed nowhere."""
    case = opened(request, desk, number)
    if case.status != ApplicationStatus.NOTICED:
        return _moved_on(request, case)
    sheet = Sheet.of(case, desk.today)
    if not sheet.may_print:
        messages.warning(request, _("内容刚刚变了，还不能打印。请看下面还差什么。"))
        return redirect("web:counter_case", number=number)
    name = _("证明事项告知承诺书 未签署 %(number)s") % {"number": sheet.commitment.letter_number}
    return pdf(unsigned_letter(sheet.commitment), f"{name}.pdf")


@staffed(Role.OFFICER)
def counter_done(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The number of the letter that was filed, and what comes next for both sides."""
    case = case_at(desk, number)
    commitment = commitment_of(case)
    if commitment is None or commitment.witnessed_by_id is None:
        raise Http404
    context = {"case": case, "commitment": commitment}
    return shown(request, desk, "web/desk/counter_done.html", context)


def _page(
    request: HttpRequest,
    desk: Desk,
    sheet: Sheet,
    form: SignedForm,
    refused: Sequence[Finding] = (),
) -> HttpResponse:
    context = {"case": sheet.case, "sheet": sheet, "form": form, "show_tasks": False}
    answer = shown(request, desk, "web/desk/counter_case.html", context, refused)
    if form.is_bound:
        answer.status_code = REFUSED_STATUS
    return answer


def _check(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    """Ask the sources about what the person declared."""
    check_before_signature(sheet.case, desk.account)
    messages.success(request, _("已经和数据核对过。"))
    return redirect("web:counter_case", number=sheet.case.number)


def _file(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    """File the paper if it still says what the draft says.

    The sources are asked before anything is held; after that a change of the draft undoes all.
    """
    case = sheet.case
    form = SignedForm(sheet, request.POST, request.FILES)
    if not form.is_valid():
        missing = missing_statements(case.policy, request.POST.getlist("statements"))
        return _page(request, desk, sheet, form, missing)
    mark = form.cleaned_data["mark"]
    if not sheet.is_what_was_printed(mark):
        raise _other_content(case)
    if not checked_lately(sheet.commitment, [one.proof for one in sheet.declarations]):
        check_before_signature(case, desk.account)
    with transaction.atomic():
        commitment = sign_on_paper(
            application=case,
            by=desk.account,
            statements=form.cleaned_data["statements"],
            scan=form.cleaned_data["scan"].read(),
            insists=form.text("insists"),
        )
        if content_mark(commitment) != mark:
            raise _other_content(case)
    messages.success(request, _("纸质承诺书已经收下，同时提交了申请。"))
    return redirect("web:counter_done", number=case.number)


Act = Callable[[HttpRequest, Desk, Sheet], HttpResponse]
ACTS: dict[str, Act] = {"check": _check, "sign": _file}


def _moved_on(request: HttpRequest, case: Application) -> HttpResponse:
    """To the end of a case that was just signed, or away from one that no longer waits for it."""
    commitment = commitment_of(case)
    if commitment is not None and commitment.witnessed_by_id is not None:
        return redirect("web:counter_done", number=case.number)
    messages.info(request, _("%(number)s已经不等窗口签字了。") % {"number": case.number})
    return redirect("web:counter")


def _other_content(case: Application) -> Refused:
    return Refused.because(
        "printed_content_changed",
        _("内容核对码对不上，纸上的和现在的不一样：可能抄错了一位，也可能打印以后本人又改过内容。"),
        *case.policy.notice.forms.clause,
        cure=_("请照纸上再抄一遍；还对不上的，请重新打印，由本人看过再签，原来那张不收。"),
    )
