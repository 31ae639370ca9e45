"""Separation of duties: which acts on one record one person may not both do.

The pairs are enforced where moves are written, whoever asks: page, program or command.
"""

from dataclasses import dataclass
from functools import cache

from nuozheng.law.findings import Refused

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Separation:
    """`act` is refused to whoever did one of `after` on the record before.

    An act that ends in `*` stands for all that begin so. With `last_only` the last of the
    earlier acts counts, where an act can be taken back. `basis` holds clause ids; where it is
    empty the clause of the place stands in its pack.
    """

    kind: str
    acts: tuple[str, ...]
    after: tuple[str, ...]
    key: str
    detail: str
    cure: str
    basis: tuple[str, ...] = ()
    last_only: bool = False

    def covers(self, act: str) -> bool:
        return any(_matches(act, pattern) for pattern in self.acts)

    def comes_after(self, act: str) -> bool:
        return any(_matches(act, pattern) for pattern in self.after)

    def refusal(self, basis: tuple[str, ...]) -> Refused:
        """Refused under our clauses and those that the act itself rests on here."""
        return Refused.because(self.key, self.detail, *self.basis, *basis, cure=self.cure)


def _matches(act: str, pattern: str) -> bool:
    return act.startswith(pattern[:-1]) if pattern.endswith(EVERY) else act == pattern


TABLE: tuple[Separation, ...] = (
    Separation(
        kind="untruth_finding",
        acts=("find_*",),
        after=("open",),
        key="same_person_checks_and_finds",
        detail="核查的人不能自己认定，要由另一位工作人员认定。",
        cure="请转给另一位经办人员。",
    ),
    Separation(
        kind="credit_record",
        acts=("register",),
        after=("propose",),
        key="same_person_finds_and_records",
        detail="认定的人不能自己登记，要由另一位信用管理人员登记。",
        cure="请转给另一位信用管理人员。",
    ),
    Separation(
        kind="credit_repair",
        acts=("grant_repair", "refuse_repair"),
        after=("request",),
        key="nobody_decides_their_own",
        detail="自己申请的，不能由自己决定。",
        cure="请另一位信用管理人员决定。",
    ),
    Separation(
        kind="credit_objection",
        acts=("annul_record", "correct_record", "reject_objection"),
        after=("object", "answer_objection"),
        key="nobody_decides_their_own",
        detail="提出异议、答复异议的人，不能自己决定这件异议。",
        cure="请另一位信用管理人员决定。",
    ),
    Separation(
        kind="publication",
        acts=("release",),
        after=("propose_publication",),
        key="same_person_proposes_and_releases",
        detail="拟公示的人不能自己复核，要由另一个人看过再公示。",
        cure="请另一位工作人员复核。",
        last_only=True,
    ),
    *(
        Separation(
            kind=kind,
            acts=("decide",),
            after=("propose",),
            key="same_person_proposes_and_decides",
            detail="提出的人不能自己决定，要由本单位另一个人决定。",
            cure="请转给本单位负责人或者另一位工作人员。",
        )
        for kind in ("listing", "sanction")
    ),
    Separation(
        kind="intended_measure",
        acts=("pass_review", "return_review"),
        after=("intend",),
        key="drafter_cannot_review",
        detail="拟作的处理是您提出的，不能由您自己作法制审核。",
        cure="请另一位合法性审核人员审核。",
    ),
    Separation(
        kind="revision",
        acts=("pass_*", "return_*"),
        after=("open", "submit"),
        key="drafter_cannot_review",
        detail="这份修订是您起草或者提交的，不能由您自己审核。",
        cure="请另一位有审核职责的人员来看。",
    ),
    Separation(
        kind="visit",
        acts=("review_legality",),
        after=("open_package", "record_visit"),
        key="inspector_cannot_review",
        detail="去检查的人不能自己作合法性审核。",
        cure="请另一位合法性审核人员审核。",
    ),
    Separation(
        kind="draw",
        acts=("draw",),
        after=("type_number",),
        key="number_typed_by_two",
        detail="号码要两个人各录一遍。",
        cure="请另一位核查人员来录。",
        last_only=True,
    ),
    Separation(
        kind="assistance_request",
        acts=("approve",),
        after=("prepare",),
        key="approved_by_another",
        detail="提出请求的人不能自己批准。",
        cure="请单位的另一位负责人批准。",
        basis=("LYG19-2.3b",),
    ),
)


@cache
def separations(kind: str, act: str) -> tuple[Separation, ...]:
    """The pairs that an act of a kind of record falls under; mostly none."""
    return tuple(one for one in TABLE if one.kind == kind and one.covers(act))


def as_markdown(titles: dict[str, str], labels: dict[tuple[str, str], str]) -> str:
    """The pairs as they are printed in the docs; `titles` by kind, `labels` by kind and act."""
    lines = ["| 记录 | 这一步 | 不能由做过这一步的人做 | 依据 |", "| --- | --- | --- | --- |"]
    for one in TABLE:
        names = [
            "、".join(f"{labels.get((one.kind, act), '')} `{act}`".strip() for act in acts)
            for acts in (one.acts, one.after)
        ]
        lines.append(f"| {titles[one.kind]} | {names[0]} | {names[1]} | {'、'.join(one.basis)} |")
    return "\n".join(lines) + "\n"
