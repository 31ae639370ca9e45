"""Open a case: examine who applies, dispose of every proof, ask the shared data at once."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import Prefetch
from django.utils import timezone

from nuozheng.applications.disposal import Disposed, dispose_all
from nuozheng.applications.examination import examine
from nuozheng.applications.models import Application, Channel, DisposedProof
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.evidence.moves import append
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Authorisation, Party, in_force
from nuozheng.parties.roles import speaks_for

MAXIMUM_KEY = 64


@dataclass(frozen=True, slots=True)
class Applying:
    """Who applies: for themselves or their company, or as agent under an authorisation."""

    applicant: Party
    authorisation: Authorisation | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """How a case is opened: its number, the key that keeps it from being opened twice, where."""

    number: str
    key: str
    channel: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case that is examined and disposed of, and not yet written."""

    application: Application
    proofs: list[Disposed]


def open_application(
    *,
    item: ServiceItem,
    applying: Applying,
    by: Account,
    opening_key: str,
    channel: str = Channel.WEB,
) -> Application:
    """A new case, or the one already opened with the same key: a double click opens one case.

    Errors: Refused where the account may not speak for the applicant, or the service is not for
    this kind of applicant. An applicant who may not commit is not refused: the proofs are met
    another way, with the reasons stored.
    """
    if not 8 <= len(opening_key) <= MAXIMUM_KEY or not opening_key.isprintable():
        raise Refused.because(
            "opening_key_wrong", "这次提交缺少识别码。", cure="请回到事项页重新开始。"
        )
    if channel not in Channel.values:
        raise Refused.because(
            "channel_unknown",
            "没有这种办理渠道。",
            cure=f"请从{'、'.join(Channel.labels)}里选一种。",
        )
    if earlier := _earlier(item, applying, by, opening_key):
        return earlier
    role = _role(applying, by)
    must_be_of_kind(item, applying.applicant)
    opening = Opening(next_number(item), opening_key, channel)
    try:
        return write(prepare(item, applying, by, opening), by, role)
    except IntegrityError:
        if twin := _earlier(item, applying, by, opening_key):
            return twin
        raise


def _earlier(
    item: ServiceItem, applying: Applying, by: Account, opening_key: str
) -> Application | None:
    """The case opened with this key before; Refused where it was another service's."""
    found = Application.objects.filter(opened_by=by, opening_key=opening_key).first()
    if found is None or (found.item_id, found.applicant_id) == (item.pk, applying.applicant.pk):
        return found
    raise Refused.because(
        "opening_key_used",
        "这个识别码已经用来办别的事项。",
        cure="请回到事项页重新开始。",
    )


def versions_in_force(item: ServiceItem) -> list[EntryVersion]:
    """The versions of an item's entries that are in force today, in the list's order."""
    today = timezone.localdate()
    entries = (
        CatalogueEntry.objects.filter(item=item)
        .select_related("proof")
        .prefetch_related(
            Prefetch("versions", EntryVersion.objects.in_force(today), to_attr="current")
        )
        .order_by("position")
    )
    found: list[EntryVersion] = []
    for entry in entries:
        for version in entry.current:
            version.entry = entry
            found.append(version)
    return found


def _role(applying: Applying, by: Account) -> Role:
    today = timezone.localdate()
    held = applying.authorisation
    if held is not None:
        genuine = Authorisation.objects.filter(
            in_force(today),
            pk=held.pk,
            agent=by.party_id,
            principal=applying.applicant,
            revoked_at=None,
        ).exists()
        if by.party_id is not None and genuine:
            return Role.AGENT
    elif speaks_for(by, applying.applicant, today):
        return Role.APPLICANT
    raise Refused.because(
        "no_authority",
        "您没有权限替这个申请人办理。",
        "ORD21-4.1d",
        cure="请申请人本人登录办理，或者先由申请人书面授权给您。",
    )


def must_be_of_kind(item: ServiceItem, applicant: Party) -> None:
    """Refused where the service is not for this kind of applicant."""
    if applicant.kind in item.applicant_kinds:
        return
    who = "企业或者其他组织" if applicant.is_person else "个人"
    raise Refused.because(
        "wrong_kind_of_applicant",
        f"“{item.name}”只由{who}申请。",
        cure=f"请换成{who}的身份再来办。",
    )


def prepare(item: ServiceItem, applying: Applying, by: Account, opening: Opening) -> Prepared:
    """Examine who applies and dispose of every proof; the sources are asked here, over HTTP."""
    held = applying.authorisation
    application = Application(
        number=opening.number,
        catalogue=item.catalogue,
        policy_key=item.catalogue.policy_key,
        item=item,
        agency=item.agency,
        applicant=applying.applicant,
        agent=held.agent if held else None,
        authorisation=held,
        opened_by=by,
        channel=opening.channel,
        opening_key=opening.key,
        status=APPLICATION.initial,
        opened_at=timezone.now(),
    )
    examination = examine(application, timezone.localdate())
    application.eligibility = [f.as_json() for f in examination.alone_or_agent]
    disposed = dispose_all(application, versions_in_force(item), examination, by=by)
    return Prepared(application, disposed)


def next_number(item: ServiceItem) -> str:
    """ORD23-20261121-000042: list, day, running number. Gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('application_number')")
        (running,) = cursor.fetchone()
    return f"{item.catalogue.prefix}-{timezone.localdate():%Y%m%d}-{running:06}"


def write(prepared: Prepared, by: Account, role: Role, basis: tuple[str, ...] = ()) -> Application:
    """The case with its proofs and its first move; IntegrityError where its key was used."""
    application = prepared.application
    with transaction.atomic():
        application.save(force_insert=True)
        DisposedProof.objects.bulk_create(
            one.as_row(application, position)
            for position, one in enumerate(prepared.proofs, start=1)
        )
        append(
            APPLICATION.kind,
            application.pk,
            "open",
            "",
            ApplicationStatus.DRAFT,
            by=by,
            role=role,
            at=application.opened_at,
            basis=(*application.policy.scope.matter_types.clause, *basis),
        )
    return application
