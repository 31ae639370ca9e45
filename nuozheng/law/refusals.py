"""The heading of every reason of refusal: stable keys, one short Chinese text each.

A key is never reused for another reason. The sentence with its facts, cure and clause stands in
the finding itself; the heading is for lists, statistics and messages.
"""

from nuozheng.law.notice import ELEMENT_WORD

HEADINGS: dict[str, str] = {
    # who may commit
    "no_serious_breach_on_record": "有影响承诺的失信记录",
    "no_false_commitment_before": "作出过虚假承诺，还没有修复",
    "not_on_the_negative_list": "属于负面清单的情形或者对象",
    "agent_may_commit_here": "不能由别人代为承诺",
    "authorisation_is_shown": "没有书面授权",
    "authorisation_names_both": "授权书的姓名对不上",
    "authorisation_covers_the_item": "授权书不包括这一件",
    "authorisation_is_in_force": "授权不在有效期内",
    # which proofs
    "is_issued_by_another": "不是别的机构出具的证明",
    "body_is_covered": "办理单位不在适用范围",
    "matter_is_on_application": "不是依申请办理的事项",
    "matter_type_is_covered": "事项类型不在适用范围",
    "rests_on_a_legal_basis": "证明没有法律、法规依据",
    "is_no_problem_proof": "是循环、重复或者“奇葩”证明",
    "touches_no_excluded_field": "直接涉及不适用的领域",
    "bears_on_no_excluded_relation": "直接关系人身健康、生命财产安全等",
    "priority_is_no_licence": "健康状况本身不能用承诺代替",
    "residual_risk_is_bearable": "风险较大、纠错成本较高、损害难以挽回",
    "correctable_and_controllable": "不能事后纠正或者风险不可控",
    "proof_not_on_the_negative_list": "证明列入负面清单",
    "compulsion_is_allowed": "不能设为必须承诺",
    "has_conditions_to_promise": "没有写明要承诺的条件",
    # how a proof is met, what may be asked
    "commitment_is_open": "这次不能用书面承诺",
    "may_choose_this_way": "不能用这种办法",
    "may_decline": "原因不在规定之内",
    "applicant_may_be_asked": "不能要申请人提交",
    "is_on_the_list": "不在公布的清单里",
    "is_not_covered_by_commitment": "已经承诺，不能再要",
    "is_not_met_otherwise": "已经用别的方式解决，不能再要",
    # notice and commitment
    "notice_tells_that_fees_stay_paid": "没有写明费用不退",
    "notice_given_once": "已经一次性告知",
    "notice_given_in_writing": "没有书面告知",
    "notice_delivered_before_commitment": "告知书还没有送达",
    "says_already_met": "写成了以后才符合",
    # withdrawal
    "withdrawal_is_known_here": "本地没有撤回的规定",
    "there_is_a_commitment": "还没有承诺",
    "not_yet_concluded": "已经办结，不能撤回",
    "has_a_reason": "没有写明撤回的理由",
    "check_does_not_hinder": "已经开始核查，不能撤回",
    # verification
    "plan_fixes_time": "没有写明核查时间",
    "plan_fixes_standard": "没有写明核查标准",
    "plan_fixes_manner": "没有写明核查方式",
    "plan_answers_exemption": "没有回答是否免予核查",
    "plan_fixes_sampling_ratio": "没有写明抽查比率",
    "exemption_is_offered_here": "本地没有免予核查",
    "exempt_is_supervised": "没有写明免予核查后的监管方式",
    "selection_is_fair": "歧视性监管",
    # finding and consequences
    "person_was_told": "还没有告诉申请人哪里对不上",
    "person_was_heard": "还没有听取说明",
    "statement_was_considered": "还没有答复申请人的说明",
    "a_named_officer_decides": "没有写明由谁认定",
    "finding_has_a_document": "认定书缺少文号或者理由",
    "finding_is_final": "还没有认定",
    "measure_is_known_here": "本地没有这种措施",
    "measure_fits_the_stage": "现在不能采取这种措施",
    "officer_is_named": "没有写明由谁作出",
    "has_what_it_needs": "措施的内容不全",
    "closes_with_a_measure": "还没有采取措施",
    "closes_with_revoke": "还没有撤销决定",
    "closes_with_penalise": "还没有处罚",
    "closes_with_refer": "还没有移送司法机关",
    "fee_may_be_refunded": "已缴费用不退",
    "penalty_has_a_rule": "没有处罚规则",
    # credit
    "graded_by_social_impact": "还没有按社会影响分级",
    "record_rests_on_a_document": "信用记录没有认定文书",
    "shortest_period_is_over": "还没有满最短公示期限",
    "duties_are_done": "还没有履行义务",
    "credit_promise_is_made": "还没有信用承诺",
}
_STATEMENTS = {
    "knows": "已知晓",
    "meets": "已符合条件",
    "accepts_liability": "愿意承担责任",
    "genuine_intent": "真实意思表示",
}
HEADINGS |= {f"notice_states_{name}": f"告知书缺少{word}" for name, word in ELEMENT_WORD.items()}
HEADINGS |= {f"says_{name}": f"没有承诺“{word}”" for name, word in _STATEMENTS.items()}
HEADINGS |= {f"template_says_{name}": f"文本缺少“{word}”" for name, word in _STATEMENTS.items()}


OF_ACTS: dict[str, str] = {
    # any act
    "move_not_possible": "现在不能这样做",
    "move_unknown": "没有这种操作",
    "not_your_move": "不由您来做",
    "reason_required": "没有写明理由",
    "text_too_long": "写得太长",
    "note_required": "没有写明情况",
    "document_required": "没有文号",
    "file_empty": "文件是空的",
    "file_too_large": "文件太大",
    "file_kind_unknown": "文件读不出来",
    "glyph_missing": "有字印不出来",
    "invisible_character": "有看不见的字符",
    "signature_picture_unreadable": "签名图片读不出来",
    # opening
    "applicant_not_chosen": "还没有选以谁的名义办",
    "no_authority": "没有权限替申请人办理",
    "wrong_kind_of_applicant": "不由这一类申请人申请",
    "opening_key_wrong": "缺少识别码",
    "opening_key_used": "识别码已经用过",
    "channel_unknown": "没有这种办理渠道",
    # choosing, notice, declaration, signature
    "way_unknown": "没有这种办法",
    "proof_is_settled": "这份证明已经有着落",
    "nothing_to_commit": "没有要承诺的证明",
    "no_letter_published": "承诺书文本还没有公布",
    "declaration_closed": "承诺内容不能再改",
    "declaration_changed": "承诺内容刚刚改过",
    "printed_content_changed": "打印以后内容改过",
    # papers and completion
    "proof_met_otherwise": "这份证明不用交",
    "case_not_open": "办件现在不能登记",
    "case_not_open_for_proofs": "现在不用再交材料",
    "nothing_asked": "还没有选要补正的",
    "completion_incomplete": "补正告知没有写完",
    "completion_names_nothing": "补正告知没有写要什么",
    "completion_asked_once": "补正已经告知过一次",
    # guidance
    "question_empty": "还没有写问题",
    "answer_empty": "还没有写答复",
    "answered_already": "已经答复过",
    # counter
    "counter_not_found": "没有找到办件",
    "counter_too_often": "查得太频繁",
    # verification and findings
    "task_closed": "核查已经有结论",
    "statement_empty": "还没有写说明",
    "same_person_checks_and_finds": "核查的人不能自己认定",
    "outcome_unknown_here": "本地没有这种认定",
    "intent_needs_reasons": "没有写明故意的理由",
    "judgement_incomplete": "认定没有写完",
    "measure_incomplete": "处理没有写完",
    "measure_unknown": "没有这种处理措施",
    "measure_taken_once": "这项处理已经作出",
    # credit
    "same_person_finds_and_records": "认定的人不能自己登记",
    "not_your_record": "不是您的记录",
    "record_not_in_force": "记录没有效力",
    "repair_under_way": "修复正在办理",
    "repair_decided_already": "修复已经办结",
}
"""Reasons that lie in the act and its moment, not in a rule of a text."""

FAMILIES: dict[str, str] = {
    "choose.": "证明还没有选办法",
    "proof.": "证明还没有着落",
    "declared.": "填写的内容读不出来",
    "ticked.": "还有没打√的条件",
    "condition.": "不在标准以内",
    "contradicted.": "与查到的数据不一致",
    "input.": "填写有误",
}
"""Keys that go on with the number of the proof, condition or field that they are about."""


def heading(key: str) -> str:
    """The short text of a reason; KeyError where a reason has none, which a test rules out."""
    if known := HEADINGS.get(key) or OF_ACTS.get(key):
        return known
    family = key.partition(".")[0] + "."
    return FAMILIES[family] if family in FAMILIES else HEADINGS[key]
