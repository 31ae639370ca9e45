"""问答: what applicants don't understand, answered by an officer and kept with the case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.applications import access
from nuozheng.applications.actions.ask import answer
from nuozheng.applications.models import Enquiry
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 10


class ReplyForm(DeskForm):
    reply = forms.CharField(
        label=gettext_lazy("答复"),
        help_text=gettext_lazy("写清楚怎么填、依据是什么；不能替申请人作主。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


@staffed(Role.OFFICER)
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The questions of the officer's agencies, the oldest without an answer first."""
    replied: tuple[int, ReplyForm] | None = None
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        asked = _of(desk).filter(pk=_number(request.POST.get("enquiry", ""))).first()
        if asked is None:
            raise Http404
        form = ReplyForm(request.POST, prefix=f"q{asked.pk}")
        try:
            answer(enquiry=asked, by=desk.account, text=form.text("reply"))
            messages.success(request, _("答复已经发给申请人。"))
            return redirect("web:questions")
        except Refused as refusal:
            replied, refused = (asked.pk, form), tuple(refusal.findings)
    context = _context(request, desk, replied)
    return shown(request, desk, "web/desk/questions.html", context, refused)


def _context(
    request: HttpRequest, desk: Desk, replied: tuple[int, ReplyForm] | None
) -> dict[str, Any]:
    """The tab that was chosen, each open question with its form; `replied` keeps what was typed."""
    waiting = Q(answered_at=None)
    counts = _of(desk).aggregate(
        open=Count("pk", filter=waiting), done=Count("pk", filter=~waiting)
    )
    done = request.GET.get("status") == "done"
    order = ("-answered_at", "-pk") if done else ("asked_at", "pk")
    listed = _of(desk).filter(~waiting if done else waiting).order_by(*order)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    typed = dict([replied]) if replied else {}
    return {
        "tabs": [
            Tab("open", _("等答复"), counts["open"], not done),
            Tab("done", _("已答复"), counts["done"], done),
        ],
        "rows": [(one, typed.get(one.pk) or ReplyForm(prefix=f"q{one.pk}")) for one in page],
        "page": page,
    }


def _of(desk: Desk) -> QuerySet[Enquiry]:
    """Also of cases not yet handed in: that is when help is wanted; their contents stay closed."""
    own = access.own(desk.account, desk.today).values("pk")
    return (
        Enquiry.objects.filter(application__agency__in=desk.agencies(Role.OFFICER))
        .exclude(application__in=own)
        .select_related("application__item", "answered_by")
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
