"""A picture that somebody sends: whether the press can print it."""

import typst

from nuozheng.law.findings import Refused

PICTURE_BYTES = 100_000
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def require_printable(picture: bytes) -> None:
    """Refused for what is no PNG or JPEG, is larger than 100 kB or cannot be set on a page."""
    require_picture(picture)
    try:
        numbers = ",".join(map(str, picture))
        typst.compile(
            f"#image(bytes(({numbers},)), width: 40mm)".encode(), ignore_system_fonts=True
        )
    except typst.TypstError as error:
        raise unreadable_picture() from error


def require_picture(picture: bytes) -> None:
    """Refused by its first bytes and its size."""
    if len(picture) > PICTURE_BYTES or not picture.startswith(_KINDS):
        raise unreadable_picture()


def unreadable_picture() -> Refused:
    return Refused.because(
        "signature_picture_unreadable",
        "您的签名图片读不出来，所以没有出承诺书。",
        cure="请重新签一次，或者换一张PNG、JPEG图片，不超过100KB。",
    )
