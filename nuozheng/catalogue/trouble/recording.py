"""Write down what a search found: as many statements for a thousand as for one."""

from collections.abc import Mapping

from django.utils import timezone

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.trouble.models import TroubledProof
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import move
from nuozheng.law.trouble import Found
from nuozheng.law.trouble.moves import TROUBLED_PROOF, TroubleStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

_AT_ONCE = 1000


def record(
    catalogue: Catalogue, found: Mapping[str, Found], by: Account | None, role: Role
) -> bool:
    """New ones open, known ones with today's evidence; whether anything came, went or came back.

    Call it with the list locked. `found` is by signature.
    """
    rows = TroubledProof.objects.filter(catalogue=catalogue).select_for_update()
    known = {one.signature: one for one in rows}
    new = [one for signature, one in found.items() if signature not in known]
    _open(catalogue, new, by, role)
    changed = [one for one in known.values() if _meet_again(one, found.get(one.signature))]
    fields = ["still_found", "evidence"]
    TroubledProof.objects.bulk_update(changed, fields, batch_size=_AT_ONCE)
    back = [
        one for one in known.values() if one.still_found and one.state is TroubleStatus.ELIMINATED
    ]
    for one in back:
        move(one, TROUBLED_PROOF, "return", by=None, role=Role.SYSTEM, at=timezone.now())
    return bool(new or changed or back)


def _open(catalogue: Catalogue, new: list[Found], by: Account | None, role: Role) -> None:
    now = timezone.now()
    made = [
        TroubledProof(
            catalogue=catalogue,
            kind=one.kind,
            signature=one.signature,
            evidence=list(one.evidence),
            found_at=now,
        )
        for one in new
    ]
    TroubledProof.objects.bulk_create(made, batch_size=_AT_ONCE)
    about = TroubledProof.entries.through
    about.objects.bulk_create(
        (
            about(troubledproof_id=trouble.pk, catalogueentry_id=entry)
            for trouble, one in zip(made, new, strict=True)
            for entry in dict.fromkeys(one.entries)
        ),
        batch_size=_AT_ONCE,
    )
    Move.objects.bulk_create(
        (
            Move(
                kind=TROUBLED_PROOF.kind,
                record_id=trouble.pk,
                act="find",
                old="",
                new=TroubleStatus.OPEN.value,
                by=by,
                role=role.value,
                at=now,
            )
            for trouble in made
        ),
        batch_size=_AT_ONCE,
    )


def _meet_again(trouble: TroubledProof, found: Found | None) -> bool:
    """Bring one up to date; whether that changed it."""
    evidence = list(found.evidence) if found else trouble.evidence
    changed = trouble.still_found != (found is not None) or trouble.evidence != evidence
    trouble.still_found, trouble.evidence = found is not None, evidence
    return changed
