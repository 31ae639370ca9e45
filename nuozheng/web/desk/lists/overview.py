"""清单: what waits for somebody who keeps or reviews lists, and a new revision."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.draft import attach_grounds, open_revision
from nuozheng.catalogue.revision.models import Revision
from nuozheng.documents.uploads import MOST
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.policy import policies
from nuozheng.law.review import (
    ABANDONED,
    APPROVED,
    DRAFT,
    FILED,
    PARTLY_PUBLISHED,
    PUBLISHED,
    files_after_publication,
    publishers,
    waiting_at,
)
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.lists.rows import revision_rows
from nuozheng.web.desk.lists.works import works
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

LIST_STAFF = (*access.OWN, *access.ABOVE)
PER_PAGE = 25
_OVER = (PUBLISHED, FILED, ABANDONED)


class OpeningForm(DeskForm):
    """Which list, for which agency, and why."""

    part = forms.ChoiceField(label=gettext_lazy("哪一份清单"))
    kind = forms.ChoiceField(
        label=gettext_lazy("做什么"),
        choices=[("list", gettext_lazy("编制清单")), ("adjustment", gettext_lazy("动态调整"))],
        widget=forms.RadioSelect,
        initial="list",
    )
    title = forms.CharField(
        label=gettext_lazy("标题"),
        help_text=gettext_lazy("一句话写明这次改什么，审核的人先看到这一句。"),
        max_length=120,
    )
    grounds = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("动态调整要写明理由：哪部法律变了，哪个机构、哪项职能调整了。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    event_on = forms.DateField(
        label=gettext_lazy("事由发生的日期"),
        help_text=gettext_lazy("法律变化填施行的那一天，机构调整填文件印发的那一天。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    document = forms.FileField(
        label=gettext_lazy("依据文件"),
        help_text=format_lazy(gettext_lazy("PDF或照片，不超过{most}。"), most=MOST),
        required=False,
    )

    def __init__(self, parts: list[tuple[Catalogue, Agency]], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.parts = {f"{one.pk}-{agency.pk}": (one, agency) for one, agency in parts}
        self.fields["part"] = forms.ChoiceField(
            label=_("哪一份清单"),
            choices=[
                (key, f"{one.title}：{agency.name}") for key, (one, agency) in self.parts.items()
            ],
        )


@staffed(*LIST_STAFF)
def lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The revisions that somebody may see; those that wait for them come first."""
    everything = access.visible_to(desk.account, desk.today)
    rules = {
        "mine": waits_for(desk),
        "under_way": ~Q(status__in=(*_OVER, DRAFT)),
        "drafts": Q(status=DRAFT),
        "over": Q(status__in=_OVER),
    }
    labels = {
        "mine": _("等您办"),
        "under_way": _("审核和公布中"),
        "drafts": _("起草中"),
        "over": _("办完的"),
    }
    counts = everything.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    chosen = request.GET.get("show", "mine")
    if chosen not in rules:
        chosen = "mine"
    found = everything.filter(rules[chosen]).select_related("catalogue", "agency", "opened_by")
    listed = found.annotate(changed=Count("changes")).order_by("-opened_at", "-pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [Tab(key, labels[key], counts[key], key == chosen) for key in rules],
        "rows": revision_rows(page),
        "page": page,
        "keeps": bool(access.kept_lists(desk.account, desk.today)),
        "works": works(desk),
    }
    return shown(request, desk, "web/desk/lists/overview.html", context)


@staffed(Role.CATALOGUE_KEEPER)
def list_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a revision."""
    parts = access.kept_lists(desk.account, desk.today)
    if not parts:
        raise Http404
    refused: tuple[Finding, ...] = ()
    form = OpeningForm(parts)
    if request.method == "POST":
        form = OpeningForm(parts, request.POST, request.FILES)
        if form.is_valid():
            try:
                revision = _open(form, desk)
                messages.success(request, _("已经建好，接着一项一项写。"))
                return redirect("web:revision", number=revision.number)
            except Refused as refusal:
                refused = tuple(refusal.findings)
    return shown(request, desk, "web/desk/lists/open.html", {"form": form}, refused)


def waits_for(desk: Desk) -> Q:
    """The revisions that wait for one of the desk's posts."""
    wanted = Q(pk=None)
    for post in desk.posts:
        role = Role(post.role)
        if role is Role.CATALOGUE_KEEPER:
            wanted |= Q(agency=post.agency_id, status__in=(DRAFT, PARTLY_PUBLISHED))
        elif role in access.OWN:
            wanted |= Q(agency=post.agency_id, status__in=_states_of(role))
        elif role in access.ABOVE:
            above = Q(catalogue__jurisdiction=post.agency.jurisdiction_id)
            wanted |= above & Q(status__in=(*_states_of(role), APPROVED))
            wanted |= above & Q(status=PUBLISHED, catalogue__policy_key__in=_filing_places(role))
    return wanted


def _filing_places(role: Role) -> list[str]:
    """The regulations by which this role files a published list with whom they name."""
    return [
        key
        for key, policy in policies().items()
        if files_after_publication(policy) and role in publishers(policy)
    ]


def _states_of(role: Role) -> set[str]:
    """The statuses in which a revision of any list waits for a role."""
    return {
        waiting_at(step)
        for policy in policies().values()
        for step in (*policy.listing.review_chain.value, *policy.listing.change_chain.value)
        if step.role is role
    }


def _open(form: OpeningForm, desk: Desk) -> Revision:
    said = form.cleaned_data
    catalogue, agency = form.parts[said["part"]]
    event_on: date | None = said["event_on"]
    revision = open_revision(
        catalogue=catalogue,
        agency=agency,
        kind=said["kind"],
        title=said["title"],
        grounds=said["grounds"],
        event_on=event_on,
        by=desk.account,
    )
    if said["document"]:
        attach_grounds(revision=revision, content=said["document"].read(), by=desk.account)
    return revision
