"""A look at a credit file is noted with its purpose; without one nothing hidden is shown."""

from datetime import date

from nuozheng.evidence.looks import look
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.policy import policies
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Party
from nuozheng.verification.performance.access import HANDLES, agencies_with

MASKED = "查看信用档案（证件号码和其他单位的内容已隐去）"
LONGEST_PURPOSE = 100


def purpose_of(typed: str) -> str:
    """Errors: Refused without a purpose."""
    purpose = written(typed, "用途", LONGEST_PURPOSE)
    if not purpose:
        raise Refused.because(
            "unmasking_has_a_purpose",
            "还没有写为什么要看，隐去的内容不能显示。",
            "CN-PIPL-34",
            cure="写明办哪一件、要核对什么，再点显示。",
        )
    return purpose


def note(party: Party, by: Account, purpose: str, today: date) -> None:
    """Note that somebody in office looked; the person sees who, when and why."""
    look(
        party_id=party.pk,
        by_id=by.pk,
        what="信用档案",
        purpose=purpose,
        basis=protection(by, today),
    )


def protection(by: Account, today: date) -> tuple[str, ...]:
    """做好个人信息和商业秘密保护 (ORD21-4.5g, MJ21-2.3.8j): the clauses of the office's places."""
    agencies = agencies_with(by, today, Role.CREDIT_OFFICER, *HANDLES)
    places = {one.jurisdiction.place for one in agencies}
    texts = [one for one in policies().values() if one.place in places]
    cited = dict.fromkeys(key for one in texts for key in one.disclosure.protected_data.clause)
    return tuple(cited) or ("CN-PIPL-34",)
