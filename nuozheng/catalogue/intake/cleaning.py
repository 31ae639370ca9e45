"""Make out what was meant in a cell: widths, ticks, codes, several proofs in one."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from nuozheng.catalogue.intake.fields import NOTHING
from nuozheng.law.identifiers import check_credit_code

_TICKS = frozenset("√✓✔☑■●★vV是有1YyR")
_NO_TICKS = frozenset(("否", "×", "✗", "X", "x", "☐", "□", "○", "N", "n", "0", *NOTHING))
_SPACES = re.compile(r"\s+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NUMBERING = re.compile(r"(?:^|(?<=[\s、；;，。]))[（(]?\d{1,2}(?:[.．、)）]|(?=[一-鿿]))(?!\d)")
_CIRCLED = re.compile("[①②③④⑤⑥⑦⑧⑨⑩]")
_SURE = re.compile(r"[\n\r；;]+")
_BRACKETS = re.compile(r"[（(《“\"][^）)》”\"]*[）)》”\"]")
_PROOF_END = re.compile(
    r"(证明|证|书|簿|本|表|单|报告|执照|许可|批文|文件|凭证|档案|合同|票据|材料|登记卡)"
    r"([（(][^）)]*[）)])?(原件|复印件|（原件）|（复印件）)?"
)
_CODE = re.compile(r"[0-9A-Z\-_.]+")
_SELF_MADE = re.compile(
    r".*(申请书|申请表|申报表|登记表|申请报告|承诺书|自荐信|个人简历|简历|照片|声明|方案|计划书"
    r"|情况说明|章程|授权委托书|委托书)([（(][^）)]*[）)])?"
)
_BY_ONESELF = ("申请人", "申请单位", "本人", "自备", "自制", "自拟", "企业自制", "申请人自备")


@lru_cache(maxsize=65_536)
def tidy(text: str) -> str:
    """One line without doubled spaces; full-width letters and digits made half."""
    return _SPACES.sub(" ", _WIDE.sub(_narrow, text).replace("　", " ")).strip()


def _narrow(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found.group())


@lru_cache(maxsize=65_536)
def comparable(name: str) -> str:
    """A name for comparison: widths, spaces and the shapes of brackets make no difference."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", name)).lower()


@lru_cache(maxsize=65_536)
def alike(name: str) -> str:
    """What is left of a name without brackets and customary endings; equal for near names."""
    bare = re.sub(r"\([^()]*\)|[《》“”\"'、，,的]", "", comparable(name))
    return re.sub(r"(原件|复印件|证明材料|证明文件|证明书|证明|材料|文件)+$", "", bare) or bare


def is_ticked(cell: str) -> bool | None:
    """Whether a cell is ticked; None where it holds other words."""
    word = _SPACES.sub("", cell)
    if not word or word in _NO_TICKS:
        return False
    return True if len(word) == 1 and word in _TICKS else None


@lru_cache(maxsize=65_536)
def tidy_code(text: str) -> str:
    """A code as it is compared: half width, large letters, no spaces or dashes of other kinds."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return _SPACES.sub("", narrow).replace("—", "-").replace("–", "-")


def code_fault(code: str) -> str:
    """What makes a code unusable, "" where nothing does; lengths differ from place to place."""
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", code):
        return "编码变成了科学记数，后面的数字已经丢了"
    if not _CODE.fullmatch(code):
        wrong = next(sign for sign in code if not _CODE.fullmatch(sign))
        return f"编码里有“{wrong}”，只能是数字、字母和短横"
    if len(code) > 64:
        return f"编码有{len(code)}位，最多64位"
    if len(code) < 8:
        return f"编码只有{len(code)}位，太短"
    return ""


@lru_cache(maxsize=65_536)
def code_doubt(code: str) -> str:
    """What is worth a look in a code of the national form (credit code 18, then 13 or 15 more)."""
    if len(code) in (31, 33) and (problem := check_credit_code(code[:18])):
        return f"编码前18位应当是统一社会信用代码。{problem.message}"
    if 28 <= len(code) <= 34 and len(code) not in (31, 33) and "-" not in code:
        return f"编码有{len(code)}位；全国统一的是31位或者33位，可能多写或者漏写了"
    return ""


def split_proofs(cell: str, known: Callable[[str], bool]) -> list[str]:
    """The proofs in one cell; a name that the list knows is one proof, whatever it contains.

    Lines, semicolons and numbering part them; 、 and ， only where each part is a proof's name,
    for 住所、办公地点使用权证明 is one.
    """
    whole = tidy(cell)
    if known(whole):
        return [whole]
    parts = [
        piece
        for part in _SURE.split(_CIRCLED.sub("\n", cell))
        for piece in _NUMBERING.split(part.strip())
    ]
    found = []
    for part in (tidy(part).strip("、，。,;； ") for part in parts):
        if not part or part.isdigit():
            continue
        pieces = _listed(part)
        single = known(part) or not all(_PROOF_END.search(piece) for piece in pieces)
        found += [part] if single or len(pieces) == 1 else pieces
    return found


def _listed(text: str) -> list[str]:
    """Parts between 、 or ， outside of brackets."""
    masked = _BRACKETS.sub(lambda found: "口" * len(found.group()), text)
    parts, start = [], 0
    for mark in re.finditer("[、，,]", masked):
        parts.append(text[start : mark.start()].strip())
        start = mark.end()
    parts.append(text[start:].strip())
    return (
        [part for part in parts if part]
        if all(re.search(_PROOF_END.pattern + "$", part) for part in parts)
        else [text]
    )


def is_self_made(proof_name: str, issuing_body: str) -> bool:
    """Whether the applicant writes it, so that it is no 证明 that somebody issues."""
    by_oneself = issuing_body in _BY_ONESELF
    return by_oneself or (not issuing_body and bool(_SELF_MADE.fullmatch(proof_name)))
