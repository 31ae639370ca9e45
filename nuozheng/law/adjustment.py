"""动态调整: what may change a list, which entries that touches, and the two clocks of 7 days."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role


class EventKind(StrEnum):
    """变更事由, all that the five texts name: 立、改、废、释, and what happens to bodies."""

    ENACTED = "enacted"
    AMENDED = "amended"
    REPEALED = "repealed"
    INTERPRETED = "interpreted"
    STATE_COUNCIL_DECISION = "state_council_decision"
    AGENCY_MERGED = "agency_merged"
    AGENCY_RENAMED = "agency_renamed"
    DUTIES_MOVED = "duties_moved"
    ITEM_CHANGED = "item_changed"

    @property
    def chinese(self) -> str:
        return _KIND[self][0]

    @property
    def about(self) -> Literal["instrument", "agency", "item"]:
        """What the event is told by."""
        if self is EventKind.ITEM_CHANGED:
            return "item"
        return "agency" if self in _OF_BODIES else "instrument"


_K = EventKind
_OF_BODIES = (_K.AGENCY_MERGED, _K.AGENCY_RENAMED, _K.DUTIES_MOVED)
_KIND: dict[EventKind, tuple[str, tuple[str, ...]]] = {
    _K.ENACTED: ("法律法规制定（立）", ("立", "法律法规立改废情况", "法律法规变化")),
    _K.AMENDED: ("法律法规修改（改）", ("改", "修改", "法律法规变化")),
    _K.REPEALED: ("法律法规废止（废）", ("废", "废止", "法律法规变化")),
    _K.INTERPRETED: ("法律法规解释（释）", ("释", "解释", "法律法规变化")),
    _K.STATE_COUNCIL_DECISION: ("国务院决定", ("国务院决定",)),
    _K.AGENCY_MERGED: ("机构合并", ("机构调整",)),
    _K.AGENCY_RENAMED: ("机构更名", ("机构调整",)),
    _K.DUTIES_MOVED: ("职能划转", ("职能划转",)),
    _K.ITEM_CHANGED: ("政务服务事项调整", ("事项调整",)),
}
"""The name of each kind, and the words by which a place's triggers name it."""


def trigger_clauses(policy: Policy, kind: EventKind) -> tuple[str, ...]:
    """The clauses under which the place adjusts for this; empty where its text is silent.

    Silence is no prohibition: the entries are listed all the same.
    """
    triggers = policy.listing.change_triggers
    named = any(word in trigger for trigger in triggers.value for word in _KIND[kind][1])
    return triggers.clause if named else ()


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the clocks: what must be done, within how many working days, by which clause."""

    what: str
    title: str
    days: int
    clause: tuple[str, ...]


def clocks_from_event(policy: Policy) -> tuple[Clock, ...]:
    """变更事由发生之日起7个工作日内确认、提交申请 (ORD23-3.4.2b); none by other texts."""
    listing = policy.listing
    if listing.filing_starts.value != "change_event" or listing.filing_deadline.value is None:
        return ()
    names = ("confirmation", "application")
    return tuple(
        Clock(what, title, listing.filing_deadline.value, _clauses(policy))
        for what, title in zip(names, listing.filing_covers.value, strict=False)
    )


def clock_from_publication(policy: Policy) -> Clock | None:
    """公布后7个工作日内报送备案 (MJ21-2.1.3d); None where nothing is filed or no day is named."""
    listing = policy.listing
    if listing.filing_starts.value != "publication" or listing.filing_deadline.value is None:
        return None
    return Clock("filing", "报送备案", listing.filing_deadline.value, _clauses(policy))


def _clauses(policy: Policy) -> tuple[str, ...]:
    listing = policy.listing
    return tuple(dict.fromkeys((*listing.filing_deadline.clause, *listing.filing_starts.clause)))


_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》|〈([^〈〉]+)〉")
_COUNTRY, _YEAR = "中华人民共和国", re.compile(r"[（(][^（()）]*[)）]$")


@lru_cache(maxsize=8192)
def instruments_in(text: str) -> frozenset[str]:
    """The instruments that a basis names between 《》, each in its shortest form."""
    plain = unicodedata.normalize("NFKC", text)
    named = [outer or inner for outer, inner in _TITLE.findall(plain)]
    return frozenset(instrument(name) for name in named)


@lru_cache(maxsize=8192)
def instrument(name: str) -> str:
    """《中华人民共和国社会保险法》（2018年修正） → 社会保险法."""
    text = unicodedata.normalize("NFKC", name).strip()
    text = "".join(text.split())
    while (shorter := _YEAR.sub("", text)) != text:
        text = shorter
    return text.strip("《》〈〉").removeprefix(_COUNTRY)


def cites(basis: str, name: str) -> bool:
    """Whether a basis rests on this instrument; its implementing rules are another instrument."""
    return instrument(name) in instruments_in(basis)


class TouchedStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def chinese(self) -> str:
        return _TOUCHED[self]


_T = TouchedStatus
_TOUCHED = {
    _T.OPEN: "等待确认",
    _T.CONFIRMED: "确认不用改",
    _T.CHANGED: "已改，已公布",
    _T.REMOVED: "已取消，已公布",
}

TOUCHED_ENTRY = MoveTable(
    kind="touched_entry",
    initial=_T.OPEN,
    terminal=frozenset({_T.CONFIRMED, _T.CHANGED, _T.REMOVED}),
    rules=(
        MoveRule(
            act="confirm",
            from_states=(_T.OPEN,),
            to_state=_T.CONFIRMED,
            who=(Role.CATALOGUE_KEEPER, Role.HEAD),
            reason_required=True,
            label="确认不用改",
            explanation="看过变化的内容，这一项照旧合法，写明理由。",
            basis=("XBQ21-2.1j", "MJ21-3.2b"),
        ),
        MoveRule(
            act="change",
            from_states=(_T.OPEN,),
            to_state=_T.CHANGED,
            who=(Role.SYSTEM,),
            label="随修订公布改了",
            explanation="修订公布以后，系统自动销号。",
        ),
        MoveRule(
            act="remove",
            from_states=(_T.OPEN,),
            to_state=_T.REMOVED,
            who=(Role.SYSTEM,),
            label="随修订公布取消了",
            explanation="修订公布以后，系统自动销号。",
        ),
    ),
)


class SuccessionStatus(StrEnum):
    PREPARED = "prepared"
    IN_EFFECT = "in_effect"

    @property
    def chinese(self) -> str:
        return "等待办理" if self is SuccessionStatus.PREPARED else "已经接办"


AGENCY_SUCCESSION = MoveTable(
    kind="agency_succession",
    initial=SuccessionStatus.PREPARED,
    terminal=frozenset({SuccessionStatus.IN_EFFECT}),
    rules=(
        MoveRule(
            act="take_effect",
            from_states=(SuccessionStatus.PREPARED,),
            to_state=SuccessionStatus.IN_EFFECT,
            who=(Role.JUSTICE_REVIEWER,),
            label="接办",
            explanation="事项、在办件、核查任务和人员一起转过去，以前由谁办理仍然看得到。",
            basis=("ORD23-3.4.2a",),
        ),
    ),
)
