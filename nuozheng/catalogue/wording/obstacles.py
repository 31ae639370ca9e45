"""What hinders a letter: on the way to review, and on the way to approval."""

from collections.abc import Iterator

from django.utils import timezone

from nuozheng.catalogue.letters import mark
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.letter import DraftedLetter, composed_items, drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.services import Service, services_of
from nuozheng.law.answers import ASK_REVIEWER, not_met
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.wording import Flaw, errors


def letter_obstacles(revision: Revision) -> list[Finding]:
    """All that keeps the letters of a revision from being handed in, service by service.

    Every service with something to commit to has its text (ORD23-3.3.3b, ORD21-4.3d), which says
    what the place demands; conditions can be checked, and no flaw stands without a reviewer's
    leave (MJ21-2.2.5k).
    """
    drafts = drafts_of(revision)
    return [
        finding
        for service in services_of(revision, timezone.localdate())
        if service.needs_letter
        for finding in _of(revision.policy, service, drafts.get(service.key))
    ]


def quality_obstacles(revision: Revision) -> list[Finding]:
    """Letters whose questions of quality (ORD21-4.3c) a reviewer has not all answered with yes."""
    policy, drafts = revision.policy, drafts_of(revision)
    found = []
    for service in services_of(revision, timezone.localdate()):
        if not service.needs_letter:
            continue
        draft = drafts.get(service.key)
        if draft is None:
            found.append(not_opened(policy, service.item.name))
        elif draft.unanswered:
            found.append(unanswered(policy, service.item.name, draft))
    return found


def drafts_of(revision: Revision) -> dict[str, LetterDraft]:
    """By the key of the service."""
    found = {draft.service: draft for draft in LetterDraft.objects.filter(revision=revision)}
    for draft in found.values():
        draft.revision = revision
    return found


def standing_errors(letter: DraftedLetter, draft: LetterDraft | None) -> list[tuple[str, Flaw]]:
    """Errors that no reviewer let stand, each with the key of its item."""
    allowed = {
        (one["item"], one["rule"], one["passage"]) for one in (draft.let_stand if draft else ())
    }
    return [
        (key, flaw)
        for key, flaws in letter.flaws.items()
        for flaw in errors(flaws)
        if (key, flaw.rule, flaw.passage) not in allowed
    ]


def outdated(letter: DraftedLetter, draft: LetterDraft) -> list[str]:
    """Items rewritten before the entry they speak of was changed."""
    composed = composed_items(letter)
    return [
        key
        for key in draft.paragraphs
        if key in composed and draft.written_over.get(key) != mark(composed[key])
    ]


def _of(policy: Policy, service: Service, draft: LetterDraft | None) -> Iterator[Finding]:
    if draft is None:
        yield not_opened(policy, service.item.name)
        return
    letter = drafted(policy, service, draft)
    titles = {one["key"]: one["title"] for one in letter.content["items"]}
    yield from letter.lacking
    yield from obstacles(letter.conditions)
    for key, flaw in standing_errors(letter, draft):
        yield _flawed(policy, service, titles[key], flaw)
    for key in outdated(letter, draft):
        yield not_met(
            "letter_older_than_entry",
            f"“{service.item.name}”承诺书的“{titles[key]}”是清单改动以前写的。",
            policy.notice.quality_rules.clause,
            cure="打开文本对照一遍，改好或者确认以后再存一次。",
            appeal=ASK_REVIEWER,
        )


def not_opened(policy: Policy, name: str) -> Finding:
    """A service that may be committed to and has no text."""
    return not_met(
        "letter_missing",
        f"“{name}”可以用承诺办，还没有告知承诺书文本。",
        (*policy.listing.template_channels.clause, *policy.notice.elements.clause[:1]),
        cure="打开承诺书文本，看过、存下，再提交。",
        appeal=ASK_REVIEWER,
    )


def _flawed(policy: Policy, service: Service, title: str, flaw: Flaw) -> Finding:
    return not_met(
        "letter_wording",
        f"“{service.item.name}”承诺书的“{title}”里写了“{flaw.term}”：{flaw.why}（{flaw.rule}）。",
        policy.notice.quality_rules.clause,
        cure=f"改写：{flaw.better}。确需保留的，请审核人员写明理由后放行。",
        appeal=ASK_REVIEWER,
    )


def unanswered(policy: Policy, name: str, draft: LetterDraft) -> Finding:
    """A text about which questions of quality are open."""
    left = "、".join(draft.unanswered)
    return not_met(
        "letter_quality_unanswered",
        f"“{name}”的承诺书还没有逐项确认：{left}。",
        policy.notice.quality_rules.clause,
        cure="打开文本，逐项回答是否做到；没有做到的，退回修改。",
        appeal=ASK_REVIEWER,
    )
