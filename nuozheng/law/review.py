"""The way of a list to publication: the chain of a place as a table of moves."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from nuozheng.law.duties import with_letters
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.policy import Policy, policies
from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.vocabulary import Role

RevisionKind = Literal["list", "adjustment"]
DRAFT, APPROVED, PARTLY_PUBLISHED = "draft", "approved", "partly_published"
PUBLISHED, FILED, ABANDONED = "published", "filed", "abandoned"
PASS, RETURN = "pass_", "return_"


class Outcome(StrEnum):
    """What a reviewer says of a revision."""

    PASSED = "passed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What decides which steps of a chain a revision takes."""

    kind: RevisionKind
    specialised: bool = False
    retains: bool = False
    """Whether it keeps any proof that the applicant must bring."""


def chain(policy: Policy, facts: RevisionFacts) -> tuple[ReviewStep, ...]:
    """The steps before publication, in their order.

    An adjustment takes the place's own chain for it, and the chain of lists where it has none.
    """
    listing = policy.listing
    own = listing.change_chain.value if facts.kind == "adjustment" else ()
    return tuple(step for step in own or listing.review_chain.value if _belongs(step, facts))


def _belongs(step: ReviewStep, facts: RevisionFacts) -> bool:
    return {
        "always": True,
        "specialised": facts.specialised,
        "retained": facts.retains,
        "adjustment": facts.kind == "adjustment",
        "list": facts.kind == "list",
    }[step.when]


def waiting_at(step: ReviewStep) -> str:
    """The status of a revision that this step has not answered yet."""
    return f"at_{step.key}"


def files_after_publication(policy: Policy) -> bool:
    """Whether the published list still goes to somebody (MJ21-2.1.3d, XBQ21-2.1l)."""
    return policy.listing.filing_starts.value == "publication"


def table(policy: Policy, facts: RevisionFacts) -> MoveTable:
    """The moves of one revision: its buttons, permissions and history.

    States: draft, at_<step> for each step of its chain, approved, partly_published, published,
    filed where the place files afterwards, abandoned. Acts: submit, pass_<step>, return_<step>,
    publish, announce, announce_last, complete where a paper must go with the letters, file,
    abandon.
    """
    return _table(
        chain(policy, facts),
        publishers(policy),
        files_after_publication(policy),
        policy.listing.filing_covers.clause,
        tuple(one for duty in with_letters(policy.key) for one in duty.clauses),
    )


def publishers(policy: Policy) -> tuple[Role, ...]:
    """Who publishes: the reviewers above the agency, where the place names any (MJ21-2.1.3e)."""
    steps = (*policy.listing.review_chain.value, *policy.listing.change_chain.value)
    above = {step.role for step in steps} & {Role.JUSTICE_REVIEWER, Role.APPROVER}
    return tuple(sorted(above)) or (Role.CATALOGUE_KEEPER,)


@lru_cache(maxsize=64)
def _table(
    steps: tuple[ReviewStep, ...],
    publish_by: tuple[Role, ...],
    files: bool,
    filing_clause: tuple[str, ...],
    papers_clause: tuple[str, ...],
) -> MoveTable:
    first = waiting_at(steps[0]) if steps else APPROVED
    rules = [
        MoveRule(
            act="submit",
            from_states=(DRAFT,),
            to_state=first,
            who=(Role.CATALOGUE_KEEPER,),
            label="提交审核",
            explanation="逐项核对过范围、写明理由以后，提交下一步；退回的改好再提交。",
        )
    ]
    for number, step in enumerate(steps):
        after = waiting_at(steps[number + 1]) if number + 1 < len(steps) else APPROVED
        rules += _step_rules(step, after)
    rules += [
        MoveRule(
            act="publish",
            from_states=(APPROVED,),
            to_state=PARTLY_PUBLISHED,
            who=publish_by,
            label="公布",
            explanation="写明施行日期；从这一天起按新的清单办，已经受理的办件不受影响。",
        ),
        MoveRule(
            act="announce",
            from_states=(PARTLY_PUBLISHED,),
            to_state=PARTLY_PUBLISHED,
            who=tuple(dict.fromkeys((Role.CATALOGUE_KEEPER, *publish_by))),
            label="登记公布渠道",
            explanation="每个渠道登记一次：在哪里、哪一天。",
        ),
        MoveRule(
            act="announce_last",
            from_states=(PARTLY_PUBLISHED,),
            to_state=PUBLISHED,
            who=tuple(dict.fromkeys((Role.CATALOGUE_KEEPER, *publish_by))),
            label="登记最后一个公布渠道",
            explanation="规定的渠道都公布了，公布完成。",
        ),
        MoveRule(
            act="abandon",
            from_states=(DRAFT,),
            to_state=ABANDONED,
            who=(Role.CATALOGUE_KEEPER,),
            label="不再报送",
            explanation="还没有提交的修订可以放弃，写明原因。",
            reason_required=True,
        ),
    ]
    if papers_clause:
        rules.append(
            MoveRule(
                act="complete",
                from_states=(PARTLY_PUBLISHED,),
                to_state=PUBLISHED,
                who=(Role.CATALOGUE_KEEPER,),
                label="补齐同时要有的文件",
                explanation="渠道都登记过，缺的文件也报了，公布完成。",
                basis=papers_clause,
            )
        )
    if files:
        rules.append(
            MoveRule(
                act="file",
                from_states=(PUBLISHED,),
                to_state=FILED,
                who=publish_by,
                label="报备",
                explanation="报上级备案，登记报送日期和回执。",
                basis=filing_clause,
            )
        )
    return MoveTable(kind="revision", initial=DRAFT, rules=tuple(rules))


def _step_rules(step: ReviewStep, after: str) -> tuple[MoveRule, MoveRule]:
    here = (waiting_at(step),)
    return (
        MoveRule(
            act=f"{PASS}{step.key}",
            from_states=here,
            to_state=after,
            who=(step.role,),
            label=f"{step.label}：通过",
            explanation="写明意见；规定要附的材料附上。",
            basis=step.clause,
        ),
        MoveRule(
            act=f"{RETURN}{step.key}",
            from_states=here,
            to_state=DRAFT,
            who=(step.role,),
            label=f"{step.label}：退回修改",
            explanation="逐条写明要改什么。",
            reason_required=True,
            basis=step.clause,
        ),
    )


def act_in_words(act: str) -> str:
    """What an act of any revision is called in its history."""
    steps = {
        step.key: step.label
        for policy in policies().values()
        for step in (*policy.listing.review_chain.value, *policy.listing.change_chain.value)
    }
    for prefix, word in ((PASS, "通过"), (RETURN, "退回修改")):
        if act.startswith(prefix):
            return f"{steps[act.removeprefix(prefix)]}：{word}"
    return _ACT[act]


_ACT = {
    "open": "起草",
    "submit": "提交审核",
    "publish": "公布",
    "announce": "登记公布渠道",
    "announce_last": "登记最后一个公布渠道",
    "complete": "补齐同时要有的文件",
    "file": "报备",
    "abandon": "不再报送",
    "open_letter": "打开承诺书文本",
    "write_letter": "改承诺书文本",
    "answer_quality": "逐项确认文本",
    "let_stand": "放行一处用语",
}
_STATUS = {
    DRAFT: "正在起草",
    APPROVED: "审核完毕，等待公布",
    PARTLY_PUBLISHED: "已公布，还没有公布齐全",
    PUBLISHED: "已公布",
    FILED: "已公布并报备",
    ABANDONED: "不再报送",
}


def status_in_words(status: str, steps: tuple[ReviewStep, ...]) -> str:
    """等待市司法局审核同意."""
    waiting = {waiting_at(step): f"等待{step.label}" for step in steps}
    return waiting.get(status) or _STATUS[status]
