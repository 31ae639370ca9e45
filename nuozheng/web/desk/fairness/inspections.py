"""日常检查: enter those that were made, whoever committed or not, and read them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.law.fairness.routine import CRITERION_WORD, RESULT_WORD
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.fairness import access
from nuozheng.verification.fairness.actions import MAY_ENTER, Inspected, enter_inspection
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import REFUSED_STATUS, carried_out, shown

PER_PAGE = 20
_BOXES = forms.CheckboxSelectMultiple


class InspectionForm(DeskForm):
    number = forms.CharField(label=gettext_lazy("办件编号"), max_length=40)
    on = forms.DateField(
        label=gettext_lazy("哪一天检查的"), widget=forms.DateInput(attrs={"type": "date"})
    )
    inspectors = forms.ModelMultipleChoiceField(
        Account.objects.none(), label=gettext_lazy("谁检查的，至少两人"), widget=_BOXES
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("为什么查这一件"),
        help_text=gettext_lazy("可以选几个。只因为用了告知承诺就查，是差别对待，不能登记。"),
        choices=list(CRITERION_WORD.items()),
        widget=_BOXES,
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("结果"), choices=list(RESULT_WORD.items()), required=False
    )

    def __init__(self, desk: Desk, data: Any = None) -> None:
        super().__init__(data)
        staff = Membership.objects.filter(
            in_force(desk.today), agency__in=desk.agencies(*MAY_ENTER), role=Role.INSPECTOR
        )
        field = self.fields["inspectors"]
        field.queryset = Account.objects.filter(  # type: ignore[attr-defined]
            pk__in=staff.values("account")
        ).order_by("pk")


@staffed(*MAY_ENTER)
def routine_inspections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was entered by the desk's agencies, latest first, and a form for the next."""
    form = InspectionForm(desk, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        said, refused = carried_out(_enter, desk, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:routine_inspections")
    rows = (
        access.inspections(desk.account, desk.today)
        .select_related("application__item", "agency")
        .prefetch_related("inspectors")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (
                one,
                "、".join(str(who) for who in one.inspectors.all()),
                "、".join(CRITERION_WORD[key] for key in one.criteria),
                RESULT_WORD[one.measure],
            )
            for one in page
        ],
    }
    answer = shown(request, desk, "web/desk/fairness/inspections.html", context, refused)
    if form.is_bound and not form.is_valid():
        answer.status_code = REFUSED_STATUS
    return answer


def _enter(desk: Desk, form: InspectionForm) -> str:
    typed = form.cleaned_data
    case = access.cases_to_inspect(desk.account, desk.today).filter(number=typed["number"]).first()
    if case is None:
        raise Refused.because(
            "case_of_this_office",
            "本单位没有这个编号的办件。",
            cure="核对办件编号；自己的件由别的同事登记。",
        )
    enter_inspection(
        application=case,
        by=desk.account,
        inspected=Inspected(
            typed["on"], list(typed["inspectors"]), typed["criteria"], typed["measure"]
        ),
    )
    return _("已经登记。这次检查不改变办件，也不算在申请人的信用里。")
