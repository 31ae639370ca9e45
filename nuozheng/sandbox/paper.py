"""A one-page PDF that stands for a proof somebody hands in."""

from functools import cache

_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length 63>>\nstream\nBT /F 24 Tf 90 700 Td (SAMPLE PROOF - demonstration only) Tj ET\n"
    b"endstream",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


@cache
def sample_paper() -> bytes:
    """The same bytes every time."""
    body, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(_OBJECTS, start=1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(_OBJECTS) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )
