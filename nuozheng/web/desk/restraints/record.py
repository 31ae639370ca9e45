"""One record and what may follow from it: an entry in a list, a measure in one's own field."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS, AnyRestraint
from nuozheng.credit.sanctions.proposing import (
    Why,
    is_competent,
    propose_listing,
    propose_sanction,
)
from nuozheng.credit.standing import fact_of
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.restraints import PROPOSES
from nuozheng.law.sanctions import GOVERNMENT, lists_for, offered_for
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.credit_page import record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.restraints.forms import EntryForm, SanctionForm

Act = Callable[[CreditRecord, Desk, "RecordForms"], AnyRestraint]


class RecordForms:
    """What this desk may propose on a record; a form is None where it may not."""

    def __init__(self, record: CreditRecord, desk: Desk, posted: QueryDict | None) -> None:
        self.act = posted.get("act", "") if posted is not None else ""
        policy, fact = load_policy(record.policy_key), fact_of(record)
        mine = [
            one for one in desk.agencies(*PROPOSES) if one.jurisdiction_id == record.jurisdiction_id
        ]
        own = any(one.pk == record.agency_id for one in mine)
        lists = lists_for(policy, fact) if own else ()
        data = posted if self.act == "propose_listing" else None
        self.entry = EntryForm(lists, data) if lists else None
        able = {
            one.key: _units(policy, record, mine, one.domain) for one in offered_for(policy, fact)
        }
        measures = [one for one in offered_for(policy, fact) if able[one.key]]
        units = [unit for unit in mine if any(unit in some for some in able.values())]
        actors = policy.credit.sanction_actors.value or (GOVERNMENT,)
        data = posted if self.act == "propose_sanction" else None
        self.sanction = SanctionForm(measures, actors, units, data) if measures else None


@staffed(*PROPOSES)
def restrained_record(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A record in force of this desk's field, with what was done about it and what may be."""
    record = get_object_or_404(access.open_records(desk.account, desk.today), pk=pk)
    typed = RecordForms(record, desk, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        made: list[AnyRestraint] = []
        said, refused = carried_out(_act(typed.act, made), record, desk, typed)
        if not refused:
            messages.success(request, said)
            return redirect(f"web:{made[0].kind}", pk=made[0].pk)
    policy = load_policy(record.policy_key)
    context: dict[str, Any] = {
        "row": record_row(record),
        "record": record,
        "policy": policy,
        "forms": typed,
        "basis": (*policy.credit.joint_discipline.clause, *policy.credit.sanctions.clause),
        "list_basis": policy.credit.blacklists.clause,
        "there": [
            one
            for model in MODELS
            for one in model.objects.filter(record=record).select_related("agency")
        ],
    }
    return shown(request, desk, "web/desk/restraints/record.html", context, refused)


def _act(name: str, made: list[AnyRestraint]) -> Callable[..., str] | None:
    act = ACTS.get(name)
    if act is None:
        return None

    def done(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
        made.append(act(record, desk, typed))
        return _("已经提出，告知书已经出具；本人说明以后，由另一个人决定。")

    return done


def _entry(record: CreditRecord, desk: Desk, typed: RecordForms) -> AnyRestraint:
    form = typed.entry or EntryForm(())
    return propose_listing(
        record=record, list_key=form.text("list_key"), why=_why(form), by=desk.account
    )


def _sanction(record: CreditRecord, desk: Desk, typed: RecordForms) -> AnyRestraint:
    form = typed.sanction or SanctionForm((), (), ())
    key = form.text("agency")
    agency = next((one for one in desk.agencies(*PROPOSES) if str(one.pk) == key), record.agency)
    return propose_sanction(
        record=record,
        measure=form.text("measure"),
        actor=form.text("actor"),
        agency=agency,
        why=_why(form),
        by=desk.account,
    )


ACTS: dict[str, Act] = {"propose_listing": _entry, "propose_sanction": _sanction}


def _why(form: DeskForm) -> Why:
    return Why(form.text("reasons"), form.text("evidence"))


def _units(
    policy: Policy, record: CreditRecord, mine: list[Agency], domain: str | None
) -> list[Agency]:
    if policy.credit.joint_discipline.value == "joint":
        return [
            one
            for one in mine
            if is_competent(one, domain or "") or (domain is None and one.pk == record.agency_id)
        ]
    return [one for one in mine if one.pk == record.agency_id]
