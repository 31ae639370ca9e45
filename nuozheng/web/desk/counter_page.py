"""What the window shows of a case that is to be signed on paper, and what is typed there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.applications import declaration
from nuozheng.applications.completeness import gaps
from nuozheng.applications.declaration import Checked, ProofDeclaration
from nuozheng.applications.examination import examine
from nuozheng.applications.letter import content_mark
from nuozheng.applications.models import Application, Commitment
from nuozheng.documents.uploads import MOST
from nuozheng.law.commitment import sentences
from nuozheng.law.conditions import Condition, SentencePart, sentence_parts
from nuozheng.law.findings import Finding, Outcome, obstacles
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.promises import CONTRADICTED, Promise

_UNSEEN = {"autocomplete": "off", "spellcheck": "false"}


class FindForm(DeskForm):
    number = forms.CharField(
        label=gettext_lazy("办件编号"),
        help_text=gettext_lazy("在本人的办件页和告知书上，例如ORD21-20261124-000042。"),
        max_length=40,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    identifier = forms.CharField(
        label=gettext_lazy("申请人的身份号码或者统一社会信用代码"),
        help_text=gettext_lazy("照当面出示的证件填写；代理人来签的，填委托人的号码。"),
        max_length=40,
        widget=forms.TextInput(attrs=_UNSEEN),
    )


class SignedForm(DeskForm):
    """What stands on the paper, its mark too, copied from it and not from the screen."""

    mark = forms.CharField(
        label=gettext_lazy("纸上的内容核对码"),
        help_text=gettext_lazy("印在承诺书上，8位，照纸上抄；用它认出这张纸就是现在的内容。"),
        max_length=20,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    statements = forms.MultipleChoiceField(
        label=gettext_lazy("纸上打了√的声明"),
        help_text=gettext_lazy("本人打了哪一句，就勾哪一句；没有打的，请本人自己看、自己打。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    insists = forms.CharField(
        label=gettext_lazy("数据对不上的，本人怎样说明"),
        help_text=gettext_lazy("照本人写在纸上的原话。确定是数据不对才用写；填错了的，请本人改。"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = forms.FileField(
        label=gettext_lazy("签好的承诺书，扫描件或者照片"),
        help_text=format_lazy(
            gettext_lazy("每一页都要有。PDF、JPEG、PNG，不超过{most}。"), most=MOST
        ),
    )

    def __init__(self, sheet: "Sheet", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statements"].choices = sentences(  # type: ignore[attr-defined]
            sheet.case.policy
        )
        if not sheet.differing:
            del self.fields["insists"]

    def clean_mark(self) -> str:
        """As it is printed, however it was typed."""
        typed: str = self.cleaned_data["mark"]
        return "".join(letter for letter in typed.upper() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A condition as it stands before the check, with what is still wanted of it."""

    number: int
    parts: list[SentencePart]
    wanted: list[str]


@dataclass(frozen=True)
class Sheet:
    """The draft of one case as it would be printed now."""

    case: Application
    commitment: Commitment
    declarations: list[ProofDeclaration]
    today: date

    @classmethod
    def of(cls, case: Application, today: date) -> "Sheet":
        """As it stands in the database at this moment."""
        commitment = Commitment.objects.get(application=case)
        proofs = declaration.committed_proofs(case)
        return cls(case, commitment, declaration.read(proofs, commitment.entered, today), today)

    @property
    def is_complete(self) -> bool:
        return bool(self.declarations) and all(one.is_complete for one in self.declarations)

    @cached_property
    def digest(self) -> str:
        """Of what stands in the form now."""
        return declaration.digest(declaration.stored(self.declarations))

    @cached_property
    def is_checked(self) -> bool:
        """Whether the sources were asked about exactly what stands in the form."""
        return (
            self.is_complete
            and self.commitment.checked_at is not None
            and self.commitment.checked_digest == self.digest
        )

    @cached_property
    def promises(self) -> list[Promise]:
        """Every condition beside what the data say, in the letter's order; empty before a check."""
        if not self.is_checked:
            return []
        checks = {
            (row["proof"], row["condition"]): Checked.from_stored(row)
            for row in self.commitment.checks
        }
        return [
            Promise(one.proof, condition, self.commitment, checks[one.key, condition.key], None)
            for one in self.declarations
            for condition in one.conditions.conditions
        ]

    @cached_property
    def unfinished(self) -> list[Unfinished]:
        """Every condition with its gaps; empty once it was checked."""
        return [] if self.is_checked else list(self._unfinished())

    def _unfinished(self) -> Iterator[Unfinished]:
        number = 0
        for one in self.declarations:
            told: set[str] = set()
            for condition in one.conditions.conditions:
                number += 1
                wanted = _wanted(one, condition, told)
                parts = sentence_parts(condition, one.declared.values)
                yield Unfinished(number, parts, wanted)

    @property
    def differing(self) -> int:
        return sum(promise.result == CONTRADICTED for promise in self.promises)

    def is_what_was_printed(self, mark: str) -> bool:
        """Whether a paper with this mark says what stands in the form now."""
        unchanged = self.digest == self.commitment.declared_digest
        return unchanged and mark == content_mark(self.commitment)

    @cached_property
    def waits(self) -> list[Finding]:
        """Everything that keeps the letter from being signed, each once."""
        found = [*self._lacking(), *self._barred()]
        return list({(one.key, one.detail): one for one in found}.values())

    @property
    def may_print(self) -> bool:
        return self.is_checked and not self.waits

    def _lacking(self) -> Iterator[Finding]:
        if not self.declarations:
            yield _waits("nothing_to_commit", _("这一件没有要承诺的证明，不用签承诺书。"))
        if count := sum(len(one.wanted) for one in self.unfinished):
            detail = _("有%(count)s处还没有填好，下面逐条标了出来。") % {"count": count}
            yield _waits("declaration_unfinished", detail)
        for promise in self.promises:
            if promise.checked is not None and promise.checked.fails_the_standard:
                detail = _("“%(sentence)s”不在标准以内，这一条不能承诺。")
                key = f"condition.{promise.proof.pk}.{promise.condition.key}"
                yield _waits(key, detail % {"sentence": promise.checked.sentence})
        others = [
            one
            for one in declaration.proofs_of(self.case)
            if one.way is not Substitution.COMMITMENT
        ]
        yield from gaps(self.case, others)

    def _barred(self) -> Sequence[Finding]:
        examination = examine(self.case, self.today)
        return [
            finding
            for one in self.declarations
            for finding in obstacles(examination.of(one.proof.version))
        ]


def _wanted(one: ProofDeclaration, condition: Condition, told: set[str]) -> list[str]:
    """What is missing in one sentence; a fact that several sentences use is asked for once."""
    facts = [fact.key for fact in condition.facts if fact.key not in told]
    told.update(facts)
    wanted = [one.declared.errors[key] for key in facts if key in one.declared.errors]
    if condition.key in one.unticked:
        wanted.append(_("这一条还没有打√。"))
    return wanted


def _waits(key: str, detail: str) -> Finding:
    cure = _("请本人登录网上补完、改好再来签；承诺不了的那一份，可以在网上改交证明。")
    return Finding(key, Outcome.NOT_MET, detail, cure=cure)
