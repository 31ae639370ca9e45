"""The steps up to the signature, told from what the acts left behind."""

from nuozheng.applications.clocks import ACCEPTANCE_BASIS
from nuozheng.applications.declaration import Checked
from nuozheng.applications.fetched import is_partly_fetched, left_open
from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Application, Commitment, DisposedProof, Notice
from nuozheng.catalogue.models import Catalogue
from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.registry import registry
from nuozheng.law import notice as notices
from nuozheng.law.citing import clause_of
from nuozheng.law.conditions import Result
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Substitution
from nuozheng.sandbox.afterwards import differences
from nuozheng.sandbox.story.telling import Line, Step, step, stored
from nuozheng.verification.models import VerificationTask


def listed(catalogue: Catalogue) -> Step:
    """Which list and whose rules."""
    policy = catalogue.policy
    return step(
        "按哪里的规则",
        Line(f"{catalogue.title}，自{spoken(catalogue.published_on)}公布。"),
        Line(
            f"依据：{policy.title}（{policy.document}），适用{'、'.join(policy.scope.matter_types.value)}。",
            policy.scope.matter_types.clause,
        ),
    )


def opened(case: Application) -> Step:
    """Who applies, and what was found about whether they may commit."""
    who = f"{case.applicant.name}申请办理“{case.item.name}”，办件号{case.number}。"
    if case.agent:
        who += f"由{case.agent.name}书面受托代办。"
    examined = [f for f in case.eligibility if f["outcome"] in ("met", "not_met") and f["basis"]]
    return step("申请", Line(who), *(stored(finding) for finding in examined))


def disposed(proofs: list[DisposedProof]) -> Step:
    """How each proof is met and why."""
    lines: list[Line] = []
    for proof in proofs:
        first = proof.findings[0]
        lines.append(Line(f"〔{proof.way.sign}〕{first['detail']}", tuple(first["basis"])))
        if sources := proof.obtained.get("sources"):
            asked = "、".join(registry()[name].title for name in sources)
            lines.append(Line(f"　　向{asked}查得，数据截至{proof.obtained['as_of'] or '不明'}。"))
        if is_partly_fetched(proof):
            lines += [
                Line(f"　　数据答不了的，由本机关核对：{one.sentence}（{one.how}）。")
                for one in left_open(proof)
            ]
    return step("证明怎么解决", *lines)


def chosen(case: Application, proofs: list[DisposedProof]) -> Step:
    """What the applicant chose, freely."""
    basis = case.policy.applicants.free_choice.clause
    return step(
        "申请人自己选",
        *(
            Line(f"{proof.version.entry.proof.name}：选{proof.way.chinese}。", basis)
            for proof in proofs
        ),
    )


def told(case: Application, notice: Notice) -> Step:
    """The notice with every element that the place demands."""
    policy = case.policy
    titles = "、".join(f"{one['number']}{one['title']}" for one in notice.content["items"])
    return step(
        "一次告知",
        Line(f"告知书{len(notice.content['items'])}项：{titles}。", policy.notice.once.clause),
        *(
            Line(f"写明了{notices.ELEMENT_WORD[key]}。", clause_of(policy.notice.elements, key))
            for key in notices.required_elements(policy)
        ),
        Line(f"送达有记录，告知书摘要 {notice.digest[:16]}…"),
    )


def declared(case: Application, checked: list[Checked]) -> Step:
    """What was declared and what the sources answered, before anything was signed."""
    lines = [
        Line(f"“{one.sentence}”　→　{one.chinese}。{differences(one) or one.explanation}")
        for one in checked
    ]
    receipts = AccessReceipt.objects.filter(case_number=case.number).order_by("pk")
    asked = "；".join(f"{registry()[one.source].title} {one.elapsed_ms}毫秒" for one in receipts)
    lines.append(
        Line(
            f"查询都有记录，本人可以看：{asked or '没有可问的数据源'}。",
            case.policy.verification.methods.clause,
        )
    )
    if any(one.result is Result.CONTRADICTED for one in checked):
        lines.append(
            Line("对不上的，签署之前就告诉了本人：可以改，可以改交证明，也可以写明情况再签。")
        )
    return step("填写、核对", *lines)


def signed(case: Application, commitment: Commitment) -> Step:
    """The statements, the letter and its digest, and what is still to be checked."""
    policy, letter = case.policy, letter_document(commitment.pk)
    statements = zip(policy.commitment.statements.value, commitment.statements, strict=True)
    insists = [Line(f"本人写明：{commitment.insists}")] if commitment.insists else []
    return step(
        "签署",
        *(
            Line(f"☑ {text}", clause_of(policy.commitment.statements, key))
            for key, text in statements
        ),
        *insists,
        Line(f"承诺书 {commitment.letter_number}，内容摘要 {commitment.content_digest[:16]}…"),
        Line(f"承诺书PDF {letter.size}字节，SHA-256 {letter.sha256[:16]}…"),
        Line("从这时起，不再要这些证明。", policy.commitment.no_demand_after.clause),
    )


def to_check(case: Application) -> Step:
    """The checks that remain, each with its manner and due day."""
    tasks = VerificationTask.objects.filter(application=case).order_by("pk")
    if not tasks:
        return step("还要核查的", Line("数据源已经全部核对上，不再另查。"))
    return step(
        "还要核查的",
        *(
            Line(f"{spoken(task.due_on)}以前：{task.standard.rstrip('。')}。", tuple(task.basis))
            for task in tasks
        ),
    )


def accepted(case: Application) -> Step:
    """Accepted, and by when a decision is due."""
    assert case.due_on is not None
    return step("受理", Line(f"已受理，{spoken(case.due_on)}以前作出决定。", ACCEPTANCE_BASIS))


def decided(case: Application) -> Step:
    """The decision, its officer and document."""
    document = case.decision_document
    assert case.decided_by is not None and document is not None
    return step(
        "决定",
        Line(
            f"{case.decided_by.display_name}决定：{case.state.chinese}。《{document.title}》。",
            case.policy.commitment.no_demand_after.clause,
        ),
        Line("需要申请人跑腿取的证明：0份。") if _nothing_handed_in(case) else Line("材料齐全。"),
    )


def _nothing_handed_in(case: Application) -> bool:
    return not case.proofs.filter(substitution=Substitution.RETAINED.value).exists()
