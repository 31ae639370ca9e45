"""自愿公开: agreed to place by place, apart from every duty, and withdrawn at any time."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.access import roles_on
from nuozheng.disclosure.models import Consent, Publication
from nuozheng.disclosure.opening import Subject, Terms, expect_letter
from nuozheng.disclosure.taking_down import over
from nuozheng.evidence.moves import locked, must_be_allowed
from nuozheng.law.disclosure.duty import Regime, may_volunteer
from nuozheng.law.disclosure.moves import PUBLICATION
from nuozheng.law.disclosure.places import chosen_places
from nuozheng.law.findings import Refused, obstacles
from nuozheng.parties.models import Account


def consent(
    *, subject: Subject, secrets: Sequence[str], places: Sequence[str], by: Account
) -> Consent:
    """Agree to show a letter in the named places once it is decided.

    Whoever calls it has seen that `by` speaks for the subject's party. Errors: Refused where the
    place knows no such thing, for other places than those offered, and for secrets.
    """
    policy, now = subject.policy, timezone.now()
    chosen = tuple(dict.fromkeys(places))
    found = obstacles([may_volunteer(policy, tuple(secrets)), chosen_places(policy, chosen)])
    if found:
        raise Refused(*found)
    standing = Publication.objects.filter(
        of=subject.of, record_id=subject.record_id, regime=Regime.VOLUNTARY
    ).exclude(status__in=PUBLICATION.ends)
    with transaction.atomic():
        if standing.exists():
            raise Refused.because(
                "consented_already",
                "这一件您已经同意自愿公开。",
                *policy.disclosure.voluntary.clause,
                cure="要改地方的，先撤回再重新选。",
            )
        terms = Terms(
            regime=Regime.VOLUNTARY, places=chosen, basis=policy.disclosure.voluntary.clause
        )
        publication = expect_letter(subject, terms, by=by, at=now)
        return Consent.objects.create(
            publication=publication,
            party=subject.party,
            places=list(chosen),
            given_at=now,
            given_by=by,
        )


def withdraw_consent(*, publication: Publication, by: Account) -> Publication:
    """Take back what was agreed: it comes down at once; what is a duty stays untouched.

    Errors: Refused for anybody else, and for what isn't published by consent.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(Publication, publication.pk)
        if row.regime != Regime.VOLUNTARY:
            raise Refused.because(
                "duty_to_publish_stays",
                "这一件不是您自愿公开的，是按规定公示的，到期自动撤下。",
                *row.basis,
                cure="认为不该公示、内容有误的，请在公示页点“有问题，告诉我们”，或者拨打12345。",
            )
        roles = roles_on(by, row, timezone.localdate())
        role = must_be_allowed(PUBLICATION, "withdraw_consent", row.status, roles)
        held = Consent.objects.select_for_update().get(publication=row)
        held.withdrawn_at = now
        held.save(update_fields=["withdrawn_at"])
        over(row, "withdraw_consent", by=by, role=role, at=now)
    return row
