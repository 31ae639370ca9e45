"""The evidence bundle of a case as a file."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Body, CaseNumber, Line
from nuozheng.evidence.looks import look
from nuozheng.oversight.bundles import LOOK_BASIS, case_to_bundle, purpose_named
from nuozheng.verification.bundle.packing import bundle_of
from nuozheng.verification.bundle.reader import Reader

router = Router(tags=["证据包"])
_ZIP: dict[str, Any] = {
    "responses": {
        200: {
            "description": "ZIP",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class BundleIn(Body):
    """What the bundle is for; one's own case needs no purpose."""

    purpose: Line = ""


@router.post(
    "/applications/{number}/bundle",
    response=answers(None),
    summary="取一个办件的证据包（zip）",
    description="本人取自己看得到的全部；办理机关和监督机关要写用途"
    "（review、suit、tolerance、inspection、handling），本人看得到这次取用。"
    "用 nuozheng bundle verify 离线验。",
    openapi_extra=_ZIP,
)
def take_bundle(request: HttpRequest, number: CaseNumber, body: BundleIn) -> HttpResponse:
    account = account_of(request)
    found = case_to_bundle(account, number, today())
    if found is None:
        raise Http404
    case, reader = found
    if reader is not Reader.PERSON:
        look(
            party_id=case.applicant_id,
            by_id=account.pk,
            what="bundle",
            purpose=purpose_named(body.purpose),
            basis=LOOK_BASIS,
            case_number=case.number,
        )
    answer = HttpResponse(bundle_of(case, reader, today()), content_type="application/zip")
    name = quote(f"证据包 {case.number}.zip", safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "no-store"
    return answer
