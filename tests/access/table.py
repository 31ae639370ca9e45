"""One table of who sees what: every page and every reading operation, by audience.

Letters name the roles that may see a page where the records are:

o 经办  v 核查  i 检查  c 信用  s 监督  k 清单  l 合法性审核  h 负责人  j 司法行政  a 批准  d 数据源

w is the person or company that the record is about; b stands for staff of another agency of the
same place, e for staff of another place, who see the page with what is theirs. `*` is everybody,
`+` everybody signed in, who finds only their own; empty is nobody, since the address leads on or
answers to POST alone.

A page that isn't here fails the test, and so does an answer to anybody outside its row.
"""

EVERYBODY, SIGNED_IN = "*", "+"

PAGES: dict[str, str] = {
    # Accounts
    "sandbox:sign_ins": "*", "sandbox:enter": "",
    "account_login": "*", "account_logout": "+", "account_signup": "*", "account_inactive": "*",
    "account_reauthenticate": "+", "account_change_password": "+", "account_set_password": "+",
    "openid_connect_login": "", "openid_connect_callback": "",
    "mfa_index": "+", "mfa_authenticate": "", "mfa_reauthenticate": "", "mfa_activate_totp": "",
    "mfa_deactivate_totp": "", "mfa_view_recovery_codes": "", "mfa_generate_recovery_codes": "",
    "mfa_download_recovery_codes": "", "mfa_list_webauthn": "+", "mfa_add_webauthn": "",
    "mfa_reauthenticate_webauthn": "", "mfa_remove_webauthn": "", "mfa_edit_webauthn": "",
    "mfa_login_webauthn": "",
    # What everybody may read
    **dict.fromkeys(
        ("web:home", "web:catalogue", "web:list", "web:agencies", "web:shared_data", "web:rules",
         "web:item", "web:blank_letter", "web:blank_letter_docx", "web:blank_letter_text",
         "web:letter_version", "web:list_on", "web:list_history", "web:list_units",
         "web:list_feed", "web:open_data", "web:list_data", "web:item_history", "web:guide",
         "web:guide_version", "web:still_asked", "web:compare", "web:moves",
         "web:public_inspection_items", "web:public_draws", "web:draw_verifier",
         "web:public_draw", "web:draw_file", "web:check_letter", "web:letter"),
        EVERYBODY,
    ),
    "web:my_correction_withdraw": "",
    "web:large": "", "web:choose_day": "", "web:guide_file": "",
    "web:still_asked_receipt": "",
    # The applicant's own
    "web:my_cases": "+", "web:resume": "", "web:my_looks": "+", "web:my_credit": "+",
    "web:start": "+",
    **dict.fromkeys(
        ("web:my_case", "web:my_proofs", "web:my_rehearsal", "web:my_facts", "web:my_sign",
         "web:my_submit", "web:my_mend", "web:my_withdraw", "web:my_abandon", "web:my_questions",
         "web:my_letter", "web:my_paper", "web:my_finding", "web:my_notice", "web:my_correction",
         "web:my_repair", "web:my_unsigned"),
        "w",
    ),
    # Cases
    "web:queue": "obe", "web:desk_start": "", "web:desk_resume": "",
    "web:case": "ov", "web:case_notice": "ov", "web:case_letter": "ov", "web:case_paper": "ov",
    "web:case_others": "ov",
    "web:counter": "obe", "web:letter_copies": "obe", "web:one_window": "o",
    "web:taken_in": "o", "web:counter_case": "o", "web:counter_letter": "o",
    "web:counter_done": "o", "web:questions": "obe",
    # Verification
    "web:tasks": "vbe", "web:task": "v", "web:ask_assistance": "v",
    "web:assistance": "ovshjbe", "web:assistance_catalogue": "ovshjbe",
    "web:assistance_request": "ovhs", "web:assistance_paper": "ovhs",
    "web:ask_confirmation": "ov",
    "web:supervision": "vickbe", "web:supervision_entry": "vi", "web:supervision_paper": "vi",
    "web:check_feedback": "ovsdbe", "web:routine_inspections": "vibe",
    "web:visits": "vlbe", "web:new_visit": "v", "web:inspection_items": "v", "web:visit": "vl",
    "web:visit_paper": "vl", "web:draws": "vsjbe", "web:freeze_draw": "v", "web:draw": "vsj",
    "web:batches": "vsbe", "web:batch": "vs",
    "web:field": "ibe", "web:field_key": "ibe", "web:field_shell": "*",
    "web:field_worker": "*", "web:field_visit": "i", "web:field_letter": "i",
    # Risk
    "web:new_hazard": "v", "web:risks": "ovsbe", "web:risks_file": "ovsbe",
    "web:risk_register": "ovs", "web:hazards": "ovsbe", "web:hazard": "ovs",
    "web:hazard_paper": "ovs", "web:error_cases": "ovsbe", "web:error_case": "ovs",
    "web:liability": "se", "web:covers": "ovsbe", "web:new_cover": "o", "web:cover": "ovs",
    # Data sources
    "web:alarms": "vcsdbe", "web:desk_sources": "vsdbe", "web:desk_sharing": "vsdbe",
    "web:desk_systems": "vsdbe", "web:source_corrections": "de", "web:source_correction": "d",
    "web:desk_source": "vsdbe",
    # Findings and what follows
    "web:findings": "ovbe", "web:finding": "ov", "web:intended_list": "olbe",
    "web:intended": "ol", "web:intended_paper": "ol", "web:penalty_gaps": "se",
    # Credit
    "web:credit_records": "ce", "web:credit_record": "c", "web:credit_paper": "c",
    # Oversight
    "web:oversight": "se", "web:debt": "vsbe", "web:debt_tasks": "vsbe", "web:debt_file": "vsbe",
    "web:fairness": "se", "web:people": "shbe",
    # Lists
    "web:duties": "kjsbe", "web:unit_duty": "kjs", "web:duty_paper": "kjs",
    "web:duty_package": "kjs", "web:stocktake": "kjs", "web:stocktake_unit": "kjs",
    "web:lists": "klhjabe", "web:list_open": "kbe", "web:troubles": "kjbe",
    "web:events": "khjbe", "web:event": "khj", "web:above": "kjbe", "web:take_over": "",
    "web:proof_registers": "kjbe", "web:rollup": "kje", "web:edition": "kj",
    "web:edition_file": "kj",
    **dict.fromkeys(
        ("web:revision", "web:revision_letters", "web:revision_letter", "web:check_letter_item",
         "web:letter_preview", "web:change", "web:revision_document"),
        "klhja",
    ),
    "web:pick_entry": "k", "web:add_entry": "k",
    "web:intakes": "kbe", "web:intake": "k", "web:intake_file": "k", "web:intake_row": "k",
    "web:list_form": "kbe", "web:list_file": "kj", "web:liaison": "kbe", "web:desk_guides": "kbe",
    # Credit files, objections, sanctions
    "web:credit_file": "cov", "web:performance_results": "c", "web:missing_performance": "cosvbe",
    "web:credit_document": "co", "web:credit_objections": "cobe", "web:credit_objection": "co",
    "web:restraints": "hocjbe", "web:restraint_rules": "ce", "web:sanction_check": "hocbe",
    "web:restrained_record": "oc", "web:unit_letter": "oc", "web:unit_letter_paper": "oc",
    **dict.fromkeys(
        ("web:listing", "web:listing_paper", "web:sanction", "web:sanction_paper"), "hocj"
    ),
    "web:case_restraints": "o", "web:beyond_national": "jse",
    "web:my_credit_file": "w", "web:my_restraints": "+", "web:my_listing": "w",
    "web:my_sanction": "w", "web:my_objection": "w", "web:my_credit_document": "w",
    # Disclosure
    **dict.fromkeys(
        ("web:robots", "web:disclosures", "web:disclosure_feed", "web:credit_sections",
         "web:disclosure", "web:disclosure_report", "web:disclosure_reported"),
        EVERYBODY,
    ),
    "web:disclosures_desk": "oclhbe", "web:public_reports": "se", "web:my_disclosures": "+",
    **dict.fromkeys(
        ("web:desk_disclosure", "web:disclosure_sheet", "web:posting_proof"), "oclh"
    ),
    # Evidence
    **dict.fromkeys(
        ("web:seal_root", "web:seal_sm2_key", "web:letter_sm2", "web:letter_proof", "web:log",
         "web:log_checkpoint", "web:log_tile"),
        EVERYBODY,
    ),
    "web:case_bundle": "ovs", "web:my_bundle": "w",
}  # fmt: skip

_CASE_PARTS = ("", "/access-receipts", "/decision", "/history", "/letter", "/notice")
_REVISION_PARTS = (
    "", "/changes", "/changes/{id}", "/documents/{id}", "/findings", "/history", "/letters",
    "/letters/{service}", "/scope",
)  # fmt: skip
OPERATIONS: dict[str, str] = {
    **{f"applications/{{number}}{part}": "ovw" for part in _CASE_PARTS},
    "applications/{number}/declaration": "w", "applications/{number}/letter/unsigned": "w",
    "applications": "+", "credit": "+", "me": "+", "findings": "+", "records": "+",
    "revisions": "+", "tasks": "+", "visits": "+", "batches": "+",
    "items/{id}": "+", "clauses/{id}": "+", "places": "+", "places/{slug}/items": "+",
    "batches/{id}": "vs", "visits/{id}": "vil", "tasks/{id}": "v",
    "debt": "vsbe", "debt/tasks": "vsbe", "fairness": "se",
    "findings/{id}": "ovw", "findings/{id}/document": "ovw", "findings/{id}/notice": "ovw",
    "records/{id}": "cw",
    "places/{slug}/differences": "",
    "me/looks": "+", "disclosures": "+", "objections": "+", "objections/{id}": "cow",
    "credit-files/{id}": "covw", "restraints": "+", "restraints/{code}": "hocjw",
    "performance": "c", "performance/missing": "+",
    **{f"revisions/{{number}}{part}": "klhja" for part in _REVISION_PARTS},
    **dict.fromkeys(
        ("entries/{id}/versions", "items/{id}/guide", "letters/{number}",
         "places/{slug}/entries", "places/{slug}/versions",
         "disclosures/{number}", "log", "log/proofs/{sha256}"),
        EVERYBODY,
    ),
}  # fmt: skip
