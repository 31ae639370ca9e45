"""What every figure counts, in words for those who read it, and the words for where cases stand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.law.procedure import ApplicationStatus, UntruthStatus

_S = ApplicationStatus
DEFINITIONS: dict[str, tuple[Promise, Promise]] = {
    "open": (_("在办"), _("已经交来、还没有决定的办件，包括等申请人补正、交证明的。")),
    "cases_overdue": (
        _("办件超期"),
        _("该由我们受理或者决定、到今天已经过了法定期限的办件。等申请人补正的期间不计入。"),
    ),
    "signed": (_("有效的承诺"), _("已经签署、没有撤回的承诺书，包括已经决定的办件。")),
    "tasks_pending": (
        _("还没核查"),
        _("承诺以后数据没有确认、还没有核查结论的条件，一条算一项；查不清、要换办法再查的也算。"),
    ),
    "tasks_overdue": (_("核查超期"), _("过了核查期限还没有结论的，一条算一项。")),
    "contradicted": (
        _("核查不一致"),
        _("工作人员记录为“不一致”的条件。只是对不上，不等于认定不实。"),
    ),
    "found_against": (
        _("认定不实"),
        _("听取说明以后，认定不实、虚假或者没有按承诺履行的；不构成不实的不计入。"),
    ),
    "kept": (
        _("兑现的承诺"),
        _("准予以后全部条件都确认属实、记入信用记录的承诺；只记不实的地方没有这一项。"),
    ),
    "refused_demands": (
        _("拦下的索要"),
        _("工作人员想要、按规定不能向申请人要的证明。没有发给申请人，每次都有记录。"),
    ),
}
STATUS_WORD: dict[ApplicationStatus, Promise] = {
    _S.DRAFT: _("正在填写"),
    _S.NOTICED: _("正在填写承诺"),
    _S.SUBMITTED: _("等受理"),
    _S.AWAITING_COMPLETION: _("等申请人补正"),
    _S.AWAITING_PROOFS: _("撤回后等交证明"),
    _S.ACCEPTED: _("已受理，等决定"),
    _S.GRANTED: _("准予"),
    _S.REFUSED: _("不予办理"),
    _S.TERMINATED: _("已终止办理"),
    _S.INVALID: _("按无效处理"),
    _S.REVOKED: _("决定已撤销"),
    _S.ABANDONED: _("申请人取消"),
}
OUTCOME_WORD: dict[UntruthStatus, Promise] = {
    UntruthStatus.OPENED: _("还没请本人说明"),
    UntruthStatus.NOTIFIED: _("等本人说明"),
    UntruthStatus.HEARD: _("已说明，等认定"),
    UntruthStatus.LAPSED: _("没说明，等认定"),
    UntruthStatus.DISMISSED: _("不构成不实"),
    UntruthStatus.MISTAKE: _("误填，不按不实处理"),
    UntruthStatus.UNTRUE: _("不实，非故意"),
    UntruthStatus.FALSE: _("虚假，故意"),
    UntruthStatus.UNFULFILLED: _("没有按承诺履行"),
}
"""A finding that is closed counts under its outcome."""
