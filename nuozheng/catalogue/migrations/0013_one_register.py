import csv
import io
import zlib
from hashlib import sha256

from django.db import migrations

from nuozheng.law.trouble.names import said

WAYS = {
    "cancelled": "直接取消",
    "data_sharing": "数据共享",
    "commitment": "告知承诺",
    "agency_verification": "部门核验",
    "other": "其他方式",
    "retained": "需提交",
}
STANDING = {"campaign": "cancelled", "retained": "retained"}
STATUS = {"adopt": "adopted", "leave": "kept"}
TITLES = (
    *("清单", "单位", "事项名称", "事项实施编码", "证明名称", "免提交方式"),
    *("设定依据", "条款", "版本", "施行日期"),
)


def to_one_register(apps, schema_editor):
    """Proofs out of files join the register that hand-written ones are in."""
    Reference = apps.get_model("catalogue", "ReferenceEntry")
    Registered = apps.get_model("catalogue", "RegisteredProof")
    rows = Reference.objects.filter(kind__in=STANDING).select_related("intake__document")
    for row in rows.order_by("pk"):
        intake = row.intake
        Registered.objects.get_or_create(
            catalogue_id=row.catalogue_id,
            agency_id=row.agency_id,
            service=row.item_name,
            name=row.proof_name,
            standing=STANDING[row.kind],
            struck_at=None,
            defaults={
                "source": intake.document.title[:120],
                "intake": intake,
                "at": intake.taken_at or intake.created_at,
                "by_id": intake.taken_by_id or intake.created_by_id,
            },
        )


def to_one_comparison(apps, schema_editor):
    """Lists above out of files are kept as such; what was decided about them stays decided."""
    Reference = apps.get_model("catalogue", "ReferenceEntry")
    Above = apps.get_model("catalogue", "EntryAbove")
    Difference = apps.get_model("catalogue", "ListDifference")
    Version = apps.get_model("catalogue", "EntryVersion")
    for row in Reference.objects.filter(kind="upper").select_related("intake").order_by("pk"):
        way = next((key for key, word in WAYS.items() if row.ways.startswith(word)), "")
        if row.difference != "only_here" and way:
            Above.objects.create(
                catalogue_id=row.catalogue_id,
                agency_id=row.agency_id,
                intake_id=row.intake_id,
                service=row.item_name,
                core=said(row.item_name),
                proof=row.proof_name,
                columns={"substitution": way},
            )
        if row.decision not in STATUS:
            continue
        lower = None
        if row.entry_id and row.difference != "only_there":
            lower = Version.objects.filter(entry_id=row.entry_id).order_by("-number").first()
        Difference.objects.get_or_create(
            catalogue_id=row.catalogue_id,
            agency_id=row.agency_id,
            service=row.item_name,
            proof=row.proof_name,
            upper=None,
            lower=lower,
            defaults={
                "kind": {"only_there": "missing", "only_here": "added"}.get(
                    row.difference, "otherwise"
                ),
                "detail": _detail(row, way, lower),
                "status": STATUS[row.decision],
                "reason": row.reason,
                "found_at": row.intake.created_at,
                "decided_at": row.decided_at,
                "decided_by_id": row.decided_by_id,
            },
        )


def _detail(row, way, lower):
    """{what: [above, below]}, in the words in which lists are compared."""
    if row.difference == "only_there":
        return {"免提交方式": [WAYS.get(way, ""), ""]}
    if row.difference != "only_here" or lower is None:
        return {"免提交方式": [WAYS.get(way, ""), WAYS[lower.substitution] if lower else ""]}
    said_here = {
        "免提交方式": WAYS[lower.substitution],
        "备选方式": "、".join(sorted(WAYS[one] for one in lower.alternatives)) or "没有",
        "可由代理人承诺": "是" if lower.agent_allowed else "否",
        "设定依据": lower.legal_basis or "没有写",
        "条款": lower.article or "没有写",
    }
    return {
        what: ["", words] for what, words in said_here.items() if words not in ("没有", "没有写")
    }


def to_readable_editions(apps, schema_editor):
    """Editions made before they were kept as files are written from their versions."""
    Edition = apps.get_model("catalogue", "Edition")
    Version = apps.get_model("catalogue", "EntryVersion")
    for edition in Edition.objects.filter(content=b""):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(TITLES)
        versions = Version.objects.filter(pk__in=edition.versions).select_related(
            "entry__item__agency", "entry__item__catalogue", "entry__proof"
        )
        for one in versions.order_by(
            "entry__item__catalogue_id", "entry__item__agency_id", "entry__item_id",
            "entry__position", "pk",
        ):  # fmt: skip
            item = one.entry.item
            writer.writerow(
                " ".join(str(cell).split())
                for cell in (
                    item.catalogue.title, item.agency.name, item.name, item.implementation_code,
                    one.entry.proof.name, WAYS[one.substitution], one.legal_basis, one.article,
                    one.number, one.effective_from.isoformat(),
                )
            )  # fmt: skip
        content = text.getvalue().encode("utf-8-sig")
        edition.content, edition.digest = zlib.compress(content), sha256(content).hexdigest()
        edition.save(update_fields=["content", "digest"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0012_inheritance")]

    operations = [
        migrations.RunPython(to_one_register, migrations.RunPython.noop),
        migrations.RunPython(to_one_comparison, migrations.RunPython.noop),
        migrations.RunPython(to_readable_editions, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReferenceEntry"),
    ]
