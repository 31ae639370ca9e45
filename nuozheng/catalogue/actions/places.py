"""The places and departments of the material, as rows."""

from nuozheng.catalogue import material
from nuozheng.catalogue.lists import LISTS, PublishedList
from nuozheng.catalogue.material import DivisionMaterial
from nuozheng.parties.models import Agency, Jurisdiction


def build_jurisdictions() -> dict[str, Jurisdiction]:
    """Every division of the material by code; twice does no harm."""
    known = {one.code: one for one in Jurisdiction.objects.all()}
    waiting = {code: row for code, row in coded_divisions().items() if code not in known}
    places = {listed.code: listed.place for listed in LISTS.values()}
    while waiting:
        ready = {c: r for c, r in waiting.items() if not r.parent_code or r.parent_code in known}
        if not ready:
            raise ValueError(f"divisions without their parent: {', '.join(sorted(waiting))}")
        rows = [
            Jurisdiction(
                code=code,
                name=division.name.split("（")[0],
                level=division.level[:12],
                parent=known.get(division.parent_code),
                place=places.get(code, ""),
                note=division.note[:200],
            )
            for code, division in ready.items()
        ]
        Jurisdiction.objects.bulk_create(rows)
        known |= {row.code: row for row in rows}
        waiting = {code: row for code, row in waiting.items() if code not in ready}
    return known


def coded_divisions() -> dict[str, DivisionMaterial]:
    """The divisions by code; where no national code exists, one of our own under the parent."""
    maoji = next(listed.code for listed in LISTS.values() if listed.own_code)
    found: dict[str, DivisionMaterial] = {}
    for division in material.divisions():
        code = division.code
        if not code and division.name.startswith("毛集"):
            code = maoji
        elif not code:
            taken = sum(one.startswith(f"{division.parent_code}-") for one in found)
            code = f"{division.parent_code}-{taken + 1}"
        found[code] = division
    return found


def build_agencies(listed: PublishedList, place: Jurisdiction) -> dict[str, Agency]:
    """The departments that the text names and those that handle the list's services, by name."""
    rows = {
        named.department: Agency(
            jurisdiction=place,
            name=named.department,
            short_name=named.short_name,
            role=named.role[:80],
            provenance=named.provenance[:80],
        )
        for named in material.departments()
        if named.division_code == listed.department_code
    }
    for (slug, _), handling in material.agencies().items():
        if slug == listed.slug and handling.department not in rows:
            rows[handling.department] = Agency(
                jurisdiction=place,
                name=handling.department,
                short_name=handling.short_name,
                provenance=handling.provenance,
            )
    known = set(place.agencies.values_list("name", flat=True))
    Agency.objects.bulk_create(row for name, row in rows.items() if name not in known)
    return {agency.name: agency for agency in place.agencies.all()}
