"""What acts of a case and its findings are called where no table names them."""

from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.procedure import TABLES

KINDS = {
    "application": "办件",
    "verification_task": "核查",
    "untruth_finding": "说明和认定",
    "intended_measure": "拟作出的处理",
    "credit_record": "信用记录",
}
_OTHER_ACTS = {
    ("application", "open"): "开始申请",
    ("application", "obtain"): "登记部门答复",
    ("application", "hand_in"): "交来证明",
    ("application", "ask"): "申请人提问",
    ("application", "answer"): "答复提问",
    ("application", "correct"): "申请人自行更正承诺",
    ("application", "change_agency"): "机构调整，转到新的部门",
    ("application", "present_certificate"): "出示电子证照",
    ("application", "record_third_party"): "登记第三人",
    ("application", "guard_third_parties"): "写明防范措施",
    ("application", "settle_performance"): "补记兑现的承诺",
    ("verification_task", "to_person"): "转由人看过再记",
    ("verification_task", "switch_method"): "换办法核查",
    ("untruth_finding", "open"): "发现对不上",
    ("untruth_finding", "report_mended"): "本人报告已经整改",
    ("untruth_finding", "recheck_mended"): "复查：整改到位",
    ("untruth_finding", "recheck_unmended"): "复查：没有整改到位",
    ("intended_measure", "intend"): "告知拟作出的处理",
    ("intended_measure", "object"): "第三人提出异议",
    ("intended_measure", "answer_objection"): "答复第三人",
    ("credit_record", "propose"): "报送登记",
    ("credit_record", "record_kept"): "记下兑现的承诺",
}


def act_name(kind: str, act: str) -> str:
    """The act as its table or this list names it, else its own name."""
    if act.startswith("take."):
        return MEASURE_WORD[act.removeprefix("take.")]
    rule = next((rule for rule in TABLES[kind].rules if rule.act == act), None)
    return rule.label if rule else _OTHER_ACTS.get((kind, act), act)
