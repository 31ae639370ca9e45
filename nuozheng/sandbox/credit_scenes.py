"""What follows a record: somebody is on a list or restricted, and a letter is on show."""

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.deciding import answer, decide
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.sanctions.proposing import Why, propose_listing, propose_sanction
from nuozheng.credit.standing import fact_of
from nuozheng.disclosure.actions.propose import propose
from nuozheng.disclosure.actions.review import release
from nuozheng.disclosure.models import LETTER, Publication
from nuozheng.law.disclosure.moves import PublicationStatus
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.sanctions import lists_for, offered_for
from nuozheng.parties.models import Account, Party
from nuozheng.sandbox.stage import Stage

WHY = Why("认定书已经生效，本人还没有改正（演示）。", "认定书和送达回证（演示）")
SAID = "正在改正，请考虑从轻（演示）。"
DECISION = "说明的情况不影响列入；改正以后可以申请修复（演示）。"
SHOWN = 2


def restrain(stage: Stage) -> None:
    """On the first record that takes one: an entry where the place keeps lists, else a measure."""
    records = CreditRecord.objects.filter(
        jurisdiction=stage.catalogue.jurisdiction,
        policy_key=stage.catalogue.policy.key,
        status=RecordStatus.IN_FORCE,
    ).exclude(kind="kept")
    for record in records.select_related("party", "agency", "jurisdiction").order_by("pk"):
        if record.listings.exists() or record.sanctions.exists():
            return
        if row := _proposed(stage, record):
            answer(row=row, text=SAID, by=_speaker(record.party))
            decide(row=row, by=stage.staff("officer2"), reason=DECISION)
            return


def show_letters(stage: Stage) -> None:
    """The first letters that the place has to show: one is public, the next waits for review."""
    letters = Publication.objects.filter(jurisdiction=stage.catalogue.jurisdiction, of=LETTER)
    if letters.filter(status=PublicationStatus.PUBLISHED).exists():
        return
    due = letters.filter(status=PublicationStatus.DUE).order_by("pk")
    for number, row in enumerate(due[:SHOWN]):
        propose(publication=row, ways={}, by=stage.staff("officer"))
        if number == 0:
            release(publication=row, by=stage.staff("officer2"))


def _proposed(stage: Stage, record: CreditRecord) -> Listing | Sanction | None:
    policy, fact, by = stage.catalogue.policy, fact_of(record), stage.staff("officer")
    if kept := lists_for(policy, fact):
        return propose_listing(record=record, list_key=kept[0].key, why=WHY, by=by)
    own = [one for one in offered_for(policy, fact) if one.domain is None]
    if not own:
        return None
    return propose_sanction(
        record=record,
        measure=own[0].key,
        actor=own[0].actors[0],
        agency=record.agency,
        why=WHY,
        by=by,
    )


def _speaker(party: Party) -> Account:
    """The account of a person, or of who represents a company today."""
    if party.is_person:
        return Account.objects.get(party=party)
    return Account.objects.filter(representations__company=party).earliest("pk")
