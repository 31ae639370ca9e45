"""张贴用的公示: one sheet for a wall, with the day on which it comes down again."""

from nuozheng.disclosure.models import Publication
from nuozheng.documents.typesetting.report import Report, render_report
from nuozheng.law.disclosure.sections import SECTION_WORD
from nuozheng.law.repair import spoken


def wall_sheet(publication: Publication) -> bytes:
    """What is public as PDF, the same words as on the page; for a publication in force."""
    if publication.start_on is None or publication.end_on is None or not publication.shown:
        raise ValueError("only what is public is printed")
    told = "\n".join(f"{line['label']}：{line['text']}" for line in publication.shown)
    last = spoken(publication.end_on)
    kind = SECTION_WORD.get(publication.section, "承诺公示")
    term = f"从{spoken(publication.start_on)}到{last}。请在{last}当天下班以前取下，不留存。"
    return render_report(
        Report(
            title=f"{kind}　{publication.code}",
            agency=publication.agency.name,
            sections=(
                ("公示的内容", told),
                ("公示的期限", term),
                (
                    "有问题，告诉我们",
                    f"对公示的内容有不同意见的，可以拨打12345，报编号{publication.code}；不用说姓名。",
                ),
            ),
            issued_on=publication.start_on,
        )
    )
