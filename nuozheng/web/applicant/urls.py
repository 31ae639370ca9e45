"""Addresses of an applicant, a company's representative or an agent."""

from django.urls import URLPattern, path

from nuozheng.web.applicant import (
    afterwards,
    bundle,
    cases,
    credit,
    disclosures,
    facts,
    findings,
    looks,
    mending,
    notices,
    objections,
    papers,
    proofs,
    rehearsal,
    restraints,
    signing,
    start,
    status,
)
from nuozheng.web.sessions import resume

_CASE = "my/cases/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("my/", cases.my_cases, name="my_cases"),
    path("my/resume/", resume, name="resume"),
    path("my/start/<int:item_id>/", start.start, name="start"),
    path(_CASE, status.show_case, name="my_case"),
    path(f"{_CASE}proofs/", proofs.settle_proofs, name="my_proofs"),
    path(f"{_CASE}rehearsal/", rehearsal.try_out, name="my_rehearsal"),
    path(f"{_CASE}facts/", facts.declare_facts, name="my_facts"),
    path(f"{_CASE}sign/", signing.check_and_sign, name="my_sign"),
    path(f"{_CASE}unsigned.pdf", papers.fetch_unsigned, name="my_unsigned"),
    path(f"{_CASE}submit/", signing.submit_case, name="my_submit"),
    path(f"{_CASE}mend/", mending.mend, name="my_mend"),
    path(f"{_CASE}withdraw/", afterwards.withdraw_commitment, name="my_withdraw"),
    path(f"{_CASE}abandon/", afterwards.abandon_case, name="my_abandon"),
    path(f"{_CASE}questions/", afterwards.ask_office, name="my_questions"),
    path(f"{_CASE}bundle/", bundle.my_bundle, name="my_bundle"),
    path(f"{_CASE}letter.pdf", papers.fetch_letter, name="my_letter"),
    path(f"{_CASE}papers/<int:document_id>/", papers.fetch_paper, name="my_paper"),
    path("my/findings/<int:finding_id>/", findings.answer_finding, name="my_finding"),
    path("my/notices/<int:pk>/", notices.answer_notice, name="my_notice"),
    path("my/looks/", looks.my_looks, name="my_looks"),
    path("my/looks/<int:pk>/correct/", looks.correct, name="my_correction"),
    path(
        "my/corrections/<int:pk>/withdraw/", looks.withdraw_request, name="my_correction_withdraw"
    ),
    path("my/disclosures/", disclosures.my_disclosures, name="my_disclosures"),
    path("my/credit/", credit.show_credit, name="my_credit"),
    path("my/credit/files/<int:party_id>/", credit.show_file, name="my_credit_file"),
    path("my/restraints/", restraints.my_restraints, name="my_restraints"),
    path(
        "my/restraints/lists/<int:pk>/",
        restraints.my_restraint,
        {"kind": "listing"},
        name="my_listing",
    ),
    path(
        "my/restraints/sanctions/<int:pk>/",
        restraints.my_restraint,
        {"kind": "sanction"},
        name="my_sanction",
    ),
    path("my/credit/<int:record_id>/repair/", credit.ask_repair, name="my_repair"),
    path("my/credit/<int:record_id>/objection/", objections.objection, name="my_objection"),
    path(
        "my/credit/<int:record_id>/papers/<int:pk>/",
        objections.document,
        name="my_credit_document",
    ),
]
