"""签署: in which ways a commitment is signed, and which matters the law keeps on paper."""

from collections.abc import Collection
from enum import StrEnum

from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.policy import Policy

SAME_AS_BY_HAND = ("CN-DZQM-14", "CN-ZXZW-8")
"""可靠的电子签名与手写签名或者盖章具有同等的法律效力."""


class SignatureMeans(StrEnum):
    """How the applicant signed; each of the electronic ones stands on the account."""

    ACCOUNT = "account"
    DRAWN = "drawn"
    CERTIFICATE = "certificate"
    PAPER = "paper"


_FACTOR = {"totp": "动态口令", "webauthn": "通行密钥", "recovery_codes": "备用码"}


def signature_words(means: SignatureMeans, *, factor: str = "", holder: str = "") -> str:
    """What a letter says of how it was signed; `factor` is the second step of the sign-in."""
    if means is SignatureMeans.PAPER:
        return "纸质签署，工作人员当面见证"
    second = f"（第二步验证：{_FACTOR[factor]}）" if factor in _FACTOR else ""
    said = f"账号登录{second}，逐条确认后签署"
    if means is SignatureMeans.DRAWN:
        return f"{said}，并手写签名"
    if means is SignatureMeans.CERTIFICATE:
        return f"{said}，并用本人的数字证书（{holder}）签名"
    return said


def may_sign_electronically(policy: Policy, item: str) -> Finding:
    """涉及婚姻、收养、继承等人身关系的，不适用电子签名 (CN-DZQM-3); `item`: its name."""
    rule = policy.commitment.paper_matters
    hit = next((word for word in rule.value if word in item), "")
    if not hit:
        return Finding("may_sign_electronically", Outcome.MET, "可以用电子签名。", rule.clause)
    return Finding(
        "may_sign_electronically",
        Outcome.NOT_MET,
        f"这件事涉及{hit}，法律规定不能用电子签名，要在纸上签。",
        rule.clause,
        cure="填好的都留着。请下载承诺书打印出来，带身份证件到窗口当面签。",
    )


def certificate_belongs(identifiers: Collection[str], signer: str) -> Finding | None:
    """Whether a certificate names who signs: 身份号码或者统一社会信用代码; None if it does.

    电子签名制作数据属于电子签名人专有 (CN-DZQM-13).
    """
    if signer and signer.upper() in {one.upper().strip() for one in identifiers}:
        return None
    return Finding(
        "certificate_of_another",
        Outcome.NOT_MET,
        "这张数字证书里的身份号码或者统一社会信用代码，和申请人的不一样。",
        ("CN-DZQM-13",),
        cure="请换成申请人自己的证书；证书里没有写号码的，可以不用证书，直接签名。",
    )
