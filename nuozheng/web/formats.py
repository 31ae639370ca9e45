"""How dates, amounts, sizes and identifiers are written on a page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nuozheng.law.identifiers import mask_credit_code
from nuozheng.parties.models import Party


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value


def cn_date(value: date | datetime | None, style: str = "") -> str:
    """12月8日; with the year where it is not this year's or `style` is "full"."""
    if value is None:
        return ""
    day = _local(value)
    written = f"{day.month}月{day.day}日"
    if style == "full" or day.year != timezone.localdate().year:
        return f"{day.year}年{written}"
    return written


def cn_datetime(value: datetime | None, style: str = "") -> str:
    """12月1日 9:05, in local time."""
    if value is None:
        return ""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cn_date(value, style)} {moment.hour}:{moment.minute:02}"


def number(value: int | float | Decimal | str | None) -> str:
    """3086.50 → 3,086.5; what is not a number stays as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    written = f"{Decimal(str(value)):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def money(value: int | float | Decimal | None) -> str:
    """Yuan with thousands separated; two decimals only where there are fen."""
    if value is None:
        return ""
    amount = Decimal(str(value))
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}元" if whole else f"{amount:,.2f}元"


def percent(value: float | Decimal | None) -> str:
    """A share between 0 and 1 as 94.7%."""
    return "" if value is None else f"{number(round(Decimal(str(value)) * 100, 1))}%"


def doc_size(size_bytes: int) -> str:
    """68 KB, 1.2 MB."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} KB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def duration(value: timedelta) -> str:
    """Whole minutes, hours or days, whichever a person would say."""
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes}分钟"
    if minutes < 48 * 60:
        return f"{minutes // 60}小时"
    return f"{minutes // (24 * 60)}日"


def masked(identifier: str) -> str:
    """150603********2048 for an identity number, 138****5276 for a telephone."""
    length = len(identifier)
    if length >= 15:
        return identifier[:6] + "*" * (length - 10) + identifier[-4:]
    if length >= 11:
        return identifier[:3] + "*" * (length - 7) + identifier[-4:]
    if length > 2:
        return identifier[0] + "*" * (length - 2) + identifier[-1]
    return "*" * length


def masked_name(name: str) -> str:
    """苏**: the family name stays (two characters in compound family names)."""
    kept = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return name[:kept] + "*" * (len(name) - kept)


def party_number(party: Party) -> str:
    """A person's number masked; a company's credit code whole, because it is public."""
    return masked(party.identifier) if party.is_person else mask_credit_code(party.identifier)


def party_name(party: Party) -> str:
    """A person's name masked; a company's whole, because the register shows it to everybody."""
    return masked_name(party.name) if party.is_person else party.name


_COMPOUND = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯")
)
