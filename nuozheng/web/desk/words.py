"""What a desk calls the states of its work; the applicant's words for them are others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.applications.models import ProofStatus
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.procedure import TABLES, ApplicationStatus
from nuozheng.law.review import act_in_words

_S = ApplicationStatus
CASE_STATE: dict[ApplicationStatus, tuple[str, Promise]] = {
    _S.DRAFT: ("", _("申请人还在填写")),
    _S.NOTICED: ("", _("申请人还在填写")),
    _S.SUBMITTED: ("wait", _("等我们受理")),
    _S.AWAITING_COMPLETION: ("wait", _("等申请人补正")),
    _S.AWAITING_PROOFS: ("wait", _("等申请人交证明")),
    _S.ACCEPTED: ("wait", _("等我们决定")),
    _S.GRANTED: ("ok", _("准予")),
    _S.REFUSED: ("", _("不予办理")),
    _S.TERMINATED: ("", _("已终止办理")),
    _S.INVALID: ("", _("按无效处理")),
    _S.REVOKED: ("", _("决定已撤销")),
    _S.ABANDONED: ("", _("申请人不办了")),
}
"""The shape of the component `says` ("" for plain words) and what the desk calls the state."""

PROOF_STATE: dict[ProofStatus, tuple[str, Promise]] = {
    ProofStatus.AWAITING_CHOICE: ("wait", _("等申请人选办法")),
    ProofStatus.AWAITING_COMMITMENT: ("wait", _("等申请人承诺")),
    ProofStatus.AWAITING_DOCUMENT: ("wait", _("等申请人提交")),
    ProofStatus.AWAITING_AGENCY: ("wait", _("等部门答复")),
    ProofStatus.SETTLED: ("ok", _("已解决")),
}
KIND_NAME: dict[str, Promise] = {
    "application": _("办件"),
    "verification_task": _("核查"),
    "verification_batch": _("批量核查"),
    "draw": _("双随机抽查"),
    "visit": _("现场检查"),
    "inspection_item": _("检查事项"),
    "untruth_finding": _("说明和认定"),
    "credit_record": _("信用记录"),
    "credit_repair": _("信用修复"),
    "publication": _("公示"),
    "posting": _("公示场所"),
    "credit_objection": _("信用异议"),
    "troubled_proof": _("问题证明"),
    "touched_entry": _("受影响的证明"),
    "agency_succession": _("机构接办"),
    "list_difference": _("与上级的差异"),
    "revision": _("清单修订"),
    "shared_proof": _("数据共享"),
    "sharing_task": _("数据共享任务"),
    "department_system": _("系统对接"),
    "source_correction": _("更正数据"),
    "assistance_request": _("协助请求"),
    "assistance_entry": _("行政协助目录"),
    "confirmation_request": _("部门核验"),
    "intended_measure": _("拟作出的处理"),
    "supervision_entry": _("日常监管"),
    "credit_check": _("信用核查"),
    "check_feedback": _("核查情况反馈"),
    "debt_notice": _("核查欠账"),
    "fairness_alarm": _("差别对待的提醒"),
    "risk_point": _("风险登记"),
    "hazard": _("隐患"),
    "error_case": _("差错分析"),
    "liability_entry": _("责任追究"),
    "post": _("岗位"),
    "cover": _("责任保险"),
    "claim": _("保险赔偿"),
    "listing": _("失信名单"),
    "sanction": _("失信惩戒"),
    "unit_letter": _("通知所在单位"),
}
_OTHER_ACTS: dict[tuple[str, str], Promise] = {
    ("application", "open"): _("开始申请"),
    ("application", "change_agency"): _("机构调整，转到新的部门"),
    ("troubled_proof", "find"): _("梳理查到"),
    ("application", "obtain"): _("登记部门答复"),
    ("application", "hand_in"): _("交来证明"),
    ("application", "present_certificate"): _("出示电子证照"),
    ("application", "set_aside_certificate"): _("不用查到的电子证照"),
    ("application", "look_again"): _("再看电子证照"),
    ("application", "ask"): _("申请人提问"),
    ("application", "answer"): _("答复提问"),
    ("application", "settle_performance"): _("补记兑现的承诺"),
    ("verification_task", "to_person"): _("转由人看过再记"),
    ("verification_task", "switch_method"): _("换办法核查"),
    ("assistance_request", "prepare"): _("写好请求"),
    ("assistance_request", "receive"): _("收到外地来函"),
    ("assistance_request", "remind"): _("催办"),
    ("assistance_request", "escalate"): _("逾期，报牵头单位"),
    ("assistance_entry", "propose"): _("提出登记"),
    ("confirmation_request", "ask"): _("请出具单位核验"),
    ("confirmation_request", "escalate"): _("逾期，报牵头单位"),
    ("verification_batch", "open"): _("开批"),
    ("supervision_entry", "open"): _("列入日常监管"),
    ("credit_check", "open"): _("请监管部门核查信用"),
    ("debt_notice", "remind_debt"): _("提醒本单位"),
    ("fairness_alarm", "raise_alarm"): _("提醒监督人员"),
    ("draw", "freeze"): _("冻结名单，公布哈希根"),
    ("visit", "propose_visit"): _("提出检查"),
    ("inspection_item", "publish_item"): _("公布"),
    ("shared_proof", "list"): _("列入数据共享清单"),
    ("sharing_task", "set_task"): _("交办共享任务"),
    ("department_system", "register_system"): _("登记业务系统"),
    ("source_correction", "ask"): _("本人要求更正"),
    ("intended_measure", "intend"): _("告知拟作出的处理"),
    ("intended_measure", "object"): _("第三人提出异议"),
    ("intended_measure", "answer_objection"): _("答复第三人"),
    ("application", "correct"): _("申请人自行更正承诺"),
    ("application", "record_third_party"): _("登记第三人"),
    ("application", "guard_third_parties"): _("写明防范措施"),
    ("untruth_finding", "report_mended"): _("本人报告已经整改"),
    ("untruth_finding", "recheck_mended"): _("复查：整改到位"),
    ("untruth_finding", "recheck_unmended"): _("复查：没有整改到位"),
    ("untruth_finding", "open"): _("发现对不上"),
    ("credit_record", "propose"): _("报送登记"),
    ("credit_record", "record_kept"): _("记下兑现的承诺"),
    ("credit_record", "push_again"): _("再报送信用平台"),
    ("credit_record", "confirm_stop"): _("登记撤下的回执"),
    ("credit_repair", "request"): _("申请修复"),
    ("credit_objection", "object"): _("提出异议"),
    ("publication", "open_publication"): _("登记要公示"),
    ("publication", "publish_exit"): _("公示退出失信名单"),
    ("risk_point", "list_risk"): _("登记"),
    ("hazard", "log_hazard"): _("记下隐患"),
    ("error_case", "open_error"): _("提出分析"),
    ("liability_entry", "enter_liability"): _("登记"),
    ("cover", "record_cover"): _("登记保单"),
    ("claim", "log_claim"): _("登记赔偿请求"),
    ("listing", "propose"): _("提出并告知本人"),
    ("listing", "serve"): _("登记送达"),
    ("listing", "decide_in_field"): _("别的单位就自己的事项作出决定"),
    ("sanction", "propose"): _("提出并告知本人"),
    ("sanction", "serve"): _("登记送达"),
    ("sanction", "execute"): _("反馈执行情况"),
    ("sanction", "decide_in_field"): _("别的单位就自己的事项作出决定"),
    ("unit_letter", "owe_letter"): _("认定生效，要通知所在单位"),
}
"""Acts that append a move without being a rule of the table."""


def act_name(kind: str, act: str) -> str:
    """What an act of a record is called; its own name where nobody gave it another."""
    if kind == "revision":
        return act_in_words(act)
    if act.startswith("take."):
        return MEASURE_WORD[act.removeprefix("take.")]
    rule = next((rule for rule in TABLES[kind].rules if rule.act == act), None)
    return rule.label if rule else str(_OTHER_ACTS.get((kind, act), act))
