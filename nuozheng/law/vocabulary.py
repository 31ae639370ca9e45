"""The words of the regulations that code must tell apart, each beside its Chinese term."""

from enum import StrEnum


class Substitution(StrEnum):
    """证明免提交方式: how a proof is met without the applicant fetching it."""

    CANCELLED = "cancelled"
    DATA_SHARING = "data_sharing"
    COMMITMENT = "commitment"
    AGENCY_VERIFICATION = "agency_verification"
    OTHER = "other"
    RETAINED = "retained"

    @property
    def chinese(self) -> str:
        return _SUBSTITUTION[self][0]

    @property
    def sign(self) -> str:
        """The one character in a square that stands for it on every page."""
        return _SUBSTITUTION[self][1]


_SUBSTITUTION: dict[Substitution, tuple[str, str]] = {
    Substitution.CANCELLED: ("直接取消", "消"),
    Substitution.DATA_SHARING: ("数据共享", "享"),
    Substitution.COMMITMENT: ("告知承诺", "诺"),
    Substitution.AGENCY_VERIFICATION: ("部门核验", "核"),
    Substitution.OTHER: ("其他方式", "他"),
    Substitution.RETAINED: ("需提交", "交"),
}


class ProofKind(StrEnum):
    """证明类型, the five of ORD23 annex 2."""

    LEGAL_FACT = "legal_fact"
    LEGAL_RELATION = "legal_relation"
    QUALIFICATION = "qualification"
    TITLE = "title"
    OTHER_STATE = "other_state"

    @property
    def chinese(self) -> str:
        return _PROOF_KIND[self]


_PROOF_KIND: dict[ProofKind, str] = {
    ProofKind.LEGAL_FACT: "法律事实",
    ProofKind.LEGAL_RELATION: "法律关系",
    ProofKind.QUALIFICATION: "资格、资质、能力或者水平",
    ProofKind.TITLE: "权属",
    ProofKind.OTHER_STATE: "其他客观状态或者事实",
}


class PartyKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Severity(StrEnum):
    """失信程度分级."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Role(StrEnum):
    """Who acts. SYSTEM only keeps clocks and never decides anything adverse."""

    APPLICANT = "applicant"
    AGENT = "agent"
    THIRD_PARTY = "third_party"
    OFFICER = "officer"
    VERIFIER = "verifier"
    INSPECTOR = "inspector"
    CREDIT_OFFICER = "credit_officer"
    SUPERVISOR = "supervisor"
    CATALOGUE_KEEPER = "catalogue_keeper"
    LEGAL_REVIEWER = "legal_reviewer"
    HEAD = "head"
    JUSTICE_REVIEWER = "justice_reviewer"
    APPROVER = "approver"
    DATA_OWNER = "data_owner"
    SYSTEM = "system"

    @property
    def chinese(self) -> str:
        return _ROLE[self]

    @property
    def speaks_for_applicant(self) -> bool:
        return self in (Role.APPLICANT, Role.AGENT)


_ROLE: dict[Role, str] = {
    Role.APPLICANT: "申请人",
    Role.AGENT: "代理人",
    Role.THIRD_PARTY: "第三人",
    Role.OFFICER: "经办人员",
    Role.VERIFIER: "核查人员",
    Role.INSPECTOR: "执法检查人员",
    Role.CREDIT_OFFICER: "信用管理人员",
    Role.SUPERVISOR: "监督人员",
    Role.CATALOGUE_KEEPER: "清单管理人员",
    Role.LEGAL_REVIEWER: "合法性审核人员",
    Role.HEAD: "单位主要负责人",
    Role.JUSTICE_REVIEWER: "司法行政审核人员",
    Role.APPROVER: "批准机关人员",
    Role.DATA_OWNER: "数据源单位人员",
    Role.SYSTEM: "系统",
}
