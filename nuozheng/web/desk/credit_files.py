"""信用档案 at the desk: other units' words and numbers are hidden until somebody says why."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.verification.performance import access, unmasking
from nuozheng.web.accounts.second_factor import recently_confirmed, sent_to_confirm
from nuozheng.web.credit_file import Seen, file_context
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown

READERS = (Role.CREDIT_OFFICER, *access.HANDLES)


class PurposeForm(DeskForm):
    """Why somebody has to see what is hidden."""

    purpose = forms.CharField(
        label=gettext_lazy("为什么要看"),
        help_text=gettext_lazy("写明办哪一件、要核对什么。本人会看到谁在什么时候、为什么看过。"),
        max_length=unmasking.LONGEST_PURPOSE,
    )


@staffed(*READERS)
def credit_file(request: HttpRequest, desk: Desk, party_pk: int) -> HttpResponse:
    """The file of a person or an organisation; a POST with a purpose shows it whole, once."""
    party = access.files_open_to(desk.account, desk.today).filter(pk=party_pk).first()
    if party is None:
        raise Http404
    if request.method == "POST" and not recently_confirmed(request):
        return sent_to_confirm(request)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    whole, purpose = False, unmasking.MASKED
    if request.method == "POST":
        try:
            purpose, whole = unmasking.purpose_of(form.text("purpose")), True
        except Refused as problem:
            refused = tuple(problem.findings)
    unmasking.note(party, desk.account, purpose, desk.today)
    seen = Seen(
        access.places_of(desk.account, desk.today),
        frozenset(one.pk for one in desk.agencies(*access.HANDLES)),
        whole,
    )
    context = file_context(request, party, seen) | {"form": form, "whole": whole}
    return shown(request, desk, "web/desk/credit/file.html", context, refused)
