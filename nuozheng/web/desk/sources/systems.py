"""对接登记 at the desk: every department system with its interface, changed by its owner alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import Catalogue
from nuozheng.law.data_registers import DEPARTMENT_SYSTEM, InterfaceState
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.sources.access import may_change_register
from nuozheng.verification.sources.models import DepartmentSystem
from nuozheng.verification.sources.systems import (
    SystemAct,
    change_system,
    register_system,
    systems_of,
)
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.sources.register import READERS, waiting_corrections
from nuozheng.web.desk.sources.sharing import chosen_list, lists_of
from nuozheng.web.posted import key_of


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One system, and what its register's owner may write of it."""

    row: DepartmentSystem

    @property
    def state(self) -> InterfaceState:
        return InterfaceState(self.row.status)

    @property
    def acts(self) -> list[MoveRule]:
        return DEPARTMENT_SYSTEM.allowed(self.row.status, Role.DATA_OWNER)


@staffed(*READERS)
def systems(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The systems of one list's place; what is not linked stands on top."""
    lists = lists_of(desk)
    catalogue = chosen_list(request, lists)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(
            _ACTS.get(request.POST.get("act", "")), request, desk, catalogue
        )
        if not refused:
            messages.success(request, said)
            return redirect(f"{reverse('web:desk_systems')}?{request.GET.urlencode()}")
    rows = sorted(systems_of(catalogue), key=lambda one: one.status == InterfaceState.LINKED)
    policy, place = catalogue.policy, catalogue.jurisdiction
    return shown(
        request,
        desk,
        "web/desk/sources/systems.html",
        {
            "catalogue": catalogue,
            "lists": lists,
            "rows": [SystemRow(one) for one in rows],
            "linked": sum(one.status == InterfaceState.LINKED for one in rows),
            "platforms": policy.verification.data_sources,
            "may_change": may_change_register(desk.account, place, policy, desk.today),
            "agencies": Agency.objects.filter(jurisdiction=place).order_by("short_name"),
            "corrections": waiting_corrections(desk),
            "history": happened({DEPARTMENT_SYSTEM.kind: [one.pk for one in rows]}) if rows else [],
        },
        refused,
    )


def _register(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    agency = Agency.objects.filter(
        pk=key_of(request.POST.get("agency")), jurisdiction=catalogue.jurisdiction_id
    ).first()
    if agency is None:
        raise Http404
    row = register_system(
        catalogue=catalogue,
        agency=agency,
        name=request.POST.get("name", ""),
        platform=request.POST.get("platform", ""),
        note=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经登记：%(name)s。") % {"name": row.name}


def _change(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    row = systems_of(catalogue).filter(pk=key_of(request.POST.get("system"))).first()
    if row is None:
        raise Http404
    change_system(
        catalogue=catalogue,
        system=row,
        act=_CHANGES[request.POST["act"]],
        reason=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经记下。")


_CHANGES: dict[str, SystemAct] = {act: act for act in get_args(SystemAct)}
_ACTS: dict[str, Callable[[HttpRequest, Desk, Catalogue], str]] = {
    "register": _register,
    **dict.fromkeys(_CHANGES, _change),
}
