"""Words that people write into a file: kept as written, or refused; never cut in silence."""

from nuozheng.law.findings import Refused

LONGEST = 2000
SHORT = 80
"""Characters of a longer text, and of a document number."""


def written(text: str, what: str, longest: int = LONGEST) -> str:
    """The text without blanks at its ends; `what` names it to whoever wrote it.

    NUL, which no keyboard writes and no column takes, is left out. Errors: Refused where it is
    longer than `longest` characters.
    """
    kept = text.replace("\x00", "").strip()
    if len(kept) > longest:
        raise Refused.because(
            "text_too_long",
            f"“{what}”写了{len(kept)}个字，最多{longest}个字。",
            cure="请写短一些；内容多的，写在材料里一并上传。",
        )
    return kept
