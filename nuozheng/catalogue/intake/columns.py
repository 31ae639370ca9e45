"""What the columns of a department's table probably mean, by what stands over them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from nuozheng.catalogue.export.whole import TITLES
from nuozheng.catalogue.intake.fields import FIELDS
from nuozheng.law.vocabulary import Substitution

NUMBER, UNIT = "number", "unit"
TICK = "tick."
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        NUMBER: "序号",
        UNIT: "单位名称",
        **{f"{TICK}{way.value}": f"打√：{way.chinese}" for way in Substitution},
        **{
            key: field.title
            for key, field in FIELDS.items()
            if key not in ("conditions", "plan", "disclosure", "facts")
        },
    }
)
"""What a person may choose for a column of a list."""
OFFICER_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        NUMBER: "序号",
        "officer.name": "联络员姓名",
        "officer.department": "所属科室",
        "officer.post": "职务",
        "officer.phone": "联系电话",
        "officer.note": "备注",
    }
)

_GUESSES: tuple[tuple[str, str], ...] = (
    (NUMBER, r"序号|编号|行号|no\.?"),
    ("tick.cancelled", r"直接取消"),
    ("tick.data_sharing", r"数据共享"),
    ("tick.commitment", r"(实行|是否实行)?告知承诺制?"),
    ("tick.agency_verification", r"部门核验"),
    ("other_way", r"其[他它](方式)?(具体|写明|说明|内容).*|.*具体(方式|写明).*"),
    ("tick.other", r"其[他它](方式|方法)?"),
    ("tick.retained", r"(仍)?需(要)?提交|保留"),
    ("officer.name", r"联络员(姓名)?|姓名"),
    ("officer.department", r"(所属|所在)?(科室|处室|股室)"),
    ("officer.post", r"职务|职位"),
    ("officer.phone", r"(联系|办公)?电话|手机(号码?)?|联系方式"),
    ("proof.kind", r"证明(材料|事项)?(类型|类别|种类|分类)"),
    ("proof.issuing_body", r"(证明)?(开具|出具|出证|颁发|核发)(证明)?(的)?(单位|机构|部门|机关).*"),
    ("alternatives", r"(备选|可选)(方式|办法)"),
    ("basis_level", r".*依据.*(层级|级别|类型|位阶)"),
    ("liability_basis", r".*责任依据"),
    ("legal_basis", r".*依据(名称)?"),
    ("article", r"(依据)?(条款|条文|法条).*"),
    ("item.implementation_code", r".*(编码|代码)"),
    ("item.kind", r"(事项|权力|行政事项|政务服务事项)(类型|类别|性质)"),
    ("item.domain", r"(所属)?(领域|行业)"),
    ("item.applicant_kinds", r"(申请人|服务对象|适用对象)(类型)?"),
    ("item.decision_days", r".*办理(期|时)限"),
    ("proof.name", r".*证明(事项|材料)?(名称)?|.*材料名称|(申请|证明)材料"),
    ("item.name", r".*(事项|项目|业务)(名称)?|.*用途"),
    ("substitution", r".*(方式|方法|办法|处理意见)"),
    (
        UNIT,
        r"((旗区|旗县|区县|县区|市直)?[/、]?(部门|单位|机关|机构)|(实施|行使|责任|办理|索要|用证|填报"
        r"|牵头|主管)(主体|机关|单位|部门))(名称)?",
    ),
    ("content", r"证明(的)?内容|承诺(的)?内容"),
    ("liability", r".*法律责任|违诺责任"),
    ("note", r"备注|说明"),
)
_PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in _GUESSES)
_OWN_TITLES = {field.title: key for key, field in FIELDS.items()} | {"单位": UNIT}
_NOT_WORDS = re.compile(r"[\s:：*＊]|[（(][^（）()]*[）)]")


def plain(label: str) -> str:
    """A label for comparison: without spaces, brackets and what stands in them."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", label)).lower()


def guess(label: str) -> str:
    """What a column under this label probably is, "" where nothing is recognised."""
    if label in _OWN_TITLES:
        return _OWN_TITLES[label]
    word = plain(label)
    for key, pattern in _PATTERNS:
        if word and pattern.fullmatch(word):
            return key
    return ""


def guesses(labels: Sequence[str]) -> list[str]:
    """A meaning for each column; the first of two that mean the same has it.

    Labels are paths (`证明免提交方式/直接取消`), of which the last step says most.
    """
    found: list[str] = []
    for label in labels:
        steps = [step for step in label.split("\n") if step]
        # A bare 其他 is a way only under the heading of the ways.
        key = next((key for step in reversed(steps) if (key := guess(step))), "")
        found.append("" if key and key in found else key)
    return found


def letters_by_meaning(meanings: Sequence[str]) -> dict[str, str]:
    """The column of each meaning; that of the ways is the first to tick where none is written."""
    found = {one: column_letters(at) for at, one in enumerate(meanings) if one}
    ticks = [letters for one, letters in found.items() if one.startswith(TICK)]
    if ticks:
        found.setdefault("substitution", ticks[0])
    return found


def column_letters(at: int) -> str:
    """A for 0, AA for 26, as spreadsheets name their columns."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def signature(labels: Iterable[str]) -> str:
    """The same for all tables with the same header: what a mapping is remembered by."""
    return hashlib.sha256("|".join(map(plain, labels)).encode()).hexdigest()


def is_whole_list(labels: Sequence[str]) -> bool:
    """Whether this is the header of our own export, whose cells are read to the letter."""
    return tuple(labels[: len(TITLES)]) == TITLES


def is_annex_two(meanings: Sequence[str]) -> bool:
    """附件2: a service, a proof and the columns to tick."""
    ticks = [one for one in meanings if one.startswith(TICK)]
    return {"item.name", "proof.name"} <= set(meanings) and len(ticks) >= 3


def is_annex_one(meanings: Sequence[str]) -> bool:
    """附件1: people with their telephones."""
    return {"officer.name", "officer.phone"} <= set(meanings)


def lacking(meanings: Sequence[str]) -> list[str]:
    """Titles of the columns without which nothing can be read."""
    lacks = [MEANINGS[key] for key in ("item.name", "proof.name") if key not in meanings]
    if "substitution" not in meanings and not any(one.startswith(TICK) for one in meanings):
        lacks.append(MEANINGS["substitution"])
    return lacks
