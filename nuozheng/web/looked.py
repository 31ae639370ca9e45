"""看过: every page or answer that shows staff a person's data leaves a note with that person.

By address, so that no page can forget it: `tests/web/test_looks.py` holds every address of the
desk, the field and the interface to this table or to the list of those that show nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from nuozheng.applications.models import Application, Commitment
from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.sanctions.models import Sanction, UnitLetter
from nuozheng.credit.stops.models import StopOrder
from nuozheng.disclosure.models import Publication
from nuozheng.evidence.looks import look
from nuozheng.law.looks import latest_day
from nuozheng.parties.models import (
    Account,
    ApiToken,
    Authorisation,
    Party,
    in_force,
)
from nuozheng.parties.roles import post_of
from nuozheng.verification.afterwards.models import IntendedMeasure
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.verification.inspections.models import Visit
from nuozheng.verification.looks import delay_days, is_over
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.risk.models import ErrorCase, Hazard
from nuozheng.verification.sources.models import SourceCorrection
from nuozheng.verification.supervision.models import SupervisionEntry

_SHOWN = 200
_READING = frozenset({"GET", "HEAD"})
_DUTY = "CN-PIPL-34"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a page shows: the row its address names, and the way from it to person and case."""

    what: str
    purpose: str
    basis: tuple[str, ...]
    model: type[Model]
    field: str
    party: str
    case: str = ""
    held: str = ""
    """Before this is so, the look would give away what the person doesn't know of yet."""


def _case(what: str, purpose: str, *basis: str) -> Looked:
    return Looked(what, purpose, (*basis, _DUTY), Application, "number", "applicant", "number")


def _below(
    model: type[Model], case: str, what: str, purpose: str, *basis: str, held: str = ""
) -> Looked:
    party, number = f"{case}__applicant", f"{case}__number"
    return Looked(what, purpose, (*basis, _DUTY), model, "pk", party, number, held)


def _of_record(model: type[Model], what: str, purpose: str, *basis: str) -> Looked:
    return Looked(
        what, purpose, (*basis, _DUTY), model, "pk", "record__party", "record__case_number"
    )


_CASE = _case("case", "办理您的办件", "CN-PIPL-13")
_PAPER = _case("paper", "办理您的办件，看材料", "CN-PIPL-13")
_COUNTER = _case("counter", "您在窗口办理", "CN-PIPL-13")
_TASK = _below(VerificationTask, "application", "task", "核查承诺的内容", "CN-GBF42-check")
_PERFORMANCE = _below(Commitment, "application", "record", "补记兑现的承诺", "CN-GBF42-credit")
_FINDING = _below(
    UntruthFinding, "application", "finding", "核对不一致的情况", "CN-GBF42-untrue", held="finding"
)
_INTENDED = _below(
    IntendedMeasure, "finding__application", "finding", "处理承诺不实", "CN-GBF42-untrue"
)
_SUPERVISION = _below(SupervisionEntry, "application", "supervision", "日常监管", "CN-GBF42-exempt")
_HAZARD = _below(Hazard, "task__application", "hazard", "排查隐患", "CN-GBF42-risk")
_ERROR = _below(ErrorCase, "application", "error", "分析差错的原因", "CN-GBF42-risk")
_CORRECTION = _below(SourceCorrection, "application", "correction", "办理更正申请", "CN-PIPL-46")
_VISIT = Looked("visit", "现场核查", ("CN-GBF42-onsite", _DUTY), Visit, "pk", "party", held="visit")
_RECORD = Looked(
    "record",
    "办理信用记录",
    ("CN-GBF42-credit", _DUTY),
    CreditRecord,
    "pk",
    "party",
    "case_number",
)
_PUBLICATION = Looked(
    "publication",
    "办理公示",
    ("CN-GBF42-disclose", _DUTY),
    Publication,
    "pk",
    "party",
    "case_number",
)
_ASSISTANCE = Looked(
    "assistance",
    "协助核查",
    ("CN-GBF42-assist", _DUTY),
    AssistanceRequest,
    "pk",
    "",
    "task__application__number",
)


_REPAIR = _of_record(CreditRepair, "record", "办理信用修复", "CN-XF36-2")
_OBJECTION = _of_record(CreditObjection, "objection", "办理信用异议", "CN-GBF42-credit")
_STOP = _of_record(StopOrder, "record", "落实信用修复，停止使用", "CN-XF36-3")
_LISTING = _of_record(Listing, "blacklist", "办理失信名单", "CN-GBF49-basis")
_SANCTION = _of_record(Sanction, "blacklist", "办理失信惩戒", "CN-GBF49-basis")
_UNIT_LETTER = _of_record(UnitLetter, "record", "通知所在单位", "LYG19-2.2.4b")

TOLD: Mapping[str, Looked] = {
    "desk/cases/<str:number>/papers/": _PAPER,
    "desk/cases/<str:number>/letter/": _PAPER,
    "desk/cases/<str:number>/": _CASE,
    "desk/counter/<str:number>/": _COUNTER,
    "desk/tasks/<int:pk>/": _TASK,
    "desk/tasks/<int:task_pk>/": _TASK,
    "desk/visits/new/<int:task_pk>/": _TASK,
    "desk/assistance/<int:pk>/": _ASSISTANCE,
    "desk/supervision/<int:pk>/": _SUPERVISION,
    "desk/risk/hazards/<int:pk>/": _HAZARD,
    "desk/risk/errors/<int:pk>/": _ERROR,
    "desk/visits/<int:pk>/": _VISIT,
    "field/<int:pk>/": _VISIT,
    "desk/sources/corrections/<int:pk>/": _CORRECTION,
    "desk/findings/<int:pk>/": _FINDING,
    "desk/intended/<int:pk>/": _INTENDED,
    "desk/credit/<int:pk>/": _RECORD,
    "desk/restraints/records/<int:pk>/": _RECORD,
    "desk/restraints/letters/<int:pk>/": _UNIT_LETTER,
    "desk/restraints/lists/<int:pk>/": _LISTING,
    "desk/restraints/sanctions/<int:pk>/": _SANCTION,
    "desk/disclosures/<int:pk>/": _PUBLICATION,
    "desk/objections/<int:pk>/": _OBJECTION,
    "api/v1/applications/<number>": _CASE,
    "api/v1/tasks/<id>": _TASK,
    "api/v1/visits/<id>": _VISIT,
    "api/v1/findings/<id>": _FINDING,
    "api/v1/records/<id>": _RECORD,
    "api/v1/repairs/<id>": _REPAIR,
    "api/v1/performance/<id>": _PERFORMANCE,
    "api/v1/objections/<id>": _OBJECTION,
    "api/v1/stop-orders/<id>": _STOP,
}
"""By the beginning of the address, the first that fits."""

SHOWS_NOBODY = (
    "desk/window/<str:number>/",
    "desk/risk/entries/",
    "desk/risk/insurance/",
    "desk/visits/items/",
    "desk/draws/",
    "desk/sources/<slug:name>/",
    "desk/batches/",
    "desk/debt/tasks.<str:format>",
    "desk/duties/",
    "desk/stocktake/",
    "desk/lists/",
    "desk/intake/",
    "api/v1/places/",
    "api/v1/items/",
    "api/v1/clauses/",
    "api/v1/entries/",
    "api/v1/letters/",
    "api/v1/disclosures/",
    "api/v1/batches/",
    "api/v1/revisions/",
    "api/v1/log/",
)
"""Addresses with a key that show no single person's data: lists, units, draws, figures; the
window's receipt is of what the officer took in a moment ago, together with the person."""

NOTES_ITSELF = ("desk/credit/files/", "api/v1/credit-files/", "api/v1/restraints/")
"""Addresses whose view calls `look` with more than the address can tell."""


def looked_at(route: str) -> Looked | None:
    """What a page with this address shows; None where it shows nobody."""
    return next((found for start, found in TOLD.items() if route.startswith(start)), None)


def note_looks(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the note is written before the page leaves; where it can't be, no page leaves.

    Of reading requests only: an act leaves its move, and whoever acts has read before.
    """

    def noted(request: HttpRequest) -> HttpResponse:
        answer = respond(request)
        match = request.resolver_match
        if match is not None and request.method in _READING and answer.status_code == _SHOWN:
            found = looked_at(match.route)
            account = _account(request) if found else None
            if found and account:
                _note(found, account, match.kwargs)
        return answer

    return noted


def _account(request: HttpRequest) -> Account | None:
    token = getattr(request, "auth", None)
    if isinstance(token, ApiToken):
        return token.account
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def _note(found: Looked, account: Account, named: Mapping[str, Any]) -> None:
    key = named.get("number") or named.get("pk") or named.get("task_pk") or named.get("id")
    row = found.model._default_manager.filter(**{found.field: key})
    subject = _subject(found, row)
    today = timezone.localdate()
    if subject is None or _is_own(account, subject[0], today):
        return
    party, number = subject
    held, latest_on = _held(found, key, today)
    look(
        party_id=party,
        by_id=account.pk,
        post=post_of(account, today, _agency_of(number)),
        what=found.what,
        purpose=found.purpose,
        basis=found.basis,
        case_number=number or "",
        held=held,
        latest_on=latest_on,
    )


def _subject(found: Looked, row: Any) -> tuple[int, str] | None:
    """The person's key and the number of the case, both where there are any."""
    if found.party:
        columns = [found.party, found.case] if found.case else [found.party]
        values = row.values_list(*columns).first()
        return (values[0], values[1] if found.case else "") if values else None
    values = row.values_list("subject_kind", "subject_identifier", found.case).first()
    if values is None:
        return None
    kind, identifier, number = values
    party = Party.objects.indexed(identifier).filter(kind=kind).only("pk").first()
    return (party.pk, number) if party else None


def _agency_of(number: str) -> int | None:
    """Whose case it is: somebody with several posts looks in that unit's name."""
    cases = Application.objects.filter(number=number).values_list("agency", flat=True)
    return cases.first() if number else None


def _is_own(account: Account, party_id: int, today: date) -> bool:
    """One's own data, one's company's, one's principal's: no staff look."""
    if account.party_id == party_id:
        return True
    if account.representations.filter(in_force(today), company=party_id).exists():
        return True
    if account.party_id is None:
        return False
    held = Q(agent=account.party_id, principal=party_id, revoked_at=None)
    return Authorisation.objects.filter(in_force(today), held).exists()


def _held(found: Looked, key: Any, today: date) -> tuple[str, date | None]:
    """What is not over yet and would be given away, and until when at the latest."""
    held = f"{found.held}:{key}"
    if not found.held or is_over(held):
        return "", None
    return held, latest_day(today, delay_days())
