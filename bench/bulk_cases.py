"""Signed cases by the ten thousand, each with one condition still to be checked, and evidence."""

from collections.abc import Iterator

import duckdb
from django.db import connection
from django.utils import timezone

from bench import cases
from nuozheng.applications.declaration import committed_proofs
from nuozheng.applications.models import Application, Commitment, CommitmentStatus, DisposedProof
from nuozheng.evidence.encryption import keys
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.parties.models import Agency, Party
from nuozheng.verification.bulk import evidence
from nuozheng.verification.models import VerificationTask

SOURCE = "family_economy"
CONDITION = {
    "key": "need",
    "sentence": "家庭人均月收入{income}元，机动车{cars}辆",
    "fact": [
        {"key": "income", "kind": "number", "label": "收入", "unit": "元", "decimals": 2},
        {"key": "cars", "kind": "number", "label": "机动车", "unit": "辆"},
    ],
    "comparison": [
        {
            "key": "income",
            "left": {"fact": "income"},
            "op": "eq",
            "right": {"source": SOURCE, "attribute": "monthly_income_per_head_yuan"},
            "tolerance": {"percent": 5},
        },
        {
            "key": "cars",
            "left": {"fact": "cars"},
            "op": "eq",
            "right": {"source": SOURCE, "attribute": "vehicle_count"},
        },
        {
            "key": "savings",
            "left": {"source": SOURCE, "attribute": "savings_yuan"},
            "op": "le",
            "right": {"constant": 300000},
        },
    ],
}
_SUBJECT = "md5(n::text) || md5((n + 1)::text)"
_STEP = 10
"""Between the numbers of copies, so that a proof's never meets another row's."""


def make(count: int) -> Agency:
    """So many due tasks, and a record of four times as many people; whose tasks they are."""
    model = Application.objects.get(pk=cases.make(1).cases[0].application_id)
    proof = _one_signed(model)
    with connection.cursor() as cursor:
        for table, where, changed in _tables(model, proof):
            cursor.execute(_copies(table, where, changed, count))
    _declare(model, proof, count)
    _deliver(count * 4)
    return model.agency


def _one_signed(model: Application) -> DisposedProof:
    """The real case, signed, with one task."""
    now, proof = timezone.now(), committed_proofs(model)[0]
    version = proof.version
    version.conditions = {"condition": [CONDITION]}
    version.save(update_fields=["conditions"])
    Commitment.objects.filter(application=model).update(
        status=CommitmentStatus.SIGNED, signed_at=now, signed_by=model.opened_by
    )
    model.status = ApplicationStatus.GRANTED
    model.save(update_fields=["status"])
    VerificationTask.objects.create(
        application=model,
        proof=proof,
        condition_key="need",
        agency=model.agency,
        manner="online",
        standard="与数据源记载一致",
        timing="decision",
        basis=["ORD21-4.4c"],
        due_on=timezone.localdate(),
        status=TaskStatus.OPEN,
        created_at=now,
    )
    return proof


def _tables(model: Application, proof: DisposedProof) -> Iterator[tuple[str, str, dict[str, str]]]:
    own = f"application_id = {model.pk}"
    moved = {"id": f"id + n * {_STEP}"}
    case = {"application_id": f"application_id + n * {_STEP}"}
    named = {"number": "number || '-' || n", "opening_key": "opening_key || n"}
    applicant = {"applicant_id": f"applicant_id + n * {_STEP}"}
    yield Party._meta.db_table, f"id = {model.applicant_id}", moved | {"identifier_index": _SUBJECT}
    yield Application._meta.db_table, f"id = {model.pk}", moved | named | applicant
    yield DisposedProof._meta.db_table, f"id = {proof.pk}", moved | case
    letter = {"letter_number": "left(letter_number, 12) || n"}
    yield Commitment._meta.db_table, own, moved | case | letter
    checked = {"proof_id": f"proof_id + n * {_STEP}"}
    yield VerificationTask._meta.db_table, own, moved | case | checked


def _copies(table: str, where: str, changed: dict[str, str], count: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
        )
        columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(changed.get(name, name) for name in columns)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {values} FROM {table}, generate_series(1, {count - 1}) AS n WHERE {where}"
    )


def _declare(model: Application, proof: DisposedProof, count: int) -> None:
    """Each case its own sealed values, as signing leaves them."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE said (application bigint, declared bytea)")
        with cursor.copy("COPY said FROM STDIN") as copy:
            for n in range(count):
                number = proof.pk + n * _STEP
                text = f'{{"{number}": {{"income": "{_income(n)}", "cars": "{n % 3}"}}}}'
                copy.write_row((model.pk + n * _STEP, keys().seal(text.encode())))
        cursor.execute(
            "UPDATE applications_commitment AS one SET declared = said.declared FROM said "
            "WHERE one.application_id = said.application"
        )
        cursor.execute("DROP TABLE said")
        cursor.execute("ANALYZE")


def _income(n: int) -> str:
    return f"{1000 + n % 4000}.{n % 100:02}"


def _deliver(count: int) -> None:
    """Of 100 people 2 earn more than they said, and 2 are not on record."""
    evidence.folder().mkdir(parents=True, exist_ok=True)
    path = evidence.folder() / f"{SOURCE}.parquet"
    subject = _SUBJECT.replace("::text", "::VARCHAR")
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT {subject} AS subject, current_date - 3 AS as_of, "
            "((1000 + n % 4000 + CASE WHEN n % 50 = 7 THEN 9000 ELSE 0 END) + (n % 100) / 100)"
            "::DECIMAL(12,2) AS monthly_income_per_head_yuan, (n % 3)::INTEGER AS vehicle_count, "
            f"1000::INTEGER AS savings_yuan FROM range({count}) AS t(n) WHERE n % 50 <> 11) "
            f"TO '{path}' (FORMAT parquet)"
        )
