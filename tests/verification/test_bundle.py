"""证据包: what is in it for whom, the same bytes twice, and found out when touched."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.test import Client
from django.utils import timezone

from nuozheng.documents.models import Document
from nuozheng.documents.sealing import sealing
from nuozheng.documents.verifying import Known, verdict
from nuozheng.evidence.log.adding import Logged, add
from nuozheng.evidence.log.sequencer import sequence
from nuozheng.evidence.log.settings import log_verifier
from nuozheng.evidence.models import StaffLook
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.bundles import case_to_bundle
from nuozheng.verification.bundle.checking import WrongBundle, bundle_lines
from nuozheng.verification.bundle.packing import bundle_of
from nuozheng.verification.bundle.reader import Reader
from nuozheng.verification.case_papers import papers_for_applicant, papers_for_desk
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
CHECKOUT = Path(__file__).resolve().parents[2]


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def index_of(content: bytes) -> dict[str, Any]:
    return dict(json.loads(files_of(content)["index.json"]))


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def trusting() -> Known:
    keys = sealing()
    assert keys is not None
    roots = x509.load_pem_x509_certificates(keys.trust.encode())
    return Known(roots, [log_verifier()], keys.sm2.public_key.hex())


def _log_the_papers() -> None:
    """As the job does each minute, within the transaction of a test."""
    now = timezone.now()
    ours = Document.objects.filter(kind__in=("letter", "official"))
    add((Logged.of(one.kind, str(one.pk), bytes(one.content)) for one in ours), at=now)
    sequence(now)


def take(case: Case, by: Any) -> tuple[bytes, Reader]:
    today = timezone.localdate()
    found = case_to_bundle(by, case.application.number, today)
    assert found is not None
    return bundle_of(*found, today), found[1]


def test_the_bundle_of_a_case_is_whole_and_each_reader_has_their_own(
    world: Worlds, tmp_path: Path, settings: Any
) -> None:
    settings.NUOZHENG_TRANSPARENCY_FOLDER = str(tmp_path / "log")
    case = world("ordos-2021").opened().signed()
    finding = case.heard()
    before = {by: take(case, by)[0] for by in (case.by, case.officer)}
    _log_the_papers()
    whole, reader = take(case, case.officer)
    assert reader is Reader.HANDLER and whole != before[case.officer]
    assert whole == take(case, case.officer)[0], "the same state gives the same bytes"
    _holds_everything(case, whole)
    _says_what_was_touched(whole)
    _is_checked_offline(whole, tmp_path)
    mine, reader = take(case, case.by)
    assert reader is Reader.PERSON
    _hides_what_the_person_is_not_shown(case, mine, finding)
    _says_nothing_of_the_person_to_supervisors(case)
    for nobody in (case.world.stranger(), case.world.elsewhere(Role.OFFICER), case.credit_officer):
        assert case_to_bundle(nobody, case.application.number, timezone.localdate()) is None


def _holds_everything(case: Case, whole: bytes) -> None:
    files, index = files_of(whole), index_of(whole)
    papers = index["papers"]
    assert len(papers) == len(papers_for_desk(case.application))
    for paper, pk in zip(papers, _in_order(papers_for_desk(case.application)), strict=True):
        document = Document.objects.get(pk=pk)
        assert files[paper["file"]] == bytes(document.content)
        assert paper["purpose"] and paper["pages"] >= 1
        if document.is_ours:
            assert paper["sealed"] and paper["sm2"] in files and paper["proof"] in files
    last = papers[-1]
    assert last["last_page"] == sum(paper["pages"] for paper in papers)
    assert {act["act"] for act in index["acts"]} >= {"开始申请", "签署承诺书"}
    named = [act for act in index["acts"] if act["by"].startswith(str(case.verifier))]
    assert named, "staff answer for what they do by name"
    assert {clock["state"] for clock in index["clocks"]} <= {"按时", "还在期限内"}
    cited = {key for row in (*index["acts"], *index["clocks"]) for key in row["clauses"]}
    assert cited <= set(index["clauses"]) and all(
        index["clauses"][key]["words"] for key in cited
    ), "every clause with its words"
    assert index["signature"]["letter_number"] == case.application.commitment.letter_number
    assert index["looks"] and index["services"]
    for page in ("index.html", "duty.html", "court.html"):
        said = files[page].decode()
        assert case.application.number in said and "{{" not in said
    assert "按时" in files["duty.html"].decode()
    assert "证明什么" in files["court.html"].decode()


def _in_order(papers: dict[int, str]) -> list[int]:
    rows = Document.objects.filter(pk__in=papers).order_by("created_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _says_what_was_touched(whole: bytes) -> None:
    known = trusting()
    lines = bundle_lines(whole, known)
    assert verdict(lines) == "genuine", lines
    assert all(line.holds for line in lines)
    assert verdict(bundle_lines(whole, Known())) == "incomplete"
    files = files_of(whole)

    def wrong(changed: dict[str, bytes]) -> set[str]:
        found = bundle_lines(packed(changed), known)
        assert verdict(found) == "refused"
        return {line.key for line in found if line.holds is False}

    paper = index_of(whole)["papers"][0]["file"]
    touched = files[paper][:2000] + b"?" + files[paper][2001:]
    assert wrong(files | {paper: touched}) == {"files", "paper.1"}
    assert wrong(files | {"more.txt": b""}) == {"files"}
    assert wrong({name: one for name, one in files.items() if name != "duty.html"}) == {"files"}
    assert wrong(files | {"duty.html": b"<p>all in time"}) == {"files"}
    index = files["index.json"].replace("按时".encode(), "超期办结".encode())
    assert wrong(files | {"index.json": index}) == {"index"}
    for rubbish in (b"", b"PK", packed({}), packed({"index.json": b"[]"}), packed({"a": b""})):
        with pytest.raises(WrongBundle):
            bundle_lines(rubbish, known)


def _is_checked_offline(whole: bytes, folder: Path) -> None:
    """Nothing but the files: no environment, and settings that cannot be imported."""
    keys = sealing()
    assert keys is not None
    (folder / "case.zip").write_bytes(whole)
    (folder / "trust.pem").write_text(keys.trust)
    (folder / "log.vkey").write_text(f"{log_verifier().vkey}\n")
    (folder / "offline.py").write_text(
        'import sys\nsys.modules["config.settings"] = None\n'
        "from nuozheng.cli.table import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    words = ["bundle", "verify", "case.zip", "--trust", "trust.pem", "--key", "log.vkey"]
    told = subprocess.run(
        [sys.executable, "offline.py", *words],
        cwd=folder,
        env={"PYTHONPATH": str(CHECKOUT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "一个不少，都没有改过" in told.stdout and "透明日志" in told.stdout


def _hides_what_the_person_is_not_shown(case: Case, mine: bytes, finding: Any) -> None:
    index = index_of(mine)
    shown = {paper["title"] for paper in index["papers"]}
    allowed = Document.objects.filter(pk__in=papers_for_applicant(case.application))
    assert shown == set(allowed.values_list("title", flat=True))
    assert {act["kind"] for act in index["acts"]} == {"办件", "说明和认定"}
    assert "发现对不上" not in {act["act"] for act in index["acts"]}
    assert not [act for act in index["acts"] if "，" in act["by"]], "by their part, not by name"
    finding.notified_at = None
    finding.save(update_fields=["notified_at"])
    hidden = index_of(take(case, case.by)[0])
    assert {act["kind"] for act in hidden["acts"]} == {"办件"}, "not told, not in it"


def _says_nothing_of_the_person_to_supervisors(case: Case) -> None:
    content, reader = take(case, case.supervisor)
    assert reader is Reader.SUPERVISOR
    files = files_of(content)
    assert not [name for name in files if name.startswith("papers/")]
    said = b"".join(files.values()).decode("utf-8", "ignore")
    party = case.application.applicant
    assert party.name not in said and party.identifier[-4:] not in said
    assert verdict(bundle_lines(content, trusting())) == "genuine"
    assert "按时" in files["duty.html"].decode()


def test_at_the_desk_a_bundle_has_a_purpose_that_the_person_sees(
    world: Worlds, client: Client
) -> None:
    case = world("ordos-2021").opened().signed()
    case.found(UntruthStatus.UNTRUE)
    desk = f"/desk/cases/{case.application.number}/bundle/"
    mine = f"/my/cases/{case.application.number}/bundle/"
    client.force_login(case.officer)
    assert client.get(mine).status_code == 404
    page = client.get(desk)
    assert page.status_code == 200 and "证据包" in page.content.decode()
    refused = client.post(desk, {"purpose": "curiosity"})
    assert refused.status_code == 422 and "还没有选为什么" in refused.content.decode()
    assert not StaffLook.objects.filter(purpose="行政诉讼").exists()
    answer = client.post(desk, {"purpose": "suit"})
    assert answer["Content-Type"] == "application/zip"
    look = StaffLook.objects.get(purpose="行政诉讼")
    assert (look.party, look.by) == (case.application.applicant, case.officer)
    assert (look.what, look.case_number) == ("bundle", case.application.number)
    client.force_login(case.supervisor)
    assert client.post(desk, {"purpose": "inspection"}).status_code == 200
    client.force_login(case.by)
    assert client.get(desk).status_code == 404
    assert client.get(mine).status_code == 200
    assert client.post(mine)["Content-Type"] == "application/zip"
    assert StaffLook.objects.filter(what="bundle").count() == 2, "one's own is no look"
    client.force_login(case.world.stranger())
    assert client.post(mine).status_code == 404
