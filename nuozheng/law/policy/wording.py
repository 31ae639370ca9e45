"""Chinese words for the values of a pack."""

from datetime import date
from decimal import Decimal

from nuozheng.law.policy.after import PublicationMonths
from nuozheng.law.vocabulary import ProofKind, Severity, Substitution

NOTHING = "未规定"

_ANYWHERE = {
    "national_security": "国家安全",
    "state_secret": "国家秘密",
    "public_safety": "公共安全",
    "financial_prudence": "金融业审慎监管",
    "ecology": "生态环境保护",
    "personal_health": "人身健康",
    "life_property": "生命财产安全",
    "citizen_safety": "公民人身安全",
    "major_foreign": "重要涉外",
    "matter_name": "事项名称",
    "legal_basis": "设定依据",
    "proof_content": "证明内容",
    "ways_to_commit": "承诺方式",
    "liability_civil": "民事责任",
    "liability_administrative": "行政责任",
    "liability_criminal": "刑事责任",
    "power_to_verify": "行政机关核查权力",
    "disclosure": "承诺书是否公开及范围、时限",
    "duty_to_prove": "证明义务",
    "breach_risk": "违约风险",
    "joint_discipline": "联合惩戒机制",
    "knows": "已知晓告知事项",
    "meets": "已符合相关条件",
    "accepts_liability": "愿意承担不实承诺的法律责任",
    "genuine_intent": "承诺的意思表示真实",
    "unwilling": "不愿承诺",
    "unable": "无法承诺",
    "wont_bear_liability": "不愿承担不实承诺的法律责任",
    "law": "法律",
    "regulation": "法规",
    "state_council_decision": "国务院决定",
    "paper": "纸质",
    "electronic": "电子文本",
    "time": "核查时间",
    "standard": "核查标准",
    "manner": "核查方式",
    "exempt": "是否免予核查",
    "sampling_ratio": "抽查比率",
    "online": "在线核查",
    "internal": "部门内部核查",
    "assistance": "行政协助",
    "agency_verification": "部门核验",
    "onsite": "现场核查",
    "written": "书面核查",
    "terminate": "终止办理",
    "rectify": "责令限期整改",
    "revoke": "撤销行政决定",
    "penalise": "行政处罚",
    "invalid_application": "申请无效",
    "invalid_decision": "决定无效",
    "refer": "移送司法机关",
    "industry_access": "行业准入限制",
    "employment": "入职任职限制",
    "preferential_policy": "享受优惠政策类限制",
    "honours": "荣誉限制",
    "special_market": "特殊市场交易限制",
    "high_spending": "高消费限制",
    "public_interest": "涉及社会公共利益",
    "third_party_interest": "涉及第三人利益",
    "hard_to_verify": "核查难度较大",
    "public_concern": "社会关注度高",
    "high_value": "经济利益价值较高",
    "large_fine": "较大数额罚款",
    "confiscation": "没收较大数额违法所得、较大价值非法财物",
    "downgrade": "降低资质等级、吊销许可证件",
    "closure": "责令停产停业、责令关闭、限制从业",
    "other_heavy": "其他较重的行政处罚",
    "hearing": "经过听证",
    "third_party": "关系第三人重大权益",
    "complex": "疑难复杂、涉及多个法律关系",
    "promise_performance": "信用承诺及履行情况信息",
    "judgment": "司法裁判及执行信息",
    "penalty": "行政处罚信息",
    "award": "仲裁裁决书",
    "penalty_decision": "行政处罚决定书",
    "ruling": "行政裁决书",
    "decision": "行政认定、决定文书",
    "untrue_content": "承诺的内容与事实不符",
    "concealed": "故意隐瞒真实情况",
    "false_commitment": "虚假承诺",
    "other_deceit": "以其他不正当手段取得证书、证明",
    "promise_unfulfilled": "没有按承诺的内容履行",
    "publication": "公示",
    "sharing": "共享",
    "use": "使用",
    "discipline": "惩戒",
    "silent": NOTHING,
    "none": "无",
    "or": "具备其一",
    "and": "同时具备",
    **{kind.value: kind.chinese for kind in Substitution},
    **{kind.value: kind.chinese for kind in ProofKind},
    Severity.MINOR: "轻微",
    Severity.SERIOUS: "较重",
    Severity.GRAVE: "严重",
}

_OF_KEY: dict[str, dict[str, str]] = {
    "identity.stage": {"pilot": "试点", "trial": "试行", "full": "全面推行"},
    "scope.no_legal_basis": {"cancel": "一律取消", "reduce": "能减则减"},
    "scope.problem_proofs": {"eliminate": "全面消除", "reduce": "切实减少"},
    "listing.filing_starts": {
        "publication": "公布之日",
        "change_event": "变更事由发生之日",
        "before_publication": "公布之前",
    },
    "applicants.credit_threshold": {
        "any": "有任何失信记录即不适用",
        "serious": "有较重及以上失信记录的不适用",
    },
    "applicants.bar_ends": {"repair": "信用修复", "exit": "移出名单", "never": "不解除"},
    "applicants.pre_check_credit_score": {
        "may_explore": "可探索事前信用预警",
        "supervisor_checks": "监管部门及时核查申请人信用",
        "history_collected": "全流程归集历史承诺及履约记录",
    },
    "applicants.withdrawal_returns_to": {"statutory": "法定程序", "original": "原程序"},
    "verification.assistance_form": {
        "mechanism": "协助调查机制",
        "verification_function": "部门证明核验功能，统一模板",
        "catalogue": "行政协助目录",
    },
    "verification.assistance_refusal": {
        "only_with_cause": "不得无故推诿或者拒绝",
        "written_reasons": "书面告知并说明理由",
    },
    "consequences.trigger": {"untrue": "承诺不实", "unfulfilled": "未按承诺内容履行"},
    "credit.record_coverage": {"untrue": "仅承诺不实", "all": "全部履行承诺情况"},
    "credit.documents": {"judgment": "生效的司法裁判文书"},
    "credit.joint_discipline": {"sanction": "失信惩戒", "joint": "失信联合惩戒"},
    "credit.blacklist_keeper": {
        "credit_officer": "信用管理人员",
        "justice_reviewer": "司法行政审核人员",
    },
    "credit.incentive": {"incentive": "守信激励", "joint": "守信联合激励"},
    "disclosure.letter": {"pilot": "探索对部分事项公示", "all": "一律公示，涉密和隐私除外"},
    "disclosure.mandatory_object": {"letter": "告知承诺书", "information": "告知承诺信息"},
    "disclosure.credit_files_of": {
        "nobody": "不公开",
        "companies": "仅市场主体",
        "all": "个人和企业",
    },
    "tolerance.outcomes": {"exempt": "免除责任", "mitigate": "减轻处理", "lenient": "从轻处理"},
    "dates.succession": {"cumulative": "并行", "replacing": "取代先前文件"},
}


def word(path: str, value: str) -> str:
    """The Chinese for one word of a key; Chinese values stand for themselves."""
    return _OF_KEY.get(path, {}).get(value) or _ANYWHERE.get(value, value)


def in_words(path: str, value: object) -> str:
    """A value as an office would read it out."""
    if value is None or value == "" or value == ():
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, PublicationMonths):
        return "；".join(f"{_ANYWHERE[grade]}{_span(*value.of(grade))}" for grade in Severity)
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple):
        return "、".join(in_words(path, part) for part in value)
    return word(path, str(value))


def _span(shortest: int, longest: int) -> str:
    if longest == 0:
        return "不公示"
    return f"最长{longest}个月" if shortest == 0 else f"{shortest}至{longest}个月"
