"""The thirteen items of a notice, each written from the entry and the pack, never by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nuozheng.catalogue.models import EntryVersion, ServiceItem
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import sentence
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.disposition import DECLINED_WORD
from nuozheng.law.policy import Policy

LICENCE = "行政许可"


@dataclass(frozen=True, slots=True)
class Written:
    """One item: what people read, the clauses beside it, the demanded elements it holds."""

    paragraphs: tuple[str, ...]
    basis: tuple[str, ...] = ()
    elements: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes each item for one service of one place."""

    policy: Policy
    item: ServiceItem
    versions: Sequence[EntryVersion]

    def write(self, key: str) -> Written:
        written: Written = getattr(self, f"_{key}")()
        return written

    def facts(self) -> dict[str, object]:
        """What the examination of the notice asks besides its texts."""
        return {
            "is_licence": self.item.kind == LICENCE,
            "licence_conditions": "；".join(self._condition_lines()),
            "materials": "、".join(self._names()),
            "disclosed": self._disclosed(),
            "disclosure_scope": self._disclosed_part("scope"),
            "disclosure_until": self._disclosed_part("until"),
            "basis_in_force": True,
            "fees_not_refunded": not self.policy.consequences.fees_refunded.value,
        }

    def _names(self) -> list[str]:
        return [version.entry.proof.name for version in self.versions]

    def _titles(self) -> str:
        """The proofs as titles, which rules on wording never look into."""
        return "".join(f"《{name}》" for name in self._names())

    def _condition_lines(self) -> list[str]:
        return [
            sentence(condition, {}, blank="＿＿")
            for version in self.versions
            for condition in version.condition_set.conditions
        ]

    def _matter(self) -> Written:
        text = f"{self.item.name}（{self.item.kind}），由{self.item.agency.name}办理。"
        return Written((text,), elements={"matter_name": self.item.name})

    def _proofs(self) -> Written:
        duty = f"办理这件事，原来要您提交{self._titles()}。"
        uses = tuple(
            f"《{version.entry.proof.name}》：{version.content}"
            for version in self.versions
            if version.content
        )
        return Written(
            (duty, *uses),
            self.policy.scope.matter_types.clause[:1],
            {"duty_to_prove": duty, "proof_content": " ".join(uses) or duty},
        )

    def _basis(self) -> Written:
        lines = dict.fromkeys(
            f"《{version.entry.proof.name}》：{version.legal_basis}{version.article}。"
            if version.legal_basis
            else f"《{version.entry.proof.name}》：没有查到法律、法规依据，不能强要您提交。"
            for version in self.versions
        )
        return Written(tuple(lines), elements={"legal_basis": "".join(lines)})

    def _conditions(self) -> Written:
        lines = self._condition_lines()
        numbered = tuple(f"（{n}）{line}" for n, line in enumerate(lines, start=1))
        return Written((f"承诺的内容共{len(lines)}条，填写的数据以您自己填的为准：", *numbered))

    def _choice(self) -> Written:
        rule = self.policy.applicants
        reasons = "、".join(DECLINED_WORD[key] for key in rule.fallback_reasons.value)
        instead = (
            "由我们通过数据共享、部门核验取得，不用您提交"
            if self.policy.scope.whitelist_only.value
            else f"改为提交：{self._titles()}"
        )
        compulsory = [f"《{v.entry.proof.name}》" for v in self.versions if v.mandatory]
        paragraphs = [
            f"承诺不承诺，您自己选。{reasons or '不愿承诺、无法承诺'}的，{instead}。"
            "办理期限和审核标准都一样。"
        ]
        if compulsory:
            paragraphs.append(f"{''.join(compulsory)}按规定必须用承诺办理。")
        return Written(tuple(paragraphs), (*rule.free_choice.clause, *rule.fallback_reasons.clause))

    def _excluded(self) -> Written:
        rule = self.policy.applicants
        record = "有失信记录" if rule.credit_threshold.value == "any" else "有较重以上失信记录"
        ends = {
            "repair": "信用修复以后可以再用承诺。",
            "exit": "移出失信名单以后可以再用承诺。",
            "never": "本地文件没有写明怎样解除。",
        }[rule.bar_ends.value]
        joined = "并且" if rule.bar_connector.value == "and" else "，或者"
        return Written(
            (f"{record}{joined}曾经作出虚假承诺、还没有修复的人，这次不能用承诺。{ends}",),
            (*rule.credit_threshold.clause, *rule.false_commitment_bar.clause),
        )

    def _ways(self) -> Written:
        rule = self.policy.applicants.agent_commitment
        alone = "在网上登录账号，逐条确认后签署；也可以到窗口当面签名。"
        if rule.value and all(version.agent_allowed for version in self.versions):
            text = f"{alone}可以书面授权别人代为承诺。"
        else:
            text = f"{alone}要由您本人承诺，不能由别人代办。"
        return Written((text,), rule.clause, {"ways_to_commit": text})

    def _effect(self) -> Written:
        count = len(self.versions)
        return Written(
            (f"签署以后，我们不再向您要这{count}份证明，凭承诺书办理。",),
            self.policy.commitment.no_demand_after.clause,
        )

    def _verification(self) -> Written:
        rule = self.policy.verification
        sources = self._sources()
        lines = []
        if sources:
            lines.append(f"签署时，我们用{'、'.join(sources)}核对；能对上的，不再另查。")
        manual = dict.fromkeys(
            condition.attested.how
            for version in self.versions
            for condition in version.condition_set.conditions
            if condition.attested
        )
        lines += [f"没有数据可对的：{how.rstrip('。')}。" for how in manual]
        lines.append(
            f"没有对上的，在作出决定后{rule.after_decision_days.value}个工作日内核查完。"
            "查不到、数据源暂不可用，都不算您不实。行政机关有权核查您承诺的内容，请您配合。"
        )
        text = "".join(lines)
        return Written(
            tuple(lines),
            (*rule.plan_fields.clause[:2], *rule.credit_factor.clause[:1]),
            {"power_to_verify": text},
        )

    def _sources(self) -> list[str]:
        return list(
            dict.fromkeys(
                registry()[operand.source].title
                for version in self.versions
                for condition in version.condition_set.conditions
                for comparison in condition.comparisons
                for operand in comparison.sources
            )
        )

    def _liability(self) -> Written:
        rule = self.policy.consequences
        listed = dict.fromkeys(
            _with_basis(version.liability.rstrip("。"), version.liability_basis)
            for version in self.versions
            if version.liability
        )
        measures = "、".join(MEASURE_WORD[kind] for kind in rule.measures.value)
        administrative = "".join(listed) + f"按本地规定可以采取的措施：{measures}。"
        elements = {
            "liability_civil": "给他人造成损害的，依法承担民事赔偿责任。",
            "liability_administrative": administrative,
            "liability_criminal": "涉嫌犯罪的，依法移送司法机关追究刑事责任。",
        }
        lines = [
            "发现对不上，先听您说明，再由工作人员认定。",
            f"行政责任：{administrative}",
            f"民事责任：{elements['liability_civil']}",
            f"刑事责任：{elements['liability_criminal']}",
        ]
        risk = "没有按承诺履行的，记入信用记录，修复以前不能再用承诺代替证明。"
        lines.append(f"信用：{risk}")
        elements["breach_risk"] = risk
        basis = [*rule.measures.clause[:3], *rule.deliberate_requires.clause[:1]]
        if self.policy.credit.joint_discipline.value == "joint":
            joint = "情节严重的，各部门在各自的法定权限内依法实施联合惩戒。"
            lines.append(f"联合惩戒：{joint}")
            elements["joint_discipline"] = joint
            basis += self.policy.credit.joint_discipline.clause[:1]
        if not rule.fees_refunded.value:
            lines.append("申请或者决定按无效处理的，已缴费用不予退还。")
            basis += rule.fees_refunded.clause
        return Written(tuple(lines), tuple(basis), elements)

    def _disclosed(self) -> bool:
        return any(version.disclosure.get("disclosed") for version in self.versions)

    def _disclosed_part(self, part: str) -> str:
        return next(
            (
                str(version.disclosure[part])
                for version in self.versions
                if version.disclosure.get(part)
            ),
            "",
        )

    def _disclosure(self) -> Written:
        rule = self.policy.disclosure
        text = "承诺书不公开。"
        if self._disclosed():
            text = (
                f"承诺书公开，范围：{self._disclosed_part('scope')}；"
                f"期限：{self._disclosed_part('until')}。"
                "身份号码、电话、住址等个人信息和商业秘密不公开。"
            )
        return Written(
            (text,), rule.letter.clause or rule.protected_data.clause, {"disclosure": text}
        )

    def _withdrawal(self) -> Written:
        rule = self.policy.applicants
        after = "原程序" if rule.withdrawal_returns_to.value == "original" else "法定程序"
        return Written(
            (f"办结以前，有合理理由可以撤回承诺，改按{after}办理。撤回不算失信。",),
            rule.withdrawal.clause,
        )

    def _remedies(self) -> Written:
        days = self.policy.consequences.statement_days
        return Written(
            (
                f"认为您承诺不实的，会先书面告诉您，您有{days.value}个工作日陈述、申辩。",
                "对决定不服的，可以自收到之日起60日内申请行政复议，或者6个月内提起行政诉讼。"
                "投诉电话12345。",
            ),
            days.clause,
        )


def _with_basis(liability: str, basis: str) -> str:
    return f"{liability}（{basis}）。" if basis else f"{liability}。"
