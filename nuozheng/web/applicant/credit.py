"""My credit file: what is on record, what it bars, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.credit.access import own_parties
from nuozheng.credit.actions.repair import request_repair
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.standing import fact_of, facts_of, standing_of
from nuozheng.evidence import deadlines
from nuozheng.law import eligibility
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, Standing
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.objection import OPEN
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import CREDIT_REPAIR, RecordStatus, RepairStatus
from nuozheng.law.repair import RecordPeriod, period, way_to_repair
from nuozheng.law.vocabulary import PartyKind, Severity
from nuozheng.parties.models import Party
from nuozheng.web.applicant.barred import Barred, barred_by
from nuozheng.web.credit_file import Seen, file_context
from nuozheng.web.sessions import SignedIn, signed_in


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of the file with what it means and how it ends."""

    record: CreditRecord
    today: date

    @property
    def kind(self) -> str:
        return KIND_WORD[self.record.kind]  # type: ignore[index]

    @property
    def grade(self) -> str:
        return SEVERITY_WORD[Severity(self.record.severity)] if self.record.severity else ""

    @property
    def status(self) -> str:
        return RecordStatus(self.record.status).chinese

    @property
    def in_force(self) -> bool:
        return self.record.status == RecordStatus.IN_FORCE and self.record.is_adverse

    @property
    def term(self) -> RecordPeriod:
        return period(load_policy(self.record.policy_key), fact_of(self.record))

    @property
    def way_back(self) -> str:
        policy = load_policy(self.record.policy_key)
        return way_to_repair(policy, [fact_of(self.record)], self.today)

    @property
    def repair(self) -> CreditRepair | None:
        """The latest request for repair, if there was one."""
        return max(self.record.repairs.all(), key=lambda one: one.pk, default=None)

    @property
    def repair_words(self) -> str:
        return RepairStatus(self.repair.status).chinese if self.repair else ""

    @property
    def repair_due_on(self) -> date | None:
        """By when a request is decided; none where there is nothing to decide."""
        if self.repair is None or self.repair.status != RepairStatus.REQUESTED:
            return None
        clocks = deadlines.running(CREDIT_REPAIR.kind, self.repair.pk)
        return clocks[0].due_on if clocks else None

    @property
    def objections(self) -> list[CreditObjection]:
        return list(self.record.objections.all())

    @property
    def open_objection(self) -> CreditObjection | None:
        return next((one for one in self.objections if one.status in OPEN), None)

    @property
    def may_object(self) -> bool:
        return self.in_force

    @property
    def may_ask(self) -> bool:
        waiting = self.repair is not None and self.repair.status == RepairStatus.REQUESTED
        return self.in_force and not waiting


@dataclass(frozen=True, slots=True)
class FileOf:
    """The file of one party: standing, records, and what bars commitment in which place."""

    party: Party
    standing: Standing
    rows: list[RecordRow]
    barred: list[tuple[Policy, Barred]]


@signed_in
@require_safe
def show_credit(request: SignedIn) -> HttpResponse:
    """The files of the person and their companies."""
    today = timezone.localdate()
    parties = own_parties(request.user, today).order_by("kind", "pk")
    files = [_file_of(party, today) for party in parties]
    return render(request, "web/applicant/credit.html", {"files": files})


@signed_in
@require_safe
def show_file(request: SignedIn, party_id: int) -> HttpResponse:
    """The file of the person or one of their companies, whole, with the standing of any day."""
    party = own_parties(request.user, timezone.localdate()).filter(pk=party_id).first()
    if party is None:
        raise Http404(str(party_id))
    return render(request, "web/applicant/credit_file.html", file_context(request, party, Seen()))


def _file_of(party: Party, today: date) -> FileOf:
    records = (
        party.credit_records.exclude(status__in=[RecordStatus.PROPOSED, RecordStatus.DROPPED])
        .select_related("agency", "jurisdiction")
        .prefetch_related("repairs", "objections")
    )
    rows = [RecordRow(record, today) for record in records]
    keys = dict.fromkeys(row.record.policy_key for row in rows if row.in_force)
    return FileOf(party, standing_of(party, today), rows, _bars(party, list(keys), today))


def _bars(party: Party, keys: Sequence[str], today: date) -> list[tuple[Policy, Barred]]:
    """For each place with a record: why one may not commit there; empty where one may."""
    if not keys:
        return []
    facts = ApplicantFacts(on=today, records=facts_of(party), kind=PartyKind(party.kind))
    found = []
    for key in keys:
        policy = policy_in_effect(key, today)
        if barred := barred_by(eligibility.examine(policy, facts)):
            found.append((policy, barred))
    return found


def record_or_404(request: SignedIn, record_id: int) -> CreditRecord:
    """An adverse record of the account's own parties that was registered."""
    found = (
        CreditRecord.objects.filter(
            pk=record_id, party__in=own_parties(request.user, timezone.localdate())
        )
        .exclude(status__in=[RecordStatus.PROPOSED, RecordStatus.DROPPED])
        .exclude(kind="kept")
        .select_related("agency", "jurisdiction", "party")
        .prefetch_related("repairs", "objections")
        .first()
    )
    if found is None:
        raise Http404(str(record_id))
    request.place_name = found.jurisdiction.name
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask_repair(request: SignedIn, record_id: int) -> HttpResponse:
    """Ask for credit repair; whoever may not yet hears what is missing and from which day."""
    record = record_or_404(request, record_id)
    refused: Sequence[Finding] = ()
    evidence = request.POST.get("evidence", "")
    if request.method == "POST":
        try:
            request_repair(
                record=record,
                by=request.user,
                duties_done="duties_done" in request.POST,
                promise_made="promise_made" in request.POST,
                evidence=evidence,
            )
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("修复申请交上去了。准予的，当天就能重新承诺。"))
            return redirect("web:my_credit")
    context = {
        "row": RecordRow(record, timezone.localdate()),
        "policy": load_policy(record.policy_key),
        "evidence": evidence,
        "duties_done": "duties_done" in request.POST,
        "promise_made": "promise_made" in request.POST,
        "refused": refused,
    }
    return render(request, "web/applicant/repair.html", context, status=422 if refused else 200)
