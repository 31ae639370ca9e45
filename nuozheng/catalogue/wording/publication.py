"""The letters that a publication brings with it."""

from collections.abc import Iterable
from datetime import date

from nuozheng.catalogue.actions.publish_letters import close_letters, publish_letters, versions_of
from nuozheng.catalogue.letters import committable
from nuozheng.catalogue.models import ServiceItem
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import not_opened, unanswered
from nuozheng.catalogue.wording.services import key_of_content
from nuozheng.law.answers import ASK_REVIEWER
from nuozheng.law.findings import Refused


def letters_to_publish(revision: Revision, on: date) -> int:
    """Publish from a day the letters of a revision, as its drafts have them; how many are new.

    Called once the revision's entries are published: a text is made only for what the published
    list holds (MJ21-2.2.5a). A service that leaves nothing to commit to loses its letter from
    that day. Errors: Refused before the entries are published, and where a service has no
    approved text (ORD23-3.3.3b).
    """
    items = _items(revision)
    touched = set(items.values())
    standing = versions_of(revision.catalogue, on, touched)
    needed = {one.entry.item_id: one.entry.item for one in committable(standing)}
    drafts = {
        items[draft.service]: draft
        for draft in LetterDraft.objects.filter(revision=revision).select_related(
            "revision__catalogue"
        )
        if draft.service in items
    }
    _must_be_approved(revision, needed.values(), drafts)
    made = publish_letters(
        revision.policy,
        standing,
        on,
        rewritten={item: draft.paragraphs for item, draft in drafts.items()},
    )
    close_letters(touched - needed.keys(), on)
    return made


def _items(revision: Revision) -> dict[str, int]:
    """The published service of each key that a draft may have."""
    found: dict[str, int] = {}
    for change in revision.changes.select_related("entry"):
        if change.entry is None:
            name = change.content["item"]["name"]
            raise Refused.because(
                "letter_without_entry",
                f"“{name}”还不在公布的清单里，不能先公布它的承诺书文本。",
                *revision.policy.listing.template_channels.clause,
                cure="先公布清单条目，文本随同公布。",
                appeal=ASK_REVIEWER,
            )
        found[str(change.entry.item_id)] = change.entry.item_id
        content = EntryContent.model_validate(change.content)
        found[key_of_content(content.item)] = change.entry.item_id
    return found


def _must_be_approved(
    revision: Revision, needed: Iterable[ServiceItem], drafts: dict[int, LetterDraft]
) -> None:
    found = []
    for item in needed:
        draft = drafts.get(item.pk)
        if draft is None:
            found.append(not_opened(revision.policy, item.name))
        elif draft.unanswered:
            found.append(unanswered(revision.policy, item.name, draft))
    if found:
        raise Refused(*found)
