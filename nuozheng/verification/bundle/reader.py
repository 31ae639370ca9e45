"""Who reads a bundle: it holds what this reader may see on the screen, and nothing else."""

from enum import StrEnum

PURPOSES = {
    "review": "行政复议",
    "suit": "行政诉讼",
    "tolerance": "尽职容错",
    "inspection": "监督检查",
    "handling": "办理本案",
}
"""What members of staff give as their reason; each is noted and told to the person."""


class Reader(StrEnum):
    """PERSON: the applicant and who acts for them. HANDLER: those who handle the case.

    SUPERVISOR sees what was done and when, never the person's data.
    """

    PERSON = "person"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"

    @property
    def chinese(self) -> str:
        return {"person": "本人", "handler": "办理机关", "supervisor": "监督机关"}[self]
