"""The ready sign-ins of the demonstration: the cast and the staff of every place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.lists import LISTS
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import (
    Account,
    Agency,
    Authorisation,
    Jurisdiction,
    Membership,
    Party,
    Representation,
)
from nuozheng.parties.second_factor import has_factor
from nuozheng.sandbox.cast import CastMember, cast
from nuozheng.verification.sources.access import register_owner

PASSWORD = "示例-诺证-2026"
PLACES: Mapping[str, tuple[str, ...]] = {
    place: tuple(slug for slug, one in LISTS.items() if one.place == place)
    for place in dict.fromkeys(one.place for one in LISTS.values())
}
"""The lists of each place; Ordos has two, with the same people and staff."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A ready sign-in: who, where it lands, what it can show; `staff` roles come with a post."""

    key: str
    title: str
    shows: str
    start: str
    roles: tuple[Role, ...] = field(default=())
    name: str = ""
    factor: str = ""
    """The key of its authenticator app, known to all, where it shows a second factor."""


READY: tuple[SignIn, ...] = (
    SignIn("honest", "申请人（守信）", "不交证明办事：承诺、签署、看进度、撤回", "web:my_cases"),
    SignIn(
        "contradicted", "申请人（有虚假承诺记录）",
        "为什么这次不能承诺，换什么办法办，怎样修复信用", "web:my_cases",
    ),
    SignIn("representative", "企业（法定代表人）", "代表企业申请、承诺", "web:my_cases"),
    SignIn(
        "false_representative", "企业（核查对不上）", "企业收到告知以后陈述、申辩", "web:my_cases"
    ),
    SignIn("agent", "代理人", "受守信的申请人书面授权，代为申请、承诺", "web:my_cases"),
    SignIn(
        "officer", "经办人员", "按期限排队的办件；受理、决定；认定和处理", "web:queue",
        (Role.OFFICER,), "演示经办人员甲",
    ),
    SignIn(
        "officer2", "经办人员（另一位）", "两个人同时办一件，谁先决定；核查和认定分开", "web:queue",
        (Role.OFFICER,), "演示经办人员乙",
    ),
    SignIn(
        "two_steps", "经办人员（要第二步验证）", "登录要再输6位验证码；验证器、通行密钥、恢复码",
        "web:queue", (Role.OFFICER,), "演示经办人员丙", "NUOZHENGDEMOKEYNUOZHENGDEMOKEYAA",
    ),
    SignIn(
        "verifier", "核查人员", "待核查的承诺；登记一致、不一致、查不清", "web:tasks",
        (Role.VERIFIER,), "演示核查人员",
    ),
    SignIn(
        "inspector", "执法检查人员", "手机上看材料、逐条记录、拍照、双方签名，没有网络也能用",
        "web:field", (Role.INSPECTOR,), "演示检查人员甲",
    ),
    SignIn(
        "inspector2", "执法检查人员（另一位）", "现场检查要两个人去", "web:field",
        (Role.INSPECTOR,), "演示检查人员乙",
    ),
    SignIn(
        "credit", "信用管理人员", "待登记的信用记录；登记、退回、修复", "web:credit_records",
        (Role.CREDIT_OFFICER,), "演示信用管理人员",
    ),
    SignIn(
        "credit2", "信用管理人员（另一位）", "决定异议、修复：没有经手这条记录的人来办",
        "web:credit_objections", (Role.CREDIT_OFFICER,), "演示信用管理人员乙",
    ),
    SignIn(
        "supervisor", "监督人员", "指标、逾期、被拦下的索要", "web:oversight",
        (Role.SUPERVISOR,), "演示监督人员",
    ),
    SignIn(
        "keeper", "清单管理人员", "把清单改成合法的样子：导入、逐项核对范围、提交审核", "web:lists",
        (Role.CATALOGUE_KEEPER,), "演示清单管理人员",
    ),
    SignIn(
        "legal", "合法性审核人员", "只看改了什么；通过，或者写明退回改哪里", "web:lists",
        (Role.LEGAL_REVIEWER,), "演示合法性审核人员",
    ),
    SignIn(
        "head", "单位主要负责人", "签字盖章、确认", "web:lists",
        (Role.HEAD,), "演示主要负责人",
    ),
    SignIn(
        "justice", "司法行政审核人员", "审核各单位报来的清单，公布，报备", "web:lists",
        (Role.JUSTICE_REVIEWER,), "演示司法行政审核人员",
    ),
    SignIn(
        "approver", "批准机关人员", "审定、批准", "web:lists",
        (Role.APPROVER,), "演示批准机关人员",
    ),
    SignIn(
        "data", "数据源单位人员", "数据源的状态；数据共享清单；答复更正申请",
        "web:desk_sources",
        (Role.DATA_OWNER,), "演示数据源单位人员",
    ),
)  # fmt: skip


def username(place: str, key: str) -> str:
    """ordos-officer."""
    return f"{place}-{key}"


def build_accounts(place: str, item_keys: frozenset[str]) -> dict[str, Account]:
    """Everybody of a place by key, made once; staff serve the agencies of the named services."""
    with transaction.atomic():
        accounts = {
            member.key: _person(place, member)
            for member in cast(place).values()
            if _is_person(member)
        }
        for member in cast(place).values():
            if not _is_person(member):
                _company(member, accounts[member.representative])
        _authorise(accounts["honest"], accounts["agent"], item_keys)
        for ready in READY:
            if ready.roles:
                accounts[ready.key] = _staff(place, ready, item_keys)
    return accounts


def party_of(member: CastMember) -> Party:
    """The party that this member is; Party.DoesNotExist before the accounts were built."""
    found = Party.objects.known_as(member.kind, member.identifier)
    if found is None:
        raise Party.DoesNotExist(member.key)
    return found


def _is_person(member: CastMember) -> bool:
    return member.kind == "person"


def _party(member: CastMember, representative: str = "") -> Party:
    found = Party.objects.known_as(member.kind, member.identifier)
    if found is None:
        found = Party(
            kind=member.kind,
            name=member.name,
            identifier=member.identifier,
            phone=member.phone,
            representative=representative or None,
        )
        found.save()
    return found


def _person(place: str, member: CastMember) -> Account:
    ready = next((one for one in READY if one.key == member.key), None)
    return _account(
        username(place, member.key),
        party=_party(member),
        display_name=f"{member.name}（演示）",
        demo_note=ready.shows if ready else member.note,
    )


def _company(member: CastMember, chief: Account) -> None:
    assert chief.party is not None
    Representation.objects.get_or_create(
        account=chief,
        company=_party(member, chief.party.name),
        defaults={"title": "法定代表人", "starts_on": timezone.localdate()},
    )


def _authorise(principal: Account, agent: Account, item_keys: frozenset[str]) -> None:
    today = timezone.localdate()
    Authorisation.objects.get_or_create(
        principal=principal.party,
        agent=agent.party,
        defaults={
            "services": sorted(item_keys),
            "starts_on": today,
            "ends_on": today + timedelta(days=365),
        },
    )


def _staff(place: str, ready: SignIn, item_keys: frozenset[str]) -> Account:
    account = _account(username(place, ready.key), display_name=ready.name, demo_note=ready.shows)
    if ready.factor and not has_factor(account):
        TOTP.activate(account, ready.factor)
    today = timezone.localdate()
    for agency in _agencies(place, ready.roles[0], item_keys):
        for role in ready.roles:
            Membership.objects.get_or_create(
                account=account, agency=agency, role=role.value, defaults={"starts_on": today}
            )
    return account


def _agencies(place: str, role: Role, item_keys: frozenset[str]) -> list[Agency]:
    here = Agency.objects.filter(jurisdiction=Jurisdiction.objects.get(place=place))
    if role is Role.CREDIT_OFFICER:
        return list(here.filter(role__contains="信用牵头"))
    if role in (Role.SUPERVISOR, Role.JUSTICE_REVIEWER):
        return list(here.filter(name__endswith="司法局"))
    if role is Role.DATA_OWNER:
        return _register_owners(place) or list(here.order_by("pk")[:1])
    if role is Role.APPROVER:
        return list(here.order_by("pk")[:1])
    items = ServiceItem.objects.filter(catalogue__slug__in=PLACES[place], key__in=item_keys)
    return list(here.filter(pk__in=items.values("agency")))


def _register_owners(place: str) -> list[Agency]:
    """Who keeps the sharing list under the place's newest text, so that it can be worked on."""
    for catalogue in Catalogue.objects.filter(slug__in=PLACES[place]).order_by("-published_on"):
        owner = register_owner(catalogue.jurisdiction, catalogue.policy)
        if owner is not None:
            return [owner]
    return []


def _account(name: str, **fields: object) -> Account:
    account, _ = Account.objects.get_or_create(
        username=name, defaults={**fields, "password": _stored_password()}
    )
    return account


@cache
def _stored_password() -> str:
    """Made slowly, as passwords must be, but once: everybody here has the same, known to all."""
    return make_password(PASSWORD)
