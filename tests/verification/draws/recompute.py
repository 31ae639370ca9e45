"""Recompute a draw from its public file: `python recompute.py FILE`. No code of the product."""

import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any


def text(*values: Any) -> bytes:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree(leaves: list[bytes]) -> bytes:
    half = 1
    if len(leaves) == 1:
        return sha(b"\0" + leaves[0])
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\1" + tree(leaves[:half]) + tree(leaves[half:]))


def recompute(f: dict[str, Any]) -> tuple[str, str, list[dict[str, Any]]]:
    t = f["terms"]
    names = ("code", "place", "frozen_at", "reveal_until", "number_name", "number_at", "team_size")
    rows = [text("terms", *(t[name] for name in names), sorted(t["agencies"]))]
    strata, staff, units = (
        sorted(f[name], key=lambda one: one["key"]) for name in ("strata", "inspectors", "units")
    )
    rows += [text("stratum", s["key"], s["rate"], s["minimum"], s["maximum"]) for s in strata]
    rows += [text("inspector", i["key"], sorted(i["skills"])) for i in staff]
    rows += [text("unit", u["key"], u["stratum"], u["skill"], sorted(u["recused"])) for u in units]
    root = tree(rows).hex()
    for s in f["seals"]:
        seal = sha(text("seal", root, s["agency"], s["secret"])).hex()
        assert not s["secret"] or seal == s["seal"]
    opened = sorted([s["agency"], s["secret"]] for s in f["seals"] if s["secret"])
    seed = sha(text("seed", root, opened, f["number"]))
    load, drawn = {i["key"]: 0 for i in staff}, []
    for s in strata:
        us = {u["key"]: u for u in units if u["stratum"] == s["key"]}
        n = min(max((len(us) * s["rate"] + 9999) // 10000, s["minimum"]), s["maximum"], len(us))
        for key in sorted(us, key=lambda k: hmac.digest(seed, text("unit", k), "sha256"))[:n]:
            mac = {i: hmac.digest(seed, text("inspector", key, i), "sha256") for i in load}
            free = sorted(set(load) - set(us[key]["recused"]), key=lambda i: (load[i], mac[i]))
            able = [i["key"] for i in staff if us[key]["skill"] in ("", *i["skills"])]
            first = next(i for i in free if i in able)
            team = [first, *[i for i in free if i != first][: t["team_size"] - 1]]
            load.update({i: load[i] + 1 for i in team})
            drawn.append({"unit": key, "stratum": s["key"], "team": team})
    return root, seed.hex(), drawn


if __name__ == "__main__":
    paper = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.exit(recompute(paper) != (paper["root"], paper["seed"], paper["chosen"]))
