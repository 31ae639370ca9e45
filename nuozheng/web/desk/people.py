"""人员岗位: who works in which post until when; posts given and ended, lost factors reset."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.law.findings import Finding, Refused
from nuozheng.law.posts import STAFF, PostStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership
from nuozheng.parties.postings import (
    administered,
    end_post,
    grant_post,
    reset_factor,
    status_of,
)
from nuozheng.parties.second_factor import with_factor
from nuozheng.web.accounts.second_factor import recently_confirmed, sent_to_confirm
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.posted import day_of, key_of

PER_PAGE = 30
_LONGEST_NAME = 150


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class PostForm(DeskForm):
    """A new post."""

    username = forms.CharField(
        label=gettext_lazy("账号的用户名"),
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("要先有账号；没有的，请本人先注册，或者用统一身份认证登录一次。"),
    )
    agency = forms.ChoiceField(label=gettext_lazy("单位"))
    role = forms.ChoiceField(
        label=gettext_lazy("岗位"), choices=[(one.value, one.chinese) for one in STAFF]
    )
    starts_on = _day(gettext_lazy("从哪天起"))
    ends_on = _day(gettext_lazy("到哪天止"), required=False)
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=160)

    def __init__(self, agencies: list[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in agencies]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]


@staffed(Role.HEAD, Role.SUPERVISOR)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The posts of the agencies that one administers; each act goes through a recent proof."""
    known = administered(desk.account, desk.today)
    agencies = [agency for agency, _role in known.values()]
    grants = request.POST.get("act") == "grant_post"
    form = PostForm(agencies, request.POST if grants else None)
    refused: tuple[Finding, ...] = ()
    wrong = grants and not form.is_valid()
    if request.method == "POST" and not wrong:
        if not recently_confirmed(request):
            return sent_to_confirm(request)
        said, refused = carried_out(_grant if grants else _change, request, desk, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:people")
    page = Paginator(_posts(agencies), PER_PAGE).get_page(request.GET.get("page"))
    guarded = with_factor([post.account_id for post in page])
    context = {
        "page": page,
        "rows": [_row(post, desk.today, post.account_id in guarded) for post in page],
        "form": form,
        "me": desk.account.pk,
        "today": desk.today,
    }
    answer = shown(request, desk, "web/desk/people.html", context, refused)
    if wrong:
        answer.status_code = 422
    return answer


def _posts(agencies: list[Agency]) -> Any:
    return (
        Membership.objects.filter(agency__in=agencies)
        .select_related("account", "agency")
        .order_by("agency__name", "account__username", "role")
    )


def _row(post: Membership, today: date, guarded: bool) -> dict[str, Any]:
    state = status_of(post, today)
    return {
        "post": post,
        "role": Role(post.role).chinese,
        "state": state.chinese,
        "shape": "done" if state is PostStatus.IN_FORCE else "off",
        "open": state is PostStatus.IN_FORCE,
        "guarded": guarded,
    }


def _grant(request: HttpRequest, desk: Desk, form: PostForm) -> str:
    said = form.cleaned_data
    account = Account.objects.filter(username=said["username"].strip(), is_active=True).first()
    if account is None:
        raise Refused.because(
            "account_unknown",
            "没有这个用户名的账号。",
            cure="请核对用户名；没有账号的，请本人先注册。",
        )
    agency = get_object_or_404(Agency, pk=said["agency"])
    role = Role(said["role"])
    grant_post(
        account=account,
        agency=agency,
        role=role,
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        reason=said["reason"],
        by=desk.account,
    )
    return _("%(name)s已经任岗：%(role)s。") % {"name": account, "role": role.chinese}


def _change(request: HttpRequest, desk: Desk, _form: PostForm) -> str:
    known = administered(desk.account, desk.today)
    posts = Membership.objects.filter(agency__in=known)
    post = get_object_or_404(posts, pk=key_of(request.POST.get("post")))
    reason = request.POST.get("reason", "")
    match request.POST.get("act"):
        case "end_post":
            last_on = day_of(request.POST.get("last_on")) or desk.today
            end_post(post=post, last_on=last_on, reason=reason, by=desk.account)
            return _("离岗登记好了。")
        case "reset_factor":
            reset_factor(post=post, reason=reason, by=desk.account)
            return _("第二步验证重置了，本人下次登录要重新设置。")
    raise Http404
