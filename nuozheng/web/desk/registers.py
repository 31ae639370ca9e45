"""证明台账: what each agency keeps, what campaigns cancelled, and lines that were struck off."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import RegisteredProof
from nuozheng.catalogue.inheritance.registers import (
    CANCELLED,
    RETAINED,
    Line,
    register,
    strike,
    visible_to,
)
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.trouble.access import lists_of
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.trouble import chosen_list

PER_PAGE = 25
TABS: tuple[tuple[str, Promise, Q], ...] = (
    (RETAINED, gettext_lazy("保留的"), Q(standing=RETAINED, struck_at=None)),
    (CANCELLED, gettext_lazy("已经取消的"), Q(standing=CANCELLED, struck_at=None)),
    ("struck", gettext_lazy("划掉的"), ~Q(struck_at=None)),
)
WHOLE_PLACE = "whole"
_ASKING = (Substitution.COMMITMENT, Substitution.OTHER, Substitution.RETAINED)
Act = Callable[[HttpRequest, Desk, Catalogue], str]


class LinesForm(DeskForm):
    """Proofs entered by hand; a whole register comes as a file through the intake."""

    standing = forms.ChoiceField(
        label=gettext_lazy("登记成"),
        choices=[(RETAINED, gettext_lazy("保留")), (CANCELLED, gettext_lazy("已经取消"))],
        widget=forms.RadioSelect,
        initial=RETAINED,
    )
    agency = forms.ChoiceField(label=gettext_lazy("哪个单位"))
    names = forms.CharField(
        label=gettext_lazy("证明名称"),
        help_text=gettext_lazy("一行一项。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    service = forms.CharField(
        label=gettext_lazy("只限哪个事项"),
        help_text=gettext_lazy("所有事项都一样的，不用填。"),
        required=False,
        max_length=120,
    )
    source = forms.CharField(
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("哪份文件或者台账，写名称、文号。"),
        max_length=120,
    )

    def __init__(
        self, agencies: Iterable[Agency], whole: bool, standing: str, data: Any = None
    ) -> None:
        super().__init__(data, prefix="line", initial={"standing": standing})
        self.agencies = {str(one.pk): one for one in agencies}
        everyone = [(WHOLE_PLACE, _("全地区"))] if whole else []
        self.fields["agency"] = forms.ChoiceField(
            label=_("哪个单位"),
            choices=[*((key, one.name) for key, one in self.agencies.items()), *everyone],
        )

    def chosen_agency(self) -> Agency | None:
        """None for the whole place; 404 for an agency that was not offered."""
        key = self.text("agency")
        if key not in dict(self.fields["agency"].choices):  # type: ignore[attr-defined]
            raise Http404
        return self.agencies.get(key)


@staffed(*access.ROLES)
def proof_registers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The registers of one list; a POST enters lines or strikes one off."""
    lists = list(lists_of(desk.account, desk.today).select_related("jurisdiction"))
    if not lists:
        raise Http404
    catalogue = chosen_list(request, lists)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        done, refused = carried_out(act, request, desk, catalogue)
        if not refused:
            messages.success(request, done)
            return redirect(request.get_full_path())
    seen = visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    rules = {key: rule for key, _label, rule in TABS}
    counts = seen.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    show = request.GET.get("show", RETAINED)
    show = show if show in rules else RETAINED
    listed = seen.filter(rules[show]).select_related("agency", "by", "intake", "struck_by")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    asked = _still_asked(desk, catalogue, page) if show == CANCELLED else {}
    kept = {one.pk for one in desk.agencies(Role.CATALOGUE_KEEPER)}
    reviews = _reviews(desk, catalogue)
    context = {
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lists],
        "catalogue": catalogue,
        "tabs": [Tab(key, label, counts[key], key == show) for key, label, _rule in TABS],
        "show": show,
        "page": page,
        "rows": [(one, asked.get(one.name, []), reviews or one.agency_id in kept) for one in page],
        "form": _form(request, desk, catalogue, show),
        "keeps": bool(kept),
        "clauses": catalogue.policy.listing.compare_with.clause,
        "with": "、".join(catalogue.policy.listing.compare_with.value),
        "typed_for": request.POST.get("proof", ""),
    }
    return shown(request, desk, "web/desk/rollup/registers.html", context, refused)


def _still_asked(
    desk: Desk, catalogue: Catalogue, page: Iterable[RegisteredProof]
) -> dict[str, list[str]]:
    """The services whose list still asks for a cancelled proof, by its name (XBQ21-2.1g)."""
    found: dict[str, list[str]] = {}
    rows = EntryVersion.objects.in_force(desk.today).filter(
        entry__item__catalogue=catalogue,
        entry__proof__name__in={one.name for one in page},
        substitution__in=_ASKING,
    )
    named = rows.order_by("entry__item__name").values_list(
        "entry__proof__name", "entry__item__name"
    )
    for proof, service in named:
        found.setdefault(proof, []).append(service)
    return found


def _reviews(desk: Desk, catalogue: Catalogue) -> bool:
    places = {one.jurisdiction_id for one in desk.agencies(Role.JUSTICE_REVIEWER)}
    return catalogue.jurisdiction_id in places


def _form(
    request: HttpRequest, desk: Desk, catalogue: Catalogue, show: str = RETAINED
) -> LinesForm:
    whole = _reviews(desk, catalogue)
    place = catalogue.jurisdiction_id
    agencies = (
        list(Agency.objects.filter(jurisdiction=place).order_by("name"))
        if whole
        else [one for one in desk.agencies(Role.CATALOGUE_KEEPER) if one.jurisdiction_id == place]
    )
    standing = CANCELLED if show == CANCELLED else RETAINED
    posted = request.POST if request.POST.get("act") == "enter" else None
    return LinesForm(agencies, whole, standing, posted)


def _enter(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    form = _form(request, desk, catalogue)
    service = form.text("service")
    made = register(
        catalogue=catalogue,
        agency=form.chosen_agency(),
        standing=form.text("standing"),
        lines=[Line(name, service) for name in form.text("names").splitlines()],
        source=form.text("source"),
        by=desk.account,
    )
    return _("登记了%(count)s项；原来就有的没有重复。") % {"count": made}


def _strike(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    seen = visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    pk = request.POST.get("proof", "")
    found = seen.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    if found is None:
        raise Http404
    strike(proof=found, reason=request.POST.get("reason", ""), by=desk.account)
    return _("“%(name)s”划掉了，在“划掉的”里还看得到。") % {"name": found.name}


ACTS: dict[str, Act] = {"enter": _enter, "strike": _strike}
