"""The addresses of the staff screens, included by the screens' own table."""

from django.urls import path

from nuozheng.web.desk.above import above
from nuozheng.web.desk.adjustment import event, events
from nuozheng.web.desk.afterwards.gaps import penalty_gaps
from nuozheng.web.desk.afterwards.intended import intended, intended_list, intended_paper
from nuozheng.web.desk.afterwards.others import case_others
from nuozheng.web.desk.alarms import alarm_list
from nuozheng.web.desk.assistance.ask import ask_assistance, ask_confirmation
from nuozheng.web.desk.assistance.catalogue import assistance_catalogue
from nuozheng.web.desk.assistance.inbox import assistance
from nuozheng.web.desk.assistance.request import assistance_paper, assistance_request
from nuozheng.web.desk.batches import batch, batches
from nuozheng.web.desk.beyond import beyond_national
from nuozheng.web.desk.bundle import case_bundle
from nuozheng.web.desk.case import case, notice
from nuozheng.web.desk.counter import counter_case, counter_done, counter_letter
from nuozheng.web.desk.counter_find import counter
from nuozheng.web.desk.credit import credit_record, credit_records
from nuozheng.web.desk.credit_files import credit_file
from nuozheng.web.desk.debt.pages import debt, debt_file, debt_tasks
from nuozheng.web.desk.disclosures.pages import (
    desk_disclosure,
    disclosure_sheet,
    disclosures,
    posting_proof,
)
from nuozheng.web.desk.disclosures.reports import public_reports
from nuozheng.web.desk.draws.pages import draw, draws, freeze_draw
from nuozheng.web.desk.duties.overview import duties
from nuozheng.web.desk.duties.stocktake import stocktake, stocktake_unit
from nuozheng.web.desk.duties.task import duty_package, duty_paper, unit_duty
from nuozheng.web.desk.edition import edition, edition_file
from nuozheng.web.desk.fairness.inspections import routine_inspections
from nuozheng.web.desk.fairness.pages import fairness
from nuozheng.web.desk.feedback import check_feedback
from nuozheng.web.desk.findings import finding, findings
from nuozheng.web.desk.guides import guides
from nuozheng.web.desk.intake import intake, intake_row, intakes
from nuozheng.web.desk.intake_files import intake_file, list_file, list_form
from nuozheng.web.desk.letters.copies import letter_copies
from nuozheng.web.desk.letters.editor import check_item, letter
from nuozheng.web.desk.letters.overview import letter_preview, letters
from nuozheng.web.desk.liaison import liaison
from nuozheng.web.desk.lists.change import add_entry, change, pick_entry
from nuozheng.web.desk.lists.overview import list_open, lists
from nuozheng.web.desk.lists.revision import revision, revision_document
from nuozheng.web.desk.objections import objection, objections
from nuozheng.web.desk.one_window import one_window, taken_in
from nuozheng.web.desk.oversight import oversight
from nuozheng.web.desk.papers import case_letter, case_paper, credit_document, credit_paper
from nuozheng.web.desk.people import people
from nuozheng.web.desk.performance import missing, results
from nuozheng.web.desk.questions import questions
from nuozheng.web.desk.queue import queue
from nuozheng.web.desk.registers import proof_registers
from nuozheng.web.desk.restraints.case import case_restraints
from nuozheng.web.desk.restraints.looking_up import sanction_check
from nuozheng.web.desk.restraints.one import restraint, restraint_paper
from nuozheng.web.desk.restraints.pages import restraints
from nuozheng.web.desk.restraints.record import restrained_record
from nuozheng.web.desk.restraints.setup import restraint_rules
from nuozheng.web.desk.restraints.unit_letter import unit_letter, unit_letter_paper
from nuozheng.web.desk.resume import resume
from nuozheng.web.desk.risk.covers import cover, cover_list, new_cover
from nuozheng.web.desk.risk.errors import error_case, error_list
from nuozheng.web.desk.risk.hazards import hazard, hazard_list, hazard_paper, new_hazard
from nuozheng.web.desk.risk.liability import liability_list
from nuozheng.web.desk.risk.overview import risks, risks_file
from nuozheng.web.desk.risk.register import risk_register
from nuozheng.web.desk.rollup import rollup
from nuozheng.web.desk.sources.corrections import source_correction, source_corrections
from nuozheng.web.desk.sources.register import source, sources
from nuozheng.web.desk.sources.sharing import sharing
from nuozheng.web.desk.sources.systems import systems
from nuozheng.web.desk.start import start
from nuozheng.web.desk.supervision.pages import (
    supervision,
    supervision_entry,
    supervision_paper,
)
from nuozheng.web.desk.take_over import take_over_entries
from nuozheng.web.desk.tasks import task, tasks
from nuozheng.web.desk.trouble import troubles
from nuozheng.web.desk.visits.items import inspection_items
from nuozheng.web.desk.visits.pages import new_visit, visit, visit_paper, visits

urlpatterns = [
    path("desk/", queue, name="queue"),
    path("desk/start/", start, name="desk_start"),
    path("desk/resume/", resume, name="desk_resume"),
    path("desk/cases/<str:number>/", case, name="case"),
    path("desk/cases/<str:number>/notice/", notice, name="case_notice"),
    path("desk/cases/<str:number>/bundle/", case_bundle, name="case_bundle"),
    path("desk/cases/<str:number>/letter/", case_letter, name="case_letter"),
    path("desk/cases/<str:number>/papers/<int:pk>/", case_paper, name="case_paper"),
    path("desk/counter/", counter, name="counter"),
    path("desk/counter/copies/", letter_copies, name="letter_copies"),
    path("desk/window/", one_window, name="one_window"),
    path("desk/window/<str:number>/", taken_in, name="taken_in"),
    path("desk/counter/<str:number>/", counter_case, name="counter_case"),
    path("desk/counter/<str:number>/letter/", counter_letter, name="counter_letter"),
    path("desk/counter/<str:number>/done/", counter_done, name="counter_done"),
    path("desk/tasks/", tasks, name="tasks"),
    path("desk/tasks/<int:pk>/", task, name="task"),
    path("desk/tasks/<int:pk>/assistance/", ask_assistance, name="ask_assistance"),
    path("desk/assistance/", assistance, name="assistance"),
    path("desk/assistance/catalogue/", assistance_catalogue, name="assistance_catalogue"),
    path("desk/assistance/<int:pk>/", assistance_request, name="assistance_request"),
    path("desk/assistance/<int:pk>/paper/", assistance_paper, name="assistance_paper"),
    path(
        "desk/cases/<str:number>/proofs/<int:pk>/confirmation/",
        ask_confirmation,
        name="ask_confirmation",
    ),
    path("desk/supervision/", supervision, name="supervision"),
    path("desk/supervision/<int:pk>/", supervision_entry, name="supervision_entry"),
    path("desk/supervision/<int:pk>/paper/", supervision_paper, name="supervision_paper"),
    path("desk/feedback/", check_feedback, name="check_feedback"),
    path("desk/tasks/<int:task_pk>/hazard/", new_hazard, name="new_hazard"),
    path("desk/risk/", risks, name="risks"),
    path("desk/risk/register.csv", risks_file, name="risks_file"),
    path("desk/risk/entries/<int:pk>/", risk_register, name="risk_register"),
    path("desk/risk/hazards/", hazard_list, name="hazards"),
    path("desk/risk/hazards/<int:pk>/", hazard, name="hazard"),
    path("desk/risk/hazards/<int:pk>/paper/", hazard_paper, name="hazard_paper"),
    path("desk/risk/errors/", error_list, name="error_cases"),
    path("desk/risk/errors/<int:pk>/", error_case, name="error_case"),
    path("desk/risk/liability/", liability_list, name="liability"),
    path("desk/risk/insurance/", cover_list, name="covers"),
    path("desk/risk/insurance/new/<int:entry_pk>/", new_cover, name="new_cover"),
    path("desk/risk/insurance/<int:pk>/", cover, name="cover"),
    path("desk/visits/", visits, name="visits"),
    path("desk/visits/new/<int:task_pk>/", new_visit, name="new_visit"),
    path("desk/visits/items/<int:agency_pk>/", inspection_items, name="inspection_items"),
    path("desk/visits/<int:pk>/", visit, name="visit"),
    path("desk/visits/<int:pk>/papers/<int:paper_pk>/", visit_paper, name="visit_paper"),
    path("desk/draws/", draws, name="draws"),
    path("desk/draws/new/<int:agency_pk>/", freeze_draw, name="freeze_draw"),
    path("desk/draws/<slug:code>/", draw, name="draw"),
    path("desk/alarms/", alarm_list, name="alarms"),
    path("desk/sources/", sources, name="desk_sources"),
    path("desk/sources/sharing/", sharing, name="desk_sharing"),
    path("desk/sources/systems/", systems, name="desk_systems"),
    path("desk/sources/corrections/", source_corrections, name="source_corrections"),
    path("desk/sources/corrections/<int:pk>/", source_correction, name="source_correction"),
    path("desk/sources/<slug:name>/", source, name="desk_source"),
    path("desk/batches/", batches, name="batches"),
    path("desk/batches/<int:pk>/", batch, name="batch"),
    path("desk/findings/", findings, name="findings"),
    path("desk/findings/<int:pk>/", finding, name="finding"),
    path("desk/intended/", intended_list, name="intended_list"),
    path("desk/intended/<int:pk>/", intended, name="intended"),
    path("desk/intended/<int:pk>/papers/<int:paper_pk>/", intended_paper, name="intended_paper"),
    path("desk/cases/<str:number>/others/", case_others, name="case_others"),
    path("desk/gaps/", penalty_gaps, name="penalty_gaps"),
    path("desk/questions/", questions, name="questions"),
    path("desk/credit/", credit_records, name="credit_records"),
    path("desk/credit/files/<int:party_pk>/", credit_file, name="credit_file"),
    path("desk/credit/results/", results, name="performance_results"),
    path("desk/credit/missing/", missing, name="missing_performance"),
    path("desk/credit/<int:pk>/", credit_record, name="credit_record"),
    path("desk/credit/<int:pk>/paper/", credit_paper, name="credit_paper"),
    path("desk/credit/<int:pk>/papers/<int:document>/", credit_document, name="credit_document"),
    path("desk/objections/", objections, name="credit_objections"),
    path("desk/objections/<int:pk>/", objection, name="credit_objection"),
    path("desk/disclosures/", disclosures, name="disclosures_desk"),
    path("desk/disclosures/<int:pk>/", desk_disclosure, name="desk_disclosure"),
    path("desk/disclosures/<int:pk>/sheet.pdf", disclosure_sheet, name="disclosure_sheet"),
    path("desk/disclosures/<int:pk>/proofs/<int:posting_pk>/", posting_proof, name="posting_proof"),
    path("desk/reports/", public_reports, name="public_reports"),
    path("desk/restraints/", restraints, name="restraints"),
    path("desk/restraints/check/", sanction_check, name="sanction_check"),
    path("desk/restraints/rules/", restraint_rules, name="restraint_rules"),
    path("desk/restraints/records/<int:pk>/", restrained_record, name="restrained_record"),
    path("desk/restraints/letters/<int:pk>/", unit_letter, name="unit_letter"),
    path("desk/restraints/letters/<int:pk>/paper/", unit_letter_paper, name="unit_letter_paper"),
    path("desk/restraints/lists/<int:pk>/", restraint, {"kind": "listing"}, name="listing"),
    path(
        "desk/restraints/lists/<int:pk>/<slug:paper>/",
        restraint_paper,
        {"kind": "listing"},
        name="listing_paper",
    ),
    path("desk/restraints/sanctions/<int:pk>/", restraint, {"kind": "sanction"}, name="sanction"),
    path(
        "desk/restraints/sanctions/<int:pk>/<slug:paper>/",
        restraint_paper,
        {"kind": "sanction"},
        name="sanction_paper",
    ),
    path("desk/cases/<str:number>/restraints/", case_restraints, name="case_restraints"),
    path("desk/beyond/", beyond_national, name="beyond_national"),
    path("desk/oversight/", oversight, name="oversight"),
    path("desk/debt/", debt, name="debt"),
    path("desk/debt/tasks/", debt_tasks, name="debt_tasks"),
    path("desk/debt/tasks.<str:format>", debt_file, name="debt_file"),
    path("desk/fairness/", fairness, name="fairness"),
    path("desk/fairness/inspections/", routine_inspections, name="routine_inspections"),
    path("desk/duties/", duties, name="duties"),
    path("desk/duties/<int:pk>/", unit_duty, name="unit_duty"),
    path("desk/duties/<int:pk>/papers/<int:document_pk>/", duty_paper, name="duty_paper"),
    path("desk/duties/<int:pk>/package.eml", duty_package, name="duty_package"),
    path("desk/stocktake/<slug:slug>/", stocktake, name="stocktake"),
    path("desk/stocktake/<slug:slug>/<int:agency_pk>/", stocktake_unit, name="stocktake_unit"),
    path("desk/lists/", lists, name="lists"),
    path("desk/lists/open/", list_open, name="list_open"),
    path("desk/lists/trouble/", troubles, name="troubles"),
    path("desk/lists/events/", events, name="events"),
    path("desk/lists/events/<int:pk>/", event, name="event"),
    path("desk/lists/above/", above, name="above"),
    path("desk/lists/above/take/", take_over_entries, name="take_over"),
    path("desk/lists/registers/", proof_registers, name="proof_registers"),
    path("desk/lists/rollup/", rollup, name="rollup"),
    path("desk/lists/rollup/<int:pk>/", edition, name="edition"),
    path("desk/lists/rollup/<int:pk>/list.csv", edition_file, name="edition_file"),
    path("desk/lists/<str:number>/", revision, name="revision"),
    path("desk/lists/<str:number>/letters/", letters, name="revision_letters"),
    path("desk/lists/<str:number>/letters/<str:service>/", letter, name="revision_letter"),
    path(
        "desk/lists/<str:number>/letters/<str:service>/check/<slug:key>/",
        check_item,
        name="check_letter_item",
    ),
    path(
        "desk/lists/<str:number>/letters/<str:service>/preview.<str:form>",
        letter_preview,
        name="letter_preview",
    ),
    path("desk/lists/<str:number>/pick/", pick_entry, name="pick_entry"),
    path("desk/lists/<str:number>/add/", add_entry, name="add_entry"),
    path("desk/lists/<str:number>/changes/<int:pk>/", change, name="change"),
    path(
        "desk/lists/<str:number>/documents/<int:pk>/", revision_document, name="revision_document"
    ),
    path("desk/intake/", intakes, name="intakes"),
    path("desk/intake/<int:pk>/", intake, name="intake"),
    path("desk/intake/<int:pk>/file/", intake_file, name="intake_file"),
    path("desk/intake/<int:pk>/rows/<int:row_pk>/", intake_row, name="intake_row"),
    path("desk/intake/forms/<str:name>", list_form, name="list_form"),
    path("desk/intake/lists/<slug:slug>/<int:agency_pk>/<str:name>", list_file, name="list_file"),
    path("desk/liaison/", liaison, name="liaison"),
    path("desk/people/", people, name="people"),
    path("desk/guides/", guides, name="desk_guides"),
]
