"""QR codes as vector pictures."""

import io

import segno

# Every reader accepts any mask; trying all eight for the prettiest costs as much as a page.
_MASK = 2


def qr_svg(payload: str) -> str:
    """The QR code of the payload as SVG text, error level M, one unit per module.

    Raises `segno.DataOverflowError` when the payload exceeds what one code holds (about 2,300
    bytes). Source: ISO/IEC 18004.
    """
    code = segno.make_qr(payload, error="m", mask=_MASK)
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, dark="#1b1a18")
    return picture.getvalue().decode("ascii")
