"""A revision of thousands of changes, as an imported list makes one; approved, to be published."""

from collections.abc import Sequence

from django.utils import timezone

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.revision.actions.draft import Proposed, open_revision, propose_all
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.actions.write import open_letters
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.law.listing import Checklist
from nuozheng.law.review import publishers
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account, Agency, Membership

_EACH = 3
"""Proofs of a service; one of them is met by commitment, so that every service has its letter."""
_UNUSED = "9"


def additions(catalogue: Catalogue, count: int) -> Revision:
    """So many new proofs of new services of one agency."""
    sample = _sample(catalogue)
    proposed = []
    for number in range(count):
        service, place = divmod(number, _EACH)
        item = {"name": f"批量事项{service}", "implementation_code": f"{_UNUSED}{service:017}"}
        way = Substitution.CANCELLED if place else Substitution.COMMITMENT
        said = {
            "item": sample.item.model_copy(update=item),
            "proof": sample.proof.model_copy(update={"name": f"批量证明{place}之{number % 50}"}),
            "substitution": way,
            "alternatives": (),
        }
        proposed.append(Proposed("add", sample.model_copy(update=said)))
    return _approved(catalogue, proposed)


def changes(catalogue: Catalogue, added: Revision) -> Revision:
    """Every proof that was added, changed."""
    rows = EntryVersion.objects.filter(made_by_change__revision=added)
    proposed = [
        Proposed(
            "change", content_of(one).model_copy(update={"content": "改过的内容。"}), one.entry
        )
        for one in rows.select_related("entry__item__agency", "entry__proof")
    ]
    return _approved(catalogue, proposed)


def staff(catalogue: Catalogue, role: Role) -> Account:
    """Somebody with a post at the first agency of the list."""
    name = f"bench-{role.value}"
    account, _new = Account.objects.get_or_create(username=name, defaults={"display_name": name})
    Membership.objects.get_or_create(
        account=account,
        agency=_agency(catalogue),
        role=role,
        defaults={"starts_on": catalogue.published_on},
    )
    return account


def publisher(catalogue: Catalogue) -> Account:
    """Who may publish there."""
    return staff(catalogue, publishers(catalogue.policy)[0])


def _approved(catalogue: Catalogue, proposed: Sequence[Proposed]) -> Revision:
    """Drafted by the real acts; reviewed by a stroke of the pen, which is not measured."""
    keeper = staff(catalogue, Role.CATALOGUE_KEEPER)
    revision = open_revision(
        catalogue=catalogue, agency=_agency(catalogue), kind="list", title="批量", by=keeper
    )
    propose_all(revision=revision, proposed=proposed, by=keeper)
    now = timezone.now()
    revision.changes.update(
        checklist=_clean(catalogue).model_dump(mode="json"), checked_by=keeper, checked_at=now
    )
    open_letters(revision=revision, by=keeper)
    asked = catalogue.policy.notice.quality_rules.value
    answers = {question: {"answer": "yes"} for question in asked}
    LetterDraft.objects.filter(revision=revision).update(answers=answers)
    Revision.objects.filter(pk=revision.pk).update(status="approved", round=1, submitted_at=now)
    revision.refresh_from_db()
    return revision


def _agency(catalogue: Catalogue) -> Agency:
    return Agency.objects.filter(items__catalogue=catalogue).order_by("pk")[0]


def _sample(catalogue: Catalogue) -> EntryContent:
    """A real entry met by commitment, with its conditions and its plan of verification."""
    standing = EntryVersion.objects.in_force(timezone.localdate()).filter(
        entry__item__catalogue=catalogue, substitution=Substitution.COMMITMENT
    )
    real = standing.exclude(conditions={}).select_related("entry__item", "entry__proof")
    return content_of(real.order_by("pk")[0])


def _clean(catalogue: Catalogue) -> Checklist:
    return Checklist.model_validate(
        {
            "high_risk": False,
            "costly_to_correct": False,
            "beyond_repair": False,
            "correctable_afterwards": True,
            "risk_controllable": True,
            "selected_by": tuple(catalogue.policy.scope.selection_criteria.value),
        }
    )
