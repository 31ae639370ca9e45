"""Which record stands behind each address with a number in it."""

from typing import Any

from django.utils import timezone

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.catalogue.duties.models import DutyPaper
from nuozheng.catalogue.intake.models import IntakeRow
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.verification.afterwards.models import IntendedMeasure, Objection
from nuozheng.verification.inspections.models import VisitPaper
from nuozheng.verification.models import VerificationTask
from tests.access.records import PLACE, SLUG, Finder, Found, Place, first, owners, speaking_for

_CASES = {"catalogue__slug": SLUG}
_OF_CASE = {"application__catalogue__slug": SLUG}
_OF_RECORD = {"record__jurisdiction__place": PLACE}
_OF_AGENCY = {"agency__jurisdiction__place": PLACE}
_NUMBER = {"key": "number", "name": "number"}


def at_slug(place: Place) -> Found:
    return Found({"slug": place.slug})


def _public_item(**more: object) -> Finder:
    def find(place: Place) -> Found:
        entry = CatalogueEntry.objects.filter(item__catalogue__slug=place.slug).order_by("pk")[0]
        return Found({"slug": place.slug, "item_id": entry.item_id, **more})

    return find


def _start(place: Place) -> Found:
    entry = CatalogueEntry.objects.filter(item__catalogue__slug=place.slug).order_by("pk")[0]
    return Found({"item_id": entry.item_id})


def _entry(place: Place) -> Found:
    entry = CatalogueEntry.objects.filter(item__catalogue__slug=place.slug).order_by("pk")[0]
    return Found({"slug": place.slug, "entry_id": entry.pk})


def _with(find: Finder, **more: object) -> Finder:
    """The same record with a constant in the address."""

    def found(place: Place) -> Found | None:
        record = find(place)
        return record and Found({**record.kwargs, **more}, record.owners)

    return found


def _paper(name: str) -> Finder:
    """A case with its first paper."""

    def find(place: Place) -> Found | None:
        proofs = DisposedProof.objects.filter(
            application__catalogue__slug=place.slug, document__isnull=False
        )
        for proof in proofs.select_related("application__applicant").order_by("pk")[:1]:
            case = proof.application
            return Found({"number": case.number, name: proof.document_id}, owners(case))
        return None

    return find


def _case(*statuses: str, **where: object) -> Finder:
    given: dict[str, Any] = {**_CASES, **({"status__in": statuses} if statuses else {}), **where}
    return first("applications.Application", **_NUMBER, **given)


def _proof_of_case(place: Place) -> Found | None:
    for proof in DisposedProof.objects.filter(**{"application__catalogue__slug": place.slug})[:1]:
        return Found(
            {"number": proof.application.number, "pk": proof.pk}, owners(proof.application)
        )
    return None


def _visit_paper(place: Place) -> Found | None:
    rows = VisitPaper.objects.filter(
        record__visit__agency__jurisdiction__place=place.name, document__isnull=False
    )
    for row in rows.select_related("record__visit__party").order_by("pk")[:1]:
        visit = row.record.visit
        return Found({"pk": visit.pk, "paper_pk": row.pk}, owners(visit))
    return None


def _party(name: str) -> Finder:
    """Whoever applied first."""

    def find(place: Place) -> Found | None:
        record = _case("granted")(place)
        if record is None:
            return None
        case = Application.objects.get(number=record.kwargs["number"])
        return Found({name: case.applicant_id}, record.owners)

    return find


def _notice(place: Place) -> Found | None:
    where = {"intended__finding__application__catalogue__slug": place.slug}
    for row in Objection.objects.filter(**where).order_by("pk")[:1]:
        return Found({"pk": row.pk}, speaking_for(row.third_party.party))
    return None


def _intended_paper(place: Place) -> Found | None:
    where = {"finding__application__catalogue__slug": place.slug, "notice__isnull": False}
    for row in IntendedMeasure.objects.filter(**where).order_by("pk")[:1]:
        return Found({"pk": row.pk, "paper_pk": row.notice_id}, owners(row.finding))
    return None


def _duty_paper(place: Place) -> Found | None:
    for row in DutyPaper.objects.filter(task__catalogue__slug=place.slug).order_by("pk")[:1]:
        return Found({"pk": row.task_id, "document_pk": row.document_id})
    return None


def _intake_row(place: Place) -> Found | None:
    for row in IntakeRow.objects.filter(intake__catalogue__slug=place.slug).order_by("pk")[:1]:
        return Found({"pk": row.intake_id, "row_pk": row.pk})
    return None


def _visit_letter(place: Place) -> Found | None:
    tasks = VerificationTask.objects.filter(
        visit_checks__visit__agency__jurisdiction__place=place.name
    )
    for task in tasks.select_related("application__applicant").order_by("pk")[:1]:
        check = task.visit_checks.order_by("pk")[0]
        kwargs = {"pk": check.visit_id, "number": task.application.number}
        return Found(kwargs, owners(task.application))
    return None


def _revision(**more: object) -> Finder:
    """The first draft, which everybody of its chain sees and only its keepers change."""

    def find(place: Place) -> Found | None:
        drafts = Revision.objects.filter(catalogue__slug=place.slug, status="draft")
        for draft in drafts.order_by("pk")[:1]:
            return Found({"number": draft.number, **more})
        return None

    return find


def _change(place: Place) -> Found | None:
    where = {"revision__catalogue__slug": place.slug, "revision__status": "draft"}
    for change in Change.objects.filter(**where).select_related("revision").order_by("pk")[:1]:
        return Found({"number": change.revision.number, "pk": change.pk})
    return None


def _letter(**more: object) -> Finder:
    """A letter that is being written."""

    def find(place: Place) -> Found | None:
        drafts = LetterDraft.objects.filter(revision__catalogue__slug=place.slug)
        for draft in drafts.select_related("revision").order_by("pk")[:1]:
            return Found({"number": draft.revision.number, "service": draft.service, **more})
        return None

    return find


def _revision_document(place: Place) -> Found | None:
    for one in Revision.objects.filter(catalogue__slug=place.slug).order_by("pk"):
        for document in one.grounds_documents.order_by("pk")[:1]:
            return Found({"number": one.number, "pk": document.pk})
    return None


def _agency(name: str = "agency_pk", **more: object) -> Finder:
    def find(place: Place) -> Found:
        agency = Application.objects.filter(catalogue__slug=place.slug).order_by("pk")[0].agency
        return Found({name: agency.pk, **more})

    return find


def _stocktake_unit(place: Place) -> Found:
    agency = Application.objects.filter(catalogue__slug=place.slug).order_by("pk")[0].agency
    return Found({"slug": place.slug, "agency_pk": agency.pk})


def _list_file(place: Place) -> Found:
    found = _stocktake_unit(place)
    return Found({**found.kwargs, "name": "annex-1.xlsx"})


def _today() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"


_TASK = first("verification.VerificationTask", **_OF_CASE)
_ENTRY_ROW = first("verification.RiskPoint", key="entry_id", entry__item__catalogue__slug=SLUG)
_HAZARD = {"task__application__catalogue__slug": SLUG}
_FINDING = first("verification.UntruthFinding", name="finding_id", status="notified", **_OF_CASE)
_INTENDED = {"finding__application__catalogue__slug": SLUG}
_VISIT = first("verification.Visit", **_OF_AGENCY)
_RECORD = first("credit.CreditRecord", jurisdiction__place=PLACE)
_RISK = first("verification.RiskPoint", entry__item__catalogue__slug=SLUG)

FINDERS: dict[str, Finder] = {
    **dict.fromkeys(
        ("list", "agencies", "shared_data", "rules", "choose_day", "list_history", "list_units",
         "list_feed", "open_data", "stocktake"),
        at_slug,
    ),
    **dict.fromkeys(
        ("item", "blank_letter", "blank_letter_docx", "blank_letter_text", "item_history",
         "guide", "guide_file", "still_asked"),
        _public_item(),
    ),
    "letter_version": _public_item(number=1, form="pdf"),
    "guide_version": _public_item(number=1),
    "list_on": lambda place: Found({"slug": place.slug, "day": _today()}),
    "list_data": lambda place: Found({"slug": place.slug, "day": _today(), "format": "csv"}),
    "compare": _entry,
    "still_asked_receipt": first("catalogue.StillAsked", **_NUMBER, catalogue__slug=SLUG),
    "public_draw": first("verification.Draw", key="code", name="code", **_OF_AGENCY),
    "draw_file": first("verification.Draw", key="code", name="code", **_OF_AGENCY),
    "letter": first(
        "applications.Commitment", key="letter_number", name="number", status="signed", **_OF_CASE
    ),
    "start": _start,
    **dict.fromkeys(("my_case", "case", "case_others"), _case("granted")),
    "my_proofs": _case("draft"),
    "my_rehearsal": _case("draft"),
    "my_facts": _case("noticed"),
    "my_sign": _case("noticed"),
    "my_unsigned": _case("noticed", commitment__checked_at__isnull=False),
    "my_submit": _case("draft"),
    "my_mend": _case("submitted", "accepted"),
    "my_withdraw": _case("submitted", "accepted"),
    "my_abandon": _case("draft", "noticed"),
    "my_questions": _case("submitted", "accepted", "granted"),
    **dict.fromkeys(
        ("my_letter", "case_letter", "case_notice", "counter_letter"),
        _case("granted", commitment__isnull=False),
    ),
    "my_paper": _paper("document_id"),
    "case_paper": _paper("pk"),
    "my_finding": _FINDING,
    "my_notice": _notice,
    "my_correction": first("evidence.AccessReceipt"),
    "my_correction_withdraw": first("verification.SourceCorrection", **_OF_CASE),
    "my_repair": first(
        "credit.CreditRecord", name="record_id", jurisdiction__place=PLACE, status="in_force"
    ),
    **dict.fromkeys(("counter_case", "counter_done", "taken_in"), _case("noticed", "submitted")),
    **dict.fromkeys(("task", "ask_assistance"), _TASK),
    "new_hazard": first("verification.VerificationTask", name="task_pk", **_OF_CASE),
    "new_visit": first("verification.VerificationTask", name="task_pk", **_OF_CASE),
    **dict.fromkeys(
        ("assistance_request", "assistance_paper"),
        first("verification.AssistanceRequest", requester__jurisdiction__place=PLACE),
    ),
    "ask_confirmation": _proof_of_case,
    **dict.fromkeys(
        ("supervision_entry", "supervision_paper"),
        first("verification.SupervisionEntry", **_OF_AGENCY),
    ),
    "risk_register": first(
        "verification.RiskPoint", key="entry_id", entry__item__catalogue__slug=SLUG
    ),
    "hazard": first("verification.Hazard", **_HAZARD),
    "hazard_paper": first("verification.Hazard", **_HAZARD, status="closed"),
    "error_case": first("verification.ErrorCase", **_OF_CASE),
    "new_cover": first(
        "verification.RiskPoint", key="entry_id", name="entry_pk",
        entry__item__catalogue__slug=SLUG,
    ),
    "cover": first("verification.Cover", entry__item__catalogue__slug=SLUG),
    "inspection_items": _agency(),
    "visit": _VISIT,
    "field_visit": _VISIT,
    "visit_paper": _visit_paper,
    "field_letter": _visit_letter,
    "freeze_draw": _agency(),
    "draw": first("verification.Draw", key="code", name="code", **_OF_AGENCY),
    "source_correction": first("verification.SourceCorrection", **_OF_CASE),
    "desk_source": lambda place: Found({"name": "household"}),
    "batch": first("verification.VerificationBatch"),
    "finding": first("verification.UntruthFinding", **_OF_CASE),
    "intended": first("verification.IntendedMeasure", **_INTENDED),
    "intended_paper": _intended_paper,
    "credit_record": _RECORD,
    "credit_paper": _RECORD,
    "credit_file": _party("party_pk"),
    "my_credit_file": _party("party_id"),
    "credit_objection": first("credit.CreditObjection", **_OF_RECORD),
    "my_objection": first(
        "credit.CreditObjection", key="record_id", name="record_id", **_OF_RECORD
    ),
    "restrained_record": _RECORD,
    "listing": first("credit.Listing", jurisdiction__place=PLACE),
    "my_listing": first("credit.Listing", jurisdiction__place=PLACE),
    "sanction": first("credit.Sanction", jurisdiction__place=PLACE),
    "my_sanction": first("credit.Sanction", jurisdiction__place=PLACE),
    "unit_letter": first("credit.UnitLetter", **_OF_AGENCY),
    "unit_letter_paper": first("credit.UnitLetter", **_OF_AGENCY),
    **dict.fromkeys(("case_restraints", "case_bundle", "my_bundle"), _case("granted")),
    **dict.fromkeys(("disclosures", "disclosure_feed", "credit_sections"), at_slug),
    **dict.fromkeys(
        ("desk_disclosure", "disclosure_sheet"),
        first("disclosure.Publication", jurisdiction__place=PLACE),
    ),
    "debt_file": lambda place: Found({"format": "csv"}),
    "unit_duty": first("catalogue.UnitDuty", catalogue__slug=SLUG),
    "duty_paper": _duty_paper,
    "duty_package": first("catalogue.UnitDuty", catalogue__slug=SLUG),
    "stocktake_unit": _stocktake_unit,
    "event": first("catalogue.LegalEvent", catalogue__slug=SLUG),
    "edition": first("catalogue.Edition", catalogue__slug=SLUG),
    "edition_file": first("catalogue.Edition", catalogue__slug=SLUG),
    **dict.fromkeys(("revision", "revision_letters", "pick_entry", "add_entry"), _revision()),
    "revision_letter": _letter(),
    "check_letter_item": _letter(key="power_to_verify"),
    "letter_preview": _letter(form="pdf"),
    "change": _change,
    "revision_document": _revision_document,
    "intake": first("catalogue.Intake", catalogue__slug=SLUG),
    "intake_file": first("catalogue.Intake", catalogue__slug=SLUG),
    "intake_row": _intake_row,
    "list_form": lambda place: Found({"name": "annex-1.xlsx"}),
    "list_file": _list_file,
}  # fmt: skip
"""By the name of the address. One that isn't here takes no numbers."""


def _renamed(find: Finder, **names: str) -> Finder:
    """The same record, its numbers under the names that the API gives them."""

    def found(place: Place) -> Found | None:
        record = find(place)
        if record is None:
            return None
        values = {names.get(key, key): value for key, value in record.kwargs.items()}
        return Found(values, record.owners)

    return found


_GRANTED = _case("granted", commitment__letter__isnull=False)
OF_OPERATIONS: dict[str, Finder] = {
    **{
        f"applications/{{number}}{part}": _GRANTED
        for part in ("", "/access-receipts", "/decision", "/history", "/letter", "/notice")
    },
    "applications/{number}/declaration": _case("noticed"),
    "applications/{number}/letter/unsigned": _case(
        "noticed", commitment__checked_at__isnull=False
    ),
    "batches/{id}": _renamed(FINDERS["batch"], pk="id"),
    "visits/{id}": _renamed(_VISIT, pk="id"),
    "tasks/{id}": _renamed(_TASK, pk="id"),
    "findings/{id}": _renamed(FINDERS["finding"], pk="id"),
    "findings/{id}/notice": first(
        "verification.UntruthFinding", name="id", notice__isnull=False, **_OF_CASE
    ),
    "findings/{id}/document": first(
        "verification.UntruthFinding", name="id", document__isnull=False, **_OF_CASE
    ),
    "records/{id}": _renamed(_RECORD, pk="id"),
    "objections/{id}": _renamed(FINDERS["credit_objection"], pk="id"),
    "credit-files/{id}": _renamed(_party("party_id"), party_id="id"),
    "restraints/{code}": lambda place: None,
    "disclosures/{number}": lambda place: None,
    "log/proofs/{sha256}": lambda place: None,
    **{
        f"revisions/{{number}}{part}": _revision()
        for part in ("", "/changes", "/findings", "/history", "/letters", "/scope")
    },
    "revisions/{number}/changes/{id}": _renamed(_change, pk="id"),
    "revisions/{number}/documents/{id}": _renamed(_revision_document, pk="id"),
    "revisions/{number}/letters/{service}": _letter(),
    "items/{id}": _renamed(_public_item(), item_id="id"),
    "items/{id}/guide": _renamed(_public_item(), item_id="id"),
    "entries/{id}/versions": _renamed(_entry, entry_id="id"),
    "clauses/{id}": lambda place: Found({"id": "ORD21-4.1e"}),
    "letters/{number}": FINDERS["letter"],
    **dict.fromkeys(
        ("places/{slug}/items", "places/{slug}/differences", "places/{slug}/entries",
         "places/{slug}/versions"),
        at_slug,
    ),
}  # fmt: skip
"""By the path of the description. One that isn't here takes no numbers."""
