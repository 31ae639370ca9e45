"""检查事项 of an agency: published with their basis, withdrawn with a reason; all are public."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.models import Proof
from nuozheng.law.findings import Finding
from nuozheng.law.inspections.moves import InspectionItemStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.inspections.items import publish_item, withdraw_item
from nuozheng.verification.inspections.models import InspectionItem
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import REFUSED_STATUS, carried_out, shown


class ItemForm(DeskForm):
    proof = forms.ModelChoiceField(Proof.objects.none(), label=gettext_lazy("查哪一种证明的事实"))
    name = forms.CharField(
        label=gettext_lazy("检查事项"),
        help_text=gettext_lazy("例如：经营场所使用面积"),
        max_length=80,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("依据"), help_text=gettext_lazy("哪部法、第几条"), max_length=200
    )

    def __init__(self, agency: Agency, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        tasks = VerificationTask.objects.filter(agency=agency)
        there = _published(agency).values("proof")
        proofs = Proof.objects.filter(pk__in=tasks.values("proof__version__entry__proof"))
        self.fields["proof"].queryset = proofs.exclude(pk__in=there)  # type: ignore[attr-defined]


@staffed(Role.VERIFIER)
def inspection_items(request: HttpRequest, desk: Desk, agency_pk: int) -> HttpResponse:
    """Publish one, or withdraw one."""
    agency = next((one for one in desk.agencies(Role.VERIFIER) if one.pk == agency_pk), None)
    if agency is None:
        raise Http404
    publishes = request.POST.get("act") == "publish_item"
    form = ItemForm(agency, request.POST if publishes else None)
    refused: tuple[Finding, ...] = ()
    wrong = publishes and not form.is_valid()
    if request.method == "POST" and not wrong:
        act = _publish if publishes else _withdraw
        said, refused = carried_out(act, request, desk, agency, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:inspection_items", agency_pk=agency.pk)
    context = {"form": form, "agency": agency, "items": _published(agency)}
    answer = shown(request, desk, "web/desk/visits/items.html", context, refused)
    if wrong:
        answer.status_code = REFUSED_STATUS
    return answer


def _published(agency: Agency) -> QuerySet[InspectionItem]:
    return InspectionItem.objects.filter(
        agency=agency, status=InspectionItemStatus.PUBLISHED
    ).select_related("proof")


def _publish(request: HttpRequest, desk: Desk, agency: Agency, form: ItemForm) -> str:
    publish_item(agency=agency, by=desk.account, **form.cleaned_data)
    return _("已经公布，任何人可以看到。")


def _withdraw(request: HttpRequest, desk: Desk, agency: Agency, form: ItemForm) -> str:
    wanted = request.POST.get("item", "")
    if request.POST.get("act") != "withdraw_item" or not wanted.isdecimal():
        raise Http404
    item = get_object_or_404(_published(agency), pk=wanted)
    withdraw_item(item=item, reason=request.POST.get("reason", ""), by=desk.account)
    return _("已经撤下。")
