"""How a review rule answers."""

from nuozheng.law.findings import Finding, Outcome


def finding(key: str, met: bool, detail: str, basis: tuple[str, ...], cure: str) -> Finding:
    """MET with the clauses compared, or NOT_MET with the reason and what would cure it."""
    cited = tuple(dict.fromkeys(basis))
    if met:
        return Finding(key, Outcome.MET, "未见超出上位规定。", cited)
    return Finding(key, Outcome.NOT_MET, detail, cited, cure)
