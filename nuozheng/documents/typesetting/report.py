"""Written reports of a unit to an authority: headed sections under a title."""

from dataclasses import dataclass
from datetime import date

from nuozheng.documents.typesetting.press import chinese_date, midnight, print_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """书面材料. `sections` are (heading, text); lines of a text become paragraphs."""

    title: str
    agency: str
    sections: tuple[tuple[str, str], ...]
    issued_on: date
    addressee: str = ""


def render_report(report: Report) -> bytes:
    """The report as PDF/A-2b; identical input gives identical bytes; raises `MissingGlyph`."""
    return print_pdf(
        "report",
        {
            "title": report.title,
            "addressee": report.addressee,
            "agency": report.agency,
            "sections": [
                {"heading": heading, "lines": [line for line in text.splitlines() if line.strip()]}
                for heading, text in report.sections
            ],
            "issued_on": chinese_date(report.issued_on),
        },
        midnight(report.issued_on),
    )
