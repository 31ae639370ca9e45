"""Check a letter by its number: genuine or unknown, by whom, when; never what or of whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.verification.afterwards.models import LetterVersion
from nuozheng.web.public.letter_numbers import written
from nuozheng.web.public.log import place_of


@require_safe
def ask_number(request: HttpRequest) -> HttpResponse:
    """The form; a number given as `v` leads to its own page."""
    given = request.GET.get("v", "")
    if not given:
        return render(request, "web/public/letter.html", {"given": "", "problem": ""})
    number = written(given)
    if number is None:
        problem = _("承诺书编号是NZ开头的16位字符，例如NZ26-1124-7K3Q-90PX。请核对一下。")
        page = {"given": given[:60], "problem": problem}
        return render(request, "web/public/letter.html", page, status=422)
    return redirect("web:letter", number=number)


@require_safe
def check_letter(request: HttpRequest, number: str) -> HttpResponse:
    """What the registry says of a number; an unknown one is answered with 404."""
    known = written(number)
    found = (
        Commitment.objects.filter(letter_number=known)
        .exclude(status=CommitmentStatus.DRAFT)
        .select_related("application__agency", "application__catalogue__jurisdiction", "letter")
        .defer("letter__content", "entered", "declared", "checks")
        .first()
        if known
        else None
    )
    replaced = None if found or not known else _replaced(known)
    page = {
        "given": known or number[:60],
        "problem": "",
        "asked": True,
        "replaced": replaced,
        "letter": found,
        "withdrawn": found is not None and found.status == CommitmentStatus.WITHDRAWN,
        "asked_at": timezone.now(),
        "place": place_of(known),
    }
    return render(request, "web/public/letter.html", page, status=200 if found or replaced else 404)


def _replaced(number: str) -> LetterVersion | None:
    """An earlier version of a letter, which its signer corrected before any check."""
    return (
        LetterVersion.objects.filter(letter_number=number)
        .select_related("commitment__application__agency", "letter")
        .defer("letter__content", "declared", "checks")
        .first()
    )
