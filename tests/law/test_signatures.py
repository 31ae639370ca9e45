"""How a commitment is signed, and what the law keeps on paper."""

import pytest

from nuozheng.law.policy import load_policy, policies
from nuozheng.law.signatures import (
    SignatureMeans,
    certificate_belongs,
    may_sign_electronically,
    signature_words,
)


@pytest.mark.clause("CN-DZQM-3")
@pytest.mark.parametrize("key", sorted(policies()))
def test_marriage_adoption_and_inheritance_are_signed_on_paper_everywhere(key: str) -> None:
    policy = load_policy(key)
    for item in ("内地居民婚姻登记", "收养登记", "不动产继承登记", "停止供水审批"):
        found = may_sign_electronically(policy, item)
        assert found.is_obstacle and "CN-DZQM-3" in found.basis and "窗口" in found.cure
    for item in ("公共租赁住房资格确认", "教师资格认定", "供水报装"):
        assert not may_sign_electronically(policy, item).is_obstacle


def test_the_letter_says_by_which_means_it_was_signed() -> None:
    assert signature_words(SignatureMeans.ACCOUNT) == "账号登录，逐条确认后签署"
    assert "动态口令" in signature_words(SignatureMeans.ACCOUNT, factor="totp")
    assert "手写签名" in signature_words(SignatureMeans.DRAWN)
    said = signature_words(SignatureMeans.CERTIFICATE, holder="示例公司", factor="webauthn")
    assert "示例公司" in said and "通行密钥" in said
    assert "当面" in signature_words(SignatureMeans.PAPER)
    assert signature_words(SignatureMeans.ACCOUNT, factor="made up").startswith("账号登录，")


@pytest.mark.clause("CN-DZQM-13")
def test_a_certificate_is_the_signer_s_own() -> None:
    assert certificate_belongs({"15060019900520980X"}, "15060019900520980x") is None
    for signer in ("", "150600199005209804"):
        wrong = certificate_belongs({"15060019900520980X"}, signer)
        assert wrong is not None and wrong.cure
    assert certificate_belongs({""}, "") is not None
