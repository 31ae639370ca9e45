"""The name of a proof brought to what it means, so that two names of one thing compare equal."""

import re
import unicodedata
from functools import lru_cache

from nuozheng.law.trouble.register import facts

_BRACKETS = re.compile(r"[（(［\[][^（()）\]］]*[)）\]］]")
_ENDINGS = (
    *("证明材料", "证明文件", "证明书", "查询结果", "登记表", "复印件", "原件", "凭证"),
    *("证明", "证书", "材料", "文件", "情况", "状况", "信息", "声明", "承诺书"),
)
_BEGINNINGS = ("申请人", "家庭成员", "家庭", "居民", "个人", "本人", "有效", "有无", "书面")
_ISSUING = "开具|出具|核发|签发|申领|补发|补办|换发|开立|打印|查询|发放|代开|代办"
_BEFORE = re.compile(rf"^(为.{{1,4}}?(?=办|开))?({_ISSUING}|办理|办|开)(?=.)")
_AFTER = re.compile(rf"({_ISSUING}|申请|办理|登记|确认|认定|审批|许可|服务)+$")
_NOISE = re.compile(r"[\s、，,。；;·的和及与/]+")


@lru_cache(maxsize=16384)
def said(name: str) -> str:
    """The name without what stands in brackets: 收入证明（低保） → 收入证明."""
    text = unicodedata.normalize("NFKC", name).replace("(", "（").replace(")", "）")
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return _NOISE.sub("", text)


@lru_cache(maxsize=16384)
def meaning(name: str) -> str:
    """The core of a name with every known synonym read as one: 家庭收入情况证明 → 收入."""
    return _bare(_read_alike(said(name)))


@lru_cache(maxsize=16384)
def product(service: str) -> str:
    """What a service issues, by its name: 无犯罪记录证明开具 → the meaning of that proof."""
    return meaning(_BEFORE.sub("", _AFTER.sub("", said(service))))


def issues_a_proof(service: str) -> bool:
    """Whether a service hands out a paper at all, rather than granting something."""
    return bool(re.search(_ISSUING, service))


def likeness(one: str, other: str) -> float:
    """The share of two-character pieces that two names have in common, 0 to 1."""
    left, right = _pieces(one), _pieces(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def _read_alike(text: str) -> str:
    for fact in facts().values():
        for word in sorted(fact.same_as, key=len, reverse=True):
            if word in text:
                return text.replace(word, fact.same_as[0], 1)
    return text


def _bare(text: str) -> str:
    """The core without common beginnings and endings; the whole where nothing would be left."""
    core = text
    for _ in range(3):
        for ending in _ENDINGS:
            core = core.removesuffix(ending)
        for beginning in _BEGINNINGS:
            core = core.removeprefix(beginning)
    return core or text


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset((text,))
