"""QR codes as vector pictures."""

from itertools import groupby

import segno

# Every reader accepts any mask; trying all eight for the prettiest costs as much as a page.
_MASK = 2
_INK = "#1b1a18"


def qr_svg(payload: str) -> str:
    """The QR code of the payload as SVG text, error level M, one unit per module.

    Raises `segno.DataOverflowError` when the payload exceeds what one code holds (about 2,300
    bytes). Source: ISO/IEC 18004.
    """
    rows = segno.make_qr(payload, error="m", mask=_MASK).matrix
    size = len(rows)
    lines = "".join(f"M0 {y}.5{_strokes(row)}" for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<path stroke="{_INK}" d="{lines}"/></svg>'
    )


def _strokes(row: bytearray) -> str:
    """Dark modules drawn, light ones passed over, from left to right."""
    runs = ((dark, sum(1 for _ in run)) for dark, run in groupby(row))
    return "".join(f"h{length}" if dark else f"m{length} 0" for dark, length in runs)
