"""What the synthetic city's sources hand over for batches: one parquet file for each source."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from nuozheng.gateways.sources.registry import Source, registry
from nuozheng.sandbox.cast import CastMember
from nuozheng.sandbox.city import City, Subject
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.quality import distorted
from nuozheng.verification.bulk import engine

_COLUMN = {
    "number": "DECIMAL(18,2)",
    "date": "DATE",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "yes_no": "BOOLEAN",
}


def deliver(
    city: City, subjects: Iterable[Subject], today: date, folder: Path, *names: str
) -> dict[str, int]:
    """Write `<source>.parquet` about these subjects; rows by source. `names`: only these sources.

    Where a source is ambiguous about somebody it hands over two rows that differ in everything.
    """
    everybody = list(subjects)
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    with engine.opened(folder / "tmp") as database:
        for name, source in registry().items():
            if names and name not in names:
                continue
            columns = {key: _COLUMN[one.kind] for key, one in source.attributes.items()}
            counts[name] = engine.stage(
                database,
                "delivery",
                {"identifier": "VARCHAR", "as_of": "DATE", **columns},
                _rows(city, everybody, source, today),
            )
            path = str(folder / f"{name}.parquet").replace("'", "''")
            database.execute(f"COPY delivery TO '{path}' (FORMAT parquet)")
    (folder / "tmp").rmdir()
    return counts


def _rows(
    city: City, subjects: Iterable[Subject], source: Source, today: date
) -> Iterator[list[object]]:
    for subject in subjects:
        if subject.kind not in source.subjects:
            continue
        record = city.record(subject, source.name, today)
        if record.status == "not_found":
            continue
        held = [record.attributes]
        if record.status == "ambiguous":
            truth = city.truth(subject, source.name) or {}
            held = [truth, _another(_dice(subject, source), source, truth)]
        for facts in held:
            values = (facts.get(name) for name in source.attributes)
            yield [subject.identifier, record.as_of, *values]


def _another(dice: Dice, source: Source, truth: Facts) -> Facts:
    """Somebody else's record under the same number."""
    return {
        name: value if value is None else distorted(dice, source, {name: value})[name]
        for name, value in truth.items()
    }


def _dice(subject: Subject, source: Source) -> Dice:
    number = subject.key if isinstance(subject, CastMember) else subject.number
    return Dice("delivered", source.name, subject.kind, number)
