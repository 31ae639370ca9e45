"""Whether the fonts can draw a text: a rare name gets an answer, not a blank box."""

import unicodedata
from functools import cache

from nuozheng.documents.typesetting.fonts import drawable
from nuozheng.law.findings import Finding, Outcome, Refused

_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


class MissingGlyph(Refused):
    """The text holds characters that the fonts cannot draw, or that nobody could see."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = frozenset(characters)
        hidden = {character for character in characters if _is_invisible(character)}
        findings = [*_undrawable(characters - hidden), *_unseen(hidden)]
        super().__init__(*findings)


def missing_glyphs(text: str) -> set[str]:
    """Characters of the text that cannot be printed; a line break is no character."""
    return set(text) - _printable()


def require_glyphs(text: str) -> None:
    """Raise `MissingGlyph` unless every character can be printed."""
    if missing := missing_glyphs(text):
        raise MissingGlyph(missing)


@cache
def _printable() -> frozenset[str]:
    """Every character that the fonts draw and people see, and the line break."""
    drawn = {chr(point) for point in drawable()}
    return frozenset({one for one in drawn if not _is_invisible(one)} | {"\n"})


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE


def _undrawable(characters: set[str]) -> list[Finding]:
    if not characters:
        return []
    listed = "、".join(f"“{one}”（{_code(one)}）" for one in sorted(characters))
    return [
        Finding(
            "glyph_missing",
            Outcome.NOT_MET,
            f"字库里还没有{listed}，现在出文书会印成空框，所以没有出。",
            cure="请核对有没有写错。没有写错的，不要改用别的字或者拼音：请到窗口，"
            "用纸质的空白告知承诺书手写办理，并请窗口登记补字。",
        )
    ]


def _unseen(characters: set[str]) -> list[Finding]:
    if not characters:
        return []
    listed = "、".join(_code(one) for one in sorted(characters))
    return [
        Finding(
            "invisible_character",
            Outcome.NOT_MET,
            f"文字里夹有看不见的字符（{listed}），印出来和您看到的可能不一样，所以没有出文书。",
            cure="这多半是从别处粘贴带来的。请删去这一段，用键盘重新输入。",
        )
    ]


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
