"""What may be published or told to others."""

from nuozheng.law.findings import Finding
from nuozheng.law.pack_review.finding import finding
from nuozheng.law.policy import Policy, load_policy


def publication_keeps_within_the_spans(policy: Policy) -> Finding:
    """轻微…最长不超过3个月；一般…最长1年；严重…最长3年 (CN-XF36-months)."""
    own, national = policy.credit.publication_months, load_policy("cn").credit.publication_months
    longer = [
        grade
        for grade in policy.credit.grades.value
        if own.value.of(grade)[1] > national.value.of(grade)[1]
    ]
    return finding(
        "publication_keeps_within_the_spans",
        not longer,
        "失信信息的公示期限长于信用修复管理办法的规定。",
        (*own.clause, "CN-XF36-months"),
        "把 credit.publication_months 缩短到规定的期限内。",
    )


def persons_files_stay_private(policy: Policy) -> Finding:
    """个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外 (CN-PIPL-25)."""
    files = policy.disclosure.credit_files_of
    return finding(
        "persons_files_stay_private",
        files.value != "all",
        "公开个人信用档案；没有法律、法规依据或者本人单独同意，不得公开个人信息。",
        (*files.clause, "CN-PIPL-25", "CN-GBF49-public"),
        "把 disclosure.credit_files_of 写为 companies 或者 nobody。",
    )


def blacklist_is_not_displayed(policy: Policy) -> Finding:
    """个人相关信息的公开应当有明确的…依据…并进行必要脱敏处理 (CN-GBF49-public)."""
    shown = policy.credit.blacklist_published
    return finding(
        "blacklist_is_not_displayed",
        not shown.value,
        "规定对外公布失信名单；公布自然人的失信信息须有法律、法规或者国家政策依据，或者经本人同意。",
        (*shown.clause, "CN-GBF49-public", "CN-PIPL-25", "CN-XF36-months"),
        "自然人的不公布；市场主体的在规定期限内公布，修复后同步撤下。",
    )


def letters_stay_private_by_default(policy: Policy) -> Finding:
    """不得公开其处理的个人信息 (CN-PIPL-25); 涉及…个人隐私…不得公开 (CN-GKTL-15)."""
    letter = policy.disclosure.letter
    return finding(
        "letters_stay_private_by_default",
        letter.value != "all",
        "承诺书一律公示，包括自然人的承诺书；自然人的承诺书含有个人信息。",
        (*letter.clause, "CN-PIPL-25", "CN-GKTL-15"),
        "自然人的承诺书须经本人单独同意或者有法律、行政法规依据方可公示，并隐去个人信息。",
    )


def secrets_stay_secret(policy: Policy) -> Finding:
    """涉及商业秘密、个人隐私…不得公开 (CN-GKTL-15): a place that publishes names both."""
    protected = policy.disclosure.protected_data
    said = " ".join(protected.value)
    lacking = [] if "商业秘密" in said else ["商业秘密"]
    lacking += [] if "个人隐私" in said or "个人信息" in said else ["个人隐私"]
    published = policy.disclosure.letter.value != "none"
    published = published or policy.disclosure.mandatory_object.value != "none"
    return finding(
        "secrets_stay_secret",
        not (published and lacking),
        f"要公开告知承诺的内容，却没有写明保护：{'、'.join(lacking)}。",
        (*protected.clause, "CN-GKTL-14", "CN-GKTL-15"),
        "公示前按法定的国家秘密、商业秘密、个人隐私逐一审查，并在 disclosure.protected_data 写明。",
    )


def employer_is_not_told(policy: Policy) -> Finding:
    """不得超出履行法定职责所必需的范围和限度 (CN-PIPL-34)."""
    told = policy.credit.employer_notified
    return finding(
        "employer_is_not_told",
        not told.value,
        "规定通知当事人所在单位；向所在单位提供个人失信信息须为履行法定职责所必需。",
        (*told.clause, "CN-PIPL-34", "CN-PIPL-25"),
        "没有法律、行政法规依据的，不通知。",
    )


RULES = (
    publication_keeps_within_the_spans,
    persons_files_stay_private,
    blacklist_is_not_displayed,
    letters_stay_private_by_default,
    secrets_stay_secret,
    employer_is_not_told,
)
