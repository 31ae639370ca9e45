"""What the screens of an applicant say of states, acts and ways."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.procedure import TABLES, ApplicationStatus
from nuozheng.law.vocabulary import Substitution

_S = ApplicationStatus
CASE_TITLE: dict[ApplicationStatus, Promise] = {
    _S.DRAFT: _("还没有提交，可以接着办"),
    _S.NOTICED: _("告知书看过了，等您填写、签名"),
    _S.SUBMITTED: _("已经提交，等待受理"),
    _S.AWAITING_COMPLETION: _("还差材料，请补齐"),
    _S.AWAITING_PROOFS: _("承诺已经撤回，请交证明"),
    _S.ACCEPTED: _("已经受理，等待决定"),
    _S.GRANTED: _("办成了：准予"),
    _S.REFUSED: _("不予办理，理由见决定书"),
    _S.TERMINATED: _("已经终止办理"),
    _S.INVALID: _("已经按无效处理"),
    _S.REVOKED: _("原来的决定撤销了"),
    _S.ABANDONED: _("您取消了这次申请"),
}
CASE_NOW: dict[ApplicationStatus, tuple[Promise, Promise]] = {
    _S.DRAFT: (_("等您选办法、交材料"), _("办到哪里都会保存")),
    _S.NOTICED: (_("等您填写、签名"), _("办到哪里都会保存")),
    _S.SUBMITTED: (
        _("等办理机关受理"),
        _("过期没有告知要补什么的，视为受理"),
    ),
    _S.AWAITING_COMPLETION: (_("等您补齐"), _("补齐以后办件接着办")),
    _S.AWAITING_PROOFS: (
        _("等您交证明"),
        _("交齐以后办件接着办，提交日期不变"),
    ),
    _S.ACCEPTED: (
        _("等办理机关决定"),
        _("决定书到时候在这一页看"),
    ),
}
"""What the case waits for, and a word on it."""
WAY_TEXT: dict[Substitution, Promise] = {
    Substitution.CANCELLED: _("不用交，谁也不能再要。"),
    Substitution.DATA_SHARING: _("我们从共享数据里查，您不用做什么。"),
    Substitution.COMMITMENT: _("看告知书，一条一条填写，签名就行，不用开证明。"),
    Substitution.AGENCY_VERIFICATION: _("请我们向出具单位核验。您不用跑，等答复就行。"),
    Substitution.OTHER: _("由办理机关自己核实，您不用交。"),
    Substitution.RETAINED: _("自己交这份证明，选好以后就在这一页上传。"),
}
_OWN_WORDS: dict[tuple[str, str], Promise] = {
    ("application", "open"): _("开始办理"),
    ("application", "notify"): _("告知书送达"),
    ("application", "sign"): _("签署承诺书，提交"),
    ("application", "submit"): _("提交"),
    ("application", "hand_in"): _("交了一份证明"),
    ("application", "obtain"): _("部门答复到了"),
    ("application", "present_certificate"): _("出示了电子证照"),
    ("application", "set_aside_certificate"): _("不用查到的电子证照"),
    ("application", "look_again"): _("决定以前又看了一次电子证照"),
    ("application", "correct"): _("您自行更正了承诺的内容"),
    ("application", "record_third_party"): _("记下了有关系的人"),
    ("application", "guard_third_parties"): _("写明了防范措施"),
    ("application", "abandon"): _("您取消了申请"),
    ("application", "ask"): _("您提了一个问题"),
    ("application", "answer"): _("您的问题有答复了"),
    ("untruth_finding", "notify_person"): _("请您说明"),
    ("untruth_finding", "state"): _("您作了说明"),
    ("untruth_finding", "close"): _("处理完毕"),
    ("untruth_finding", "report_mended"): _("您报告已经改好"),
    ("untruth_finding", "recheck_mended"): _("复查：改好了"),
    ("untruth_finding", "recheck_unmended"): _("复查：还没有改好"),
}
UNSEEN = {"choose", "open_finding", "cancel"}
"""Acts that change nothing for the person."""


def act_words(kind: str, act: str) -> str:
    """What an act is called to the person; the office's label where there is no other word."""
    if words := _OWN_WORDS.get((kind, act)):
        return str(words)
    if act.startswith("take."):
        return MEASURE_WORD[act.removeprefix("take.")]
    rule = next((rule for rule in TABLES[kind].rules if rule.act == act), None)
    return rule.label if rule else act
