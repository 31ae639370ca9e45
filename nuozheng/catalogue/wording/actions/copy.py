"""Give somebody at the counter a copy of a letter's text, and keep a note of it."""

from django.utils import timezone

from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.wording.models import LetterCopy
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at

FORMS = ("pdf", "docx")


def give_copy(*, template: LetterTemplate, form: str, by: Account) -> LetterCopy:
    """Log one copy asked for at the counter (索取, ORD21-4.3o, XBQ21-2.3f, MJ21-3.3b).

    Nobody is asked for a name or a reason. Errors: Refused for anybody but an officer of the
    service's agency, and for a form that isn't handed out.
    """
    item = template.item
    basis = item.catalogue.policy.listing.access_modes.clause
    if Role.OFFICER not in roles_at(by, item.agency_id, timezone.localdate()):
        raise Refused.because(
            "not_your_move",
            "只有办理这个事项的单位的经办人员可以登记。",
            *basis,
            cure="请用有这个职责的账号登录；空白文本在公开页面谁都可以下载。",
        )
    if form not in FORMS:
        raise Refused.because(
            "copy_form_unknown", "没有这种文本。", *basis, cure="选纸质或者电子版。"
        )
    return LetterCopy.objects.create(
        template=template, agency=item.agency, form=form, at=timezone.now(), by=by
    )
