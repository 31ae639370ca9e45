"""What must not stand in a public text: numbers and addresses of people, found by their shape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nuozheng.law.answers import met, not_met
from nuozheng.law.disclosure.duty import secrets_basis
from nuozheng.law.findings import Finding
from nuozheng.law.identifiers import mask_id
from nuozheng.law.policy import Policy

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GAP = r"[ \t\-－—·]?"
_EDGE, _TAIL = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_UNIT = r"(?:号|室|栋|幢|单元|弄|组|户)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("identifier", re.compile(_EDGE + rf"\d(?:{_GAP}\d){{16}}{_GAP}[0-9Xx]" + _TAIL)),
    ("phone", re.compile(_EDGE + rf"(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}" + _TAIL)),
    ("phone", re.compile(_EDGE + r"0\d{2,3}[\- ]?\d{7,8}" + _TAIL)),
    ("account", re.compile(_EDGE + rf"\d(?:{_GAP}\d){{15,18}}" + _TAIL)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        "address",
        re.compile(
            r"[\u4e00-\u9fff]{1,20}(?:路|街|巷|道|小区|苑|村|社区|大厦|花园|嘎查)"
            r"[\u4e00-\u9fffA-Za-z]{0,8}"
            rf"[0-9一二三四五六七八九十百甲乙丙丁A-Za-z-]{{1,6}}{_UNIT}"
        ),
    ),
)
SEEN_WORD = {
    "identifier": "身份证号码",
    "phone": "电话号码",
    "account": "银行卡号等长号码",
    "email": "电子邮箱",
    "address": "住址",
}
_STARS = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Seen:
    """One private thing in a text, by its place there."""

    kind: str
    start: int
    end: int


def private_in(text: str) -> list[Seen]:
    """Numbers and addresses of people in a text, by place; full-width digits count as digits."""
    plain = text.translate(_HALF)
    taken: list[Seen] = []
    for kind, shape in _SHAPES:
        for hit in shape.finditer(plain):
            if not any(hit.start() < one.end and one.start < hit.end() for one in taken):
                taken.append(Seen(kind, hit.start(), hit.end()))
    return sorted(taken, key=lambda one: one.start)


def masked(text: str) -> str:
    """The text with numbers masked; an address stays, so that a person decides what to write."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    last = 0
    for one in private_in(text):
        if one.kind == "address":
            continue
        yield text[last : one.start]
        found = text[one.start : one.end].translate(_HALF)
        yield mask_id(found) if one.kind == "identifier" else _STARS
        last = one.end
    yield text[last:]


def nothing_private_is_left(policy: Policy, texts: dict[str, str]) -> Finding:
    """做好有关个人隐私和商业秘密保护 (XBQ21-2.7f): `texts` are what the public will read, by label.

    Numbers are masked before; whatever is still there stops the publication.
    """
    key, basis = "nothing_private_is_left", secrets_basis(policy)
    found = [
        f"“{label}”里有{SEEN_WORD[one.kind]}"
        for label, text in texts.items()
        for one in private_in(text)
    ]
    if not found:
        return met(key, "没有看到证件号码、电话、住址。", basis)
    return not_met(
        key,
        f"{'；'.join(dict.fromkeys(found))}，不能这样公示。",
        basis,
        cure="把这一项改为不公开，或者请写这段话的单位改掉再公示。",
    )
