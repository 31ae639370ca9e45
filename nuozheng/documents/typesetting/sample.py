"""One invented story, set three ways: a specimen for tests, benchmarks and the eye."""

from datetime import date, datetime

from nuozheng.documents.typesetting.blank import BlankLetter
from nuozheng.documents.typesetting.content import (
    Clause,
    ConditionLine,
    NoticeItem,
    Piece,
    StatementLine,
)
from nuozheng.documents.typesetting.decision import Decision, Reason, usual_remedies
from nuozheng.documents.typesetting.letter import Letter
from nuozheng.documents.typesetting.press import CHINA_TIME

_AGENCY = "鄂尔多斯市康巴什区住房和城乡建设局"
_PLAN = "《鄂尔多斯市全面推行证明事项告知承诺制实施方案》（2021年1月27日）"
_DIGEST = "sm3:9f2761c40b8ed3a577e2c41d08aa5e93f6172b90"

_CHOICE = Clause(
    "鄂尔多斯2021方案，四（一）",
    "要明确申请人可自主选择是否采用告知承诺替代证明，申请人不愿承诺、无法承诺或不愿承担不实承诺"
    "法律责任的，应由其提交法律法规要求的证明",
)
_BAR = Clause(
    "鄂尔多斯2021方案，四（一）",
    "申请人有较严重不良信用记录或者存在曾作出虚假承诺等情形的，在信用修复前不适用告知承诺制",
)
_NOTICE = Clause(
    "鄂尔多斯2021方案，四（三）",
    "书面告知的内容应包括办理事项的名称、设定证明的依据、证明的内容或许可条件和材料要求、承诺的"
    "方式、虚假承诺可能承担的民事、行政、刑事责任等",
)
_PROMISE = Clause(
    "鄂尔多斯2021方案，四（三）",
    "书面承诺的内容应包括申请人已知晓告知事项、已符合相关条件、愿意承担虚假承诺的责任以及承诺意思"
    "表示真实等",
)
_AGENT = Clause("鄂尔多斯2021方案，四（一）", "对证明事项可以代为承诺的，应提交申请人的授权")
_EFFECT = Clause(
    "鄂尔多斯2021方案，三", "行政机关不再索要有关证明并依据书面承诺办理相关行政事项的工作机制"
)
_CHECK = Clause("鄂尔多斯2021方案，四（四）", "明确核查时间、核查标准、核查方式等")
_UNTRUE = Clause(
    "鄂尔多斯2021方案，四（四）",
    "对在核查或者日常监管中发现承诺不实的情况,行政机关要依法终止办理、责令限期整改、撤销行政决定"
    "或者予以行政处罚,并纳入信用记录。涉嫌犯罪的,依法移送司法机关",
)
_PUBLIC = Clause(
    "鄂尔多斯2021方案，四（六）",
    "对核查难度较大以及社会广泛关注的事项，探索建立告知承诺书公示制度",
)

_ITEMS: tuple[tuple[str, tuple[str, ...], tuple[Clause, ...]], ...] = (
    ("办理事项", (f"公共租赁住房资格确认，行政给付。由{_AGENCY}办理。",), (_NOTICE,)),
    (
        "证明和用途",
        (
            "《收入证明》《家庭财产情况证明》《婚姻状况证明》：用来确认您家的收入、财产低于规定"
            "标准，以及家庭成员的关系。",
        ),
        (_NOTICE,),
    ),
    ("设定依据", ("《公共租赁住房管理办法》第七条第二项，第八条。",), (_NOTICE,)),
    (
        "条件",
        (
            "2026年度本市公布的数额和要求，共5条：",
            "（一）申请前12个月，家庭可支配收入平均到每人每月，低于3,200元；",
            "（二）家庭成员名下的汽车不超过1辆；",
            "（三）这辆汽车的购买价不超过120,000元；",
            "（四）家庭成员的存款、理财、股票、基金合计不超过150,000元；",
            "（五）申请人和配偶已经登记结婚。",
        ),
        (_NOTICE,),
    ),
    (
        "可以不承诺",
        (
            "您自己选。不愿意、没把握、不愿意承担第十项的责任，就不要承诺，改交：工作单位或者村"
            "（居）民委员会出具的收入证明，开户银行和车辆登记机关出具的财产情况证明，结婚证。办理"
            "期限和审核标准都一样。",
        ),
        (_CHOICE,),
    ),
    (
        "谁不能承诺",
        ("有较严重不良信用记录的人，或者曾经作出虚假承诺、信用还没有修复的人。",),
        (_BAR,),
    ),
    ("怎样承诺", ("电子签名，或者到窗口当面签名；也可以书面授权别人代为承诺。",), (_AGENT,)),
    (
        "承诺以后",
        ("签名以后，我们不再向您要这3份证明，凭承诺书办理。",),
        (_EFFECT,),
    ),
    (
        "怎样核查",
        (
            "全部核查，不免予核查。签名当天，用税务、社会保险、机动车、不动产4种数据核对，婚姻登记"
            "发函核对；公示以前，用居民家庭经济状况核对平台再核对一次；另按5%随机抽取，入户调查，"
            "提前1日通知您。",
        ),
        (_CHECK,),
    ),
    (
        "不实的责任",
        (
            "发现对不上，先听您说明，再作认定。认定不实的，分三种责任：",
            "行政责任：不予受理，给予警告；已经登记的，取消登记，处1000元以下罚款；已经入住的，退回"
            "住房，按市场价格补缴租金。",
            "民事责任：给他人造成损害的，承担赔偿责任。",
            "刑事责任：构成犯罪的，依法追究。",
            "信用：记入信用记录，修复以前不能再用承诺代替证明。",
        ),
        (_UNTRUE, _BAR),
    ),
    (
        "是否公开",
        ("承诺书不公开。审核通过后，在区政府网站公示7日，只写姓名、家庭人数、所在社区。",),
        (_PUBLIC,),
    ),
    (
        "怎样撤回",
        ("作出审核决定以前，有合理理由可以撤回，改按提交证明的程序办；撤回不算失信。",),
        (_CHOICE,),
    ),
    (
        "不服怎么办",
        (
            "可以当面或者书面陈述、申辩；可以自收到决定之日起60日内申请行政复议，6个月内提起行政"
            "诉讼。投诉电话12345。",
        ),
        (),
    ),
)


def _sentence(*parts: str) -> tuple[Piece, ...]:
    """Fixed words and declared values in turn, beginning with words."""
    return tuple(Piece(text, declared=place % 2 == 1) for place, text in enumerate(parts) if text)


_INCOME, _WEALTH, _MARRIAGE = "《收入证明》", "《家庭财产情况证明》", "《婚姻状况证明》"
_CONDITIONS = (
    ConditionLine(
        1,
        _INCOME,
        _sentence(
            "2025年11月至2026年10月，苏日娜、陈立军、陈诺3人的可支配收入合计",
            "110,400",
            "元，人均每月",
            "3,066.67",
            "元",
        ),
        "低于3,200元",
        True,
        "一致",
    ),
    ConditionLine(
        2,
        _WEALTH,
        _sentence("2026年11月24日，上述3人名下有汽车", "1", "辆"),
        "不超过1辆",
        True,
        "一致",
    ),
    ConditionLine(
        3,
        _WEALTH,
        _sentence("这辆汽车于", "2019年5月", "购买，购买价", "86,000", "元"),
        "不超过120,000元",
        True,
        "查不到",
    ),
    ConditionLine(
        4,
        _WEALTH,
        _sentence("2026年11月24日，上述3人的存款、理财、股票、基金合计", "60,000", "元"),
        "不超过150,000元",
        True,
        "数据源暂不可用",
    ),
    ConditionLine(
        5,
        _MARRIAGE,
        _sentence(
            "苏日娜和陈立军于",
            "2014年9月12日",
            "在",
            "榆林市榆阳区民政局",
            "登记结婚，现在仍是夫妻",
        ),
        "已登记结婚",
        True,
        "一致",
    ),
)

_STATEMENTS = tuple(
    StatementLine(text, ticked=True)
    for text in (
        "已经知晓告知书的全部内容。",
        "上列5条所述情况，承诺日均已符合，所填数据真实。",
        "愿意承担告知书第十项写明的不实承诺责任。",
        "以上承诺是本人的真实意思表示。",
    )
)
_CONSENT = (
    "申请人和陈立军同意告知机关为办理本事项，查询上列家庭成员的人口、婚姻、不动产、机动车、个人所得税、"
    "社会保险信息和居民家庭经济状况核对平台信息。同意的期间：2026年11月24日至公示期满。"
)
_NOTICE_ITEMS = tuple(
    NoticeItem(number, title, paragraphs, basis)
    for number, (title, paragraphs, basis) in enumerate(_ITEMS, start=1)
)

LETTER = Letter(
    title="证明事项告知承诺书",
    item_name="公共租赁住房资格确认（行政给付）",
    item_code="11150603MB00000000215201500100",
    template_version=3,
    template_digest=_DIGEST,
    case_number="KB2026-003171",
    letter_number="NZ26-1124-7K3Q-90PX",
    applicant_name="苏日娜",
    applicant_identifier_masked="150603********2048",
    agency=_AGENCY,
    place_title="鄂尔多斯市康巴什区",
    policy_title=_PLAN,
    notice=_NOTICE_ITEMS,
    conditions=_CONDITIONS,
    statements=_STATEMENTS,
    consent_text=_CONSENT,
    signed_at=datetime(2026, 11, 24, 10, 26, 41, tzinfo=CHINA_TIME),
    signature_kind="账户登录并逐项确认",
    qr_payload="https://nuozheng.example/v/NZ26-1124-7K3Q-90PX#9f2761c40b8ed3a577e2c41d08aa5e93",
    verify_hint="也可以在“验一份承诺书”填写编号。验真只显示真伪、告知机关、签名日期，不显示个人信息。",
    footnotes=(_PROMISE,),
    particulars=(("家庭成员", "陈立军（配偶）、陈诺（女儿）"),),
    seal=("电子签章", _AGENCY, "2026年11月24日10:26:41", "示例，没有法律效力"),
)

BLANK = BlankLetter(
    title=LETTER.title,
    item_name=LETTER.item_name,
    item_code=LETTER.item_code,
    template_version=LETTER.template_version,
    template_digest=LETTER.template_digest,
    agency=_AGENCY,
    place_title=LETTER.place_title,
    policy_title=_PLAN,
    notice=_NOTICE_ITEMS,
    conditions=_CONDITIONS,
    statements=_STATEMENTS,
    consent_text="申请人同意告知机关为办理本事项，查询核查上列事实所需的信息，至办结时止。",
    published_on=date(2026, 9, 1),
    footnotes=(_PROMISE,),
)

DECISION = Decision(
    title="终止办理通知书",
    number="康住建终〔2026〕12号",
    addressee="苏日娜",
    case_number=LETTER.case_number,
    agency=_AGENCY,
    opening=(
        "您于2026年11月24日申请公共租赁住房资格确认，并作出书面承诺（编号NZ26-1124-7K3Q-90PX）。"
        "我们已于12月1日把核查中对不上的情况告诉您，听取了您的说明。经核实，通知如下。",
    ),
    reasons=(
        Reason(
            "您承诺家庭成员名下有汽车1辆。机动车登记记载2辆，其中1辆登记在陈立军名下，2026年3月5日"
            "登记。您说明这辆车已经卖出，还没有过户，没有提供买卖合同或者付款凭证。",
            (_UNTRUE,),
        ),
        Reason("申请条件是名下汽车不超过1辆。上述情况与承诺不一致，认定本条承诺不实。", (_UNTRUE,)),
    ),
    orders=("决定终止办理本次申请。您可以改交证明，重新申请，不受本通知影响。",),
    remedies=usual_remedies("康巴什区人民政府", "康巴什区人民法院"),
    contact="有疑问请拨打12345，或者到康巴什区政务服务大厅咨询，说出办件编号即可。",
    issued_on=date(2026, 12, 10),
    qr_payload="https://nuozheng.example/v/KB2026-003171",
    verify_hint="也可以在“验一份文书”填写文号。",
    seal=("电子签章", _AGENCY, "2026年12月10日09:00:00", "示例，没有法律效力"),
)
