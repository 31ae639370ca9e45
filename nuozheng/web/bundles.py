"""The page of a case's evidence bundle, for the person and for the desk, and the file itself."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from nuozheng.applications.models import Application
from nuozheng.evidence.looks import look
from nuozheng.oversight.bundles import LOOK_BASIS
from nuozheng.parties.models import Account
from nuozheng.verification.bundle.packing import bundle_of
from nuozheng.verification.bundle.reader import PURPOSES, Reader
from nuozheng.web.files import attached

ZIP = "application/zip"


def bundle_file(case: Application, reader: Reader, today: date) -> HttpResponse:
    """The zip, to be saved."""
    return attached(bundle_of(case, reader, today), ZIP, f"证据包 {case.number}.zip")


def bundle_page(case: Application, reader: Reader) -> dict[str, Any]:
    """What both pages show."""
    return {
        "case": case,
        "reader": reader,
        "purposes": list(PURPOSES.items()),
        "whole": reader is not Reader.SUPERVISOR,
    }


def note_taking(case: Application, account: Account, purpose: str) -> None:
    """The person sees who in office took the bundle, and why."""
    look(
        party_id=case.applicant_id,
        by_id=account.pk,
        what="bundle",
        purpose=purpose,
        basis=LOOK_BASIS,
        case_number=case.number,
    )
