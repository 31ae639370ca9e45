"""What those do who keep, review and publish a list, each on their own page."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from nuozheng.law.policy import load_policy
from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.review import RevisionFacts, RevisionKind, chain, publishers
from nuozheng.law.vocabulary import Role
from tests.journeys.visitor import Crowd, Visitor, unfold

ACCOUNT = {
    Role.CATALOGUE_KEEPER: "keeper",
    Role.LEGAL_REVIEWER: "legal",
    Role.HEAD: "head",
    Role.JUSTICE_REVIEWER: "justice",
    Role.APPROVER: "approver",
}
PAPER = b"%PDF-1.4 example"
CATCH_ALL = "以及法律法规规定的其他材料。"


def steps_of(slug: str, kind: RevisionKind = "list") -> tuple[ReviewStep, ...]:
    """The steps of a revision of this place that is neither specialised nor keeps a proof."""
    return chain(load_policy(slug), RevisionFacts(kind))


def open_revision(keeper: Visitor, list_title: str, title: str) -> str:
    """A new revision of the first part of this list that the keeper keeps; its address."""
    keeper.go("/desk/lists/open/")
    keeper.sees("新起一份修订")
    part = keeper.main.locator("select[name=part]")
    label = part.locator("option", has_text=list_title).first.inner_text()
    part.select_option(label=label)
    keeper.main.locator("input[name=title]").fill(title)
    keeper.press("建好，接着写")
    keeper.sees("还没有。从现行清单里选")
    return keeper.path


def change_a_commitment(keeper: Visitor, revision: str, words: str) -> str:
    """Propose other words for an entry that is met by commitment; the name of its service."""
    keeper.go(f"{revision}pick/")
    row = keeper.main.locator("tbody tr", has_text="告知承诺").first
    service = row.locator("td").first.inner_text()
    keeper.submit(row.get_by_role("button", name="变更"))
    keeper.main.locator("textarea[name=content]").fill(words)
    keeper.press("保存")
    keeper.sees("和现行清单比", words, "还没有核对适用范围")
    return service


def sign_the_scope_check(keeper: Visitor) -> None:
    """Answer every question so that commitment stands, and sign."""
    for question in keeper.main.locator('input[name^="scope-"][value="no"]').all():
        question.check()
    for name in ("correctable_afterwards", "risk_controllable"):
        answer = keeper.main.locator(f'input[name="scope-{name}"][value="yes"]')
        if answer.count():
            answer.check()
    keeper.main.locator('input[name="scope-selected_by"]').first.check()
    keeper.press("核对完，签名")
    keeper.sees("这一项可以提交")


def open_the_letters(keeper: Visitor, revision: str) -> None:
    """Have every text composed that the revision needs."""
    keeper.go(f"{revision}letters/")
    keeper.press("全部生成")


def write_the_letter(keeper: Visitor, revision: str, service: str) -> None:
    """The linter stops a catch-all; without it the letter is kept."""
    open_the_letters(keeper, revision)
    keeper.follow(service)
    text = keeper.main.locator("textarea[id^=text-]").first
    written = text.input_value()
    text.fill(written + CATCH_ALL)
    expect(keeper.main.locator("[id^=flaws-]").first).to_contain_text("其他材料")
    keeper.press("保存")
    keeper.sees("必须改1处")
    keeper.go(revision)
    keeper.press("提交审核")
    keeper.sees("没有办成", "里写了“法律法规规定的其他”")
    keeper.go(f"{revision}letters/")
    keeper.follow(service)
    keeper.main.locator("textarea[id^=text-]").first.fill(written)
    keeper.press("保存")
    keeper.sees("用语没有必须改的")


def submit(keeper: Visitor, revision: str) -> None:
    keeper.go(revision)
    keeper.press("提交审核")
    keeper.sees("已经提交")


def review(reviewer: Visitor, revision: str, step: ReviewStep) -> None:
    """Answer the questions of quality where they are open, and pass the step."""
    reviewer.go("/desk/lists/")
    reviewer.sees("等您办", number_of(revision))
    _answer_the_questions(reviewer, revision)
    reviewer.go(revision)
    reviewer.sees(step.label)
    reviewer.main.locator("textarea[name=opinion-said]").fill("看过了，同意。")
    with TemporaryDirectory() as folder:
        paper = Path(folder, "意见.pdf")
        paper.write_bytes(PAPER)
        for at in range(len(step.documents)):
            reviewer.main.locator(f"#document-{at}").set_input_files(paper)
        reviewer.press("通过")
    reviewer.sees("已经通过")


def send_back(reviewer: Visitor, revision: str, what: str) -> None:
    """Return it with one point about the first change."""
    reviewer.go(revision)
    reviewer.main.locator("textarea[name=opinion-said]").fill("有一处要改。")
    point = reviewer.main.locator('textarea[name^="point-"]:not([name="point-whole"])').first
    unfold(point)
    point.fill(what)
    reviewer.press("退回修改")
    reviewer.sees("已经退回")


def number_of(revision: str) -> str:
    return revision.rstrip("/").rpartition("/")[2]


def go_the_whole_way(
    everybody: Crowd, place: str, slug: str, revision: str, kind: RevisionKind = "list"
) -> Visitor:
    """Every step of the place passed, then published; whoever published it."""
    for step in steps_of(slug, kind):
        review(everybody(f"{place}-{ACCOUNT[step.role]}"), revision, step)
    return publish(everybody, place, slug, revision)


def publish(everybody: Crowd, place: str, slug: str, revision: str) -> Visitor:
    """From today on, recorded in every channel; whoever published it."""
    publisher = everybody(f"{place}-{ACCOUNT[publishers(load_policy(slug))[0]]}")
    publisher.go(revision)
    publisher.press("公布")
    publisher.sees("已经公布", "还没有登记")
    while publisher.main.get_by_role("button", name="登记这个渠道").count():
        publisher.main.locator("input[name=announce-place]").fill("https://example.com/list")
        publisher.press("登记这个渠道")
    publisher.misses("还没有登记")
    return publisher


def _answer_the_questions(reviewer: Visitor, revision: str) -> None:
    reviewer.go(f"{revision}letters/")
    left = reviewer.main.locator("tbody tr", has_text=re.compile("还差"))
    while left.count():
        reviewer.submit(left.first.get_by_role("link"))
        for answer in reviewer.main.locator('input[name^="answer-"][value="yes"]').all():
            answer.check()
        reviewer.press("记下确认")
        reviewer.go(f"{revision}letters/")
