"""Every entry carries its plan of verification, by the rules of its place."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.actions.review import submit
from nuozheng.catalogue.revision.examination import read_plan
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.verification_plan import check_plan
from nuozheng.law.vocabulary import Substitution
from tests.revisions import Desk
from tests.world import Worlds

PLACES = ("ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019", "ordos-2023")
CLAUSES = pytest.mark.clause("ORD21-4.4a", "XBQ21-2.5a", "MJ21-2.3.7a", "LYG19-1.1.2a")


@CLAUSES
@pytest.mark.parametrize("slug", PLACES)
def test_without_a_plan_nothing_is_handed_in_and_classes_have_their_own(
    world: Worlds, slug: str
) -> None:
    desk = Desk(world(slug))
    revision = desk.open()
    desk.changed(revision, plan={})
    with pytest.raises(Refused) as refused:
        submit(revision=revision, by=desk.keeper)
    assert {"plan_fixes_time", "plan_fixes_standard", "plan_fixes_manner"} <= {
        one.key for one in refused.value.findings
    }

    versions = EntryVersion.objects.in_force(timezone.localdate()).filter(
        entry__item__catalogue=desk.world.catalogue, substitution=Substitution.COMMITMENT
    )
    plans: dict[str, set[tuple[str, str, int | None]]] = {}
    for version in versions.select_related("entry__proof"):
        plan = read_plan(version.plan)
        sharable = version.facts["data_sharable"]
        assert obstacles(check_plan(desk.world.catalogue.policy, plan, sharable)) == []
        of_class = plans.setdefault(version.entry.proof.kind, set())
        of_class.add((plan.manner, plan.standard, plan.due_days))
    assert len(plans) > 1
    assert len({frozenset(one) for one in plans.values()}) == len(plans)


@pytest.mark.clause("ORD21-4.4f")
def test_what_cannot_be_shared_needs_its_written_measure(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    content = desk.content()
    facts = content.facts | {"data_sharable": False}
    revision = desk.open()
    change = desk.changed(revision, facts=facts, plan=content.plan | {"measure": ""})
    desk.letters(revision)
    with pytest.raises(Refused) as refused:
        submit(revision=revision, by=desk.keeper)
    assert [one.key for one in refused.value.findings] == ["measure_is_written"]
    change.content = change.content | {"plan": content.plan | {"measure": "由民政部门入户核查。"}}
    change.save()
    assert submit(revision=revision, by=desk.keeper).status != "draft"


def test_the_form_writes_the_whole_plan(world: Worlds, client: Client) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    revision = desk.ready()
    change = revision.changes.get()
    client.force_login(desk.keeper)
    address = reverse("web:change", args=[revision.number, change.pk])
    form = client.get(address).context["form"]
    assert "measure" not in form.fields, "only one place asks for a written measure"
    assert "batch" not in dict(form.fields["from_event"].choices)
    typed = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    typed = {key: value for key, value in typed.items() if value not in (None, False)}
    typed |= {"act": "write", "from_event": "before_decision", "sampling_ratio": "12.5"}
    typed |= {"exempt": "yes", "supervision_modes": ["重点监管"]}
    assert client.post(address, typed).status_code == 302
    change.refresh_from_db()
    plan = read_plan(change.content["plan"])
    assert (plan.from_event, str(plan.sampling_ratio)) == ("before_decision", "0.125")
    assert (plan.exempt, plan.supervision_modes) == (True, ("重点监管",))
    assert client.post(address, typed | {"supervision_modes": []}).status_code == 302
    assert "没有写明免予核查后的监管方式" in client.get(address).content.decode()
