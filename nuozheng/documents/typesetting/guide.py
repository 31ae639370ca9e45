"""办事指南 of a service for printing: who, where, how long, the ways, and the way as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.documents.typesetting.press import Json, chinese_date, midnight, print_pdf
from nuozheng.documents.typesetting.qr import qr_svg


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A headed section; more than one paragraph is numbered. `basis` are clauses by name."""

    title: str
    paragraphs: tuple[str, ...]
    basis: tuple[str, ...] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class GuideBox:
    """A state in the drawing, in its units from the top left corner."""

    x: int
    y: int
    width: int
    height: int
    radius: int
    title: str


@dataclass(frozen=True, slots=True)
class GuideArrow:
    """A line through points to an arrow's head, and its words with their foot at (x, y)."""

    points: tuple[tuple[int, int], ...]
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class GuideChart:
    """The drawing; the same follows as text."""

    width: int
    height: int
    boxes: tuple[GuideBox, ...]
    arrows: tuple[GuideArrow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePaper:
    """What the paper says. `facts` are rows (label, value, hint); `proofs` (way, name, others).

    `version` names the guide's version and its letter's, `digest` is that of the guide's text.
    """

    item_name: str
    agency: str
    place_title: str
    facts: tuple[tuple[str, str, str], ...]
    proofs: tuple[tuple[str, str, str], ...]
    sections: tuple[GuideSection, ...]
    chart: GuideChart | None
    flow: GuideSection | None
    version: str
    digest: str
    published_on: date
    qr_payload: str
    qr_hint: str


def render_guide(paper: GuidePaper) -> bytes:
    """The guide as PDF/A-2b; identical input gives identical bytes; raises `MissingGlyph`."""
    pictures: dict[str, Json] = {"qr": qr_svg(paper.qr_payload)}
    data: dict[str, Json] = {
        "title": paper.item_name,
        "agency": paper.agency,
        "place": paper.place_title,
        "facts": [list(row) for row in paper.facts],
        "proofs": [list(row) for row in paper.proofs],
        "sections": [_section(one) for one in paper.sections],
        "chart": _chart(paper.chart) if paper.chart else None,
        "flow": _section(paper.flow) if paper.flow else None,
        "version": paper.version,
        "digest": paper.digest,
        "published_on": chinese_date(paper.published_on),
        "qr_hint": paper.qr_hint,
    }
    return print_pdf("guide", data, midnight(paper.published_on), pictures)


def _section(one: GuideSection) -> Json:
    return {
        "title": one.title,
        "paragraphs": list(one.paragraphs),
        "basis": "；".join(one.basis),
        "numbered": one.numbered and len(one.paragraphs) > 1,
    }


def _chart(chart: GuideChart) -> Json:
    return {
        "width": chart.width,
        "height": chart.height,
        "boxes": [
            [one.x, one.y, one.width, one.height, one.radius, one.title] for one in chart.boxes
        ],
        "arrows": [
            {"points": _points(one.points), "label": one.label, "x": one.x, "y": one.y}
            for one in chart.arrows
        ],
    }


def _points(points: Sequence[tuple[int, int]]) -> list[Json]:
    return [[x, y] for x, y in points]
