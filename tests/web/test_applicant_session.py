"""A session that ends in the middle of a form, and pages that are nobody's."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nuozheng.applications.models import (
    Commitment,
)
from nuozheng.parties.models import Account
from tests.web.markup import faults_of
from tests.web.visits import SIGN_IN, leads_to, page, text_of, visitor
from tests.world import PDF, Case, World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"


class TestSession:
    """The session ends in the middle of a form; nothing that was typed is lost."""

    @pytest.fixture
    def case(self, world: Worlds) -> Case:
        return world("ordos-2021").opened().notified()

    def fields(self, case: Case) -> dict[str, str]:
        found: dict[str, str] = {"go": "save"}
        for key, values in case.entered().items():
            for name, value in values.items():
                tick = name.startswith("tick:")
                field = f"tick-p{key}-{name[5:]}" if tick else f"p{key}-{name}"
                found[field] = f"{value}{SCRIPT}" if not tick else value
        return found

    def sign_in(self, client: Client, account: Account) -> None:
        client.force_login(account)

    def test_it_is_kept_through_the_sign_in_and_sent_again(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        away = client.post(url, self.fields(case))
        assert leads_to(away).startswith(SIGN_IN)
        assert "next=/my/resume/" in leads_to(away)
        assert "都替您留着" in text_of(client.get(leads_to(away)))
        assert not Commitment.objects.get(application=case.application).entered
        self.sign_in(client, case.by)
        html = text_of(client.get(reverse("web:resume")))
        assert faults_of(html) == []
        assert SCRIPT not in html
        again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
        for name in self.fields(case):
            assert name in again
        client.post(url, self.fields(case))
        assert Commitment.objects.get(application=case.application).entered
        assert leads_to(client.get(reverse("web:resume"))) == reverse("web:my_cases")

    def test_it_is_sealed_in_the_session(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, {"go": "save", "p1-name": "明文不能出现"})
        stored = client.session["kept_form"]
        assert "明文" not in stored
        assert "p1-name" not in stored

    def test_nobody_else_on_the_same_machine_is_shown_it(self, world: Worlds, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, self.fields(case))
        self.sign_in(client, world("ordos-2021").stranger())
        assert leads_to(client.get(reverse("web:resume"))) == reverse("web:my_cases")

    def test_files_are_named_as_not_kept(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_proofs", args=[case.application.number])
        client.post(url, {"go": "save", "file-1": SimpleUploadedFile("户口簿.pdf", PDF)})
        self.sign_in(client, case.by)
        html = text_of(client.get(reverse("web:resume")))
        assert "文件没有留住" in html
        assert "户口簿.pdf" in html

    def test_it_may_be_dropped(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, self.fields(case))
        self.sign_in(client, case.by)
        client.post(reverse("web:resume"))
        assert "kept_form" not in client.session

    def test_what_is_too_long_is_said_not_to_be_kept(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        away = client.post(url, {"p1-a": "字" * 200_000})
        assert "没有留住" in text_of(client.get(leads_to(away)))

    def test_reading_leads_back_after_the_sign_in(self, case: Case) -> None:
        url = reverse("web:my_case", args=[case.application.number])
        assert leads_to(Client().get(url)) == f"{SIGN_IN}?next={url}"

    def test_a_form_left_open_too_long_is_answered_kindly(self, case: Case) -> None:
        client = Client(enforce_csrf_checks=True)
        self.sign_in(client, case.by)
        url = reverse("web:my_facts", args=[case.application.number])
        answer = client.post(url, {"go": "save"})
        assert answer.status_code == 403
        assert "这一页放得太久" in text_of(answer)


@pytest.mark.parametrize(
    "path",
    ["/my/cases/x/", "/my/cases/ORD21-20200101-000001/", "/my/findings/999/", "/my/nothing/"],
)
def test_unknown_addresses_are_not_found(world: Worlds, path: str) -> None:
    answer = visitor(world("ordos-2021").citizen).get(path)
    assert answer.status_code == 404
    assert "没有找到这一页" in text_of(answer)


def test_staff_without_a_person_have_no_cases(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    assert leads_to(page(case.officer, "my_cases")) == reverse("web:desk_start")
    nobody = Account.objects.create_user("nobody", "a-long-password", display_name="无名（演示）")
    assert "没有登记申请人的身份" in text_of(page(nobody, "my_cases"))
    assert visitor(case.officer).get(f"/my/cases/{case.application.number}/").status_code == 404
