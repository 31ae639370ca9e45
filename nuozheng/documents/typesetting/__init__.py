"""Letters, blank forms and official documents as PDF; knows nothing of Django or the database."""

from nuozheng.documents.typesetting.blank import BlankLetter, render_blank
from nuozheng.documents.typesetting.content import (
    Clause,
    ConditionLine,
    NoticeItem,
    Piece,
    StatementLine,
)
from nuozheng.documents.typesetting.decision import (
    Decision,
    Reason,
    render_decision,
    usual_remedies,
)
from nuozheng.documents.typesetting.glyphs import MissingGlyph, missing_glyphs
from nuozheng.documents.typesetting.letter import Letter, render_letter, render_unsigned

__all__ = [
    "BlankLetter",
    "Clause",
    "ConditionLine",
    "Decision",
    "Letter",
    "MissingGlyph",
    "NoticeItem",
    "Piece",
    "Reason",
    "StatementLine",
    "missing_glyphs",
    "render_blank",
    "render_decision",
    "render_letter",
    "render_unsigned",
    "usual_remedies",
]
