"""Check a bundle by itself: its list, every file, every seal and proof. No database, no settings.

What a bundle itself says of keys is a convenience, not a reason to trust it: the reader gives them.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from nuozheng.documents.detached import signature_in
from nuozheng.documents.verifying import Known, Line, lines_of

FORMAT, INDEX, SIGNATURE = "nuozheng-bundle/1", "index.json", "index.json.p7s"
MOST_FILES, MOST_BYTES = 5_000, 1 << 30


class WrongBundle(ValueError):
    """The file is no bundle, or too large to look at."""


def bundle_lines(content: bytes, known: Known) -> tuple[Line, ...]:
    """Every check in words. Errors: WrongBundle."""
    files = _unpacked(content)
    try:
        index = json.loads(files[INDEX])
        if index["format"] != FORMAT:
            raise ValueError
        listed = {row["path"]: (row["bytes"], row["sha256"], row["sm3"]) for row in index["files"]}
        papers = list(index["papers"])
        lines = [*_signed(files, known), _complete(files, listed)]
        for paper in papers:
            lines += _paper(paper, files, known)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise WrongBundle("不是证据包，或者目录读不懂") from fault
    return tuple(lines)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            rows = source.infolist()
            names = [row.filename for row in rows]
            if len(rows) > MOST_FILES or sum(row.file_size for row in rows) > MOST_BYTES:
                raise WrongBundle("文件太多或者太大")
            if len(set(names)) != len(names):
                raise WrongBundle("同一个文件名出现了两次")
            return {name: source.read(name) for name in names}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as fault:
        raise WrongBundle("不是完整的zip文件") from fault


def _signed(files: Mapping[str, bytes], known: Known) -> Iterator[Line]:
    what = "目录的签名"
    if SIGNATURE not in files:
        yield Line("index", None, what, "没有签名")
        return
    seen = signature_in(files[SIGNATURE], files[INDEX], known.roots)
    if not seen.intact:
        yield Line("index", False, what, "和目录对不上：目录改过，或者签名是假的")
        return
    yield Line("index", True, what, f"{seen.who}，目录和签名时一样")
    if not known.roots:
        yield Line("trust", None, "签名证书", "没有给信任的根证书，没法核对是谁的（--trust）")
    elif seen.trusted:
        yield Line("trust", True, "签名证书", f"{seen.who}，由信任的根证书签发")
    else:
        yield Line("trust", False, "签名证书", f"{seen.who}，不是信任的根证书签发的")


def _complete(files: Mapping[str, bytes], listed: Mapping[str, tuple[int, str, str]]) -> Line:
    """Everything listed is there as it was, and nothing else is."""
    there = set(files) - {INDEX, SIGNATURE}
    wrong = [f"少了{name}" for name in sorted(set(listed) - there)]
    wrong += [f"多了{name}" for name in sorted(there - set(listed))]
    for name in sorted(there & set(listed)):
        content = files[name]
        sha256 = hashlib.sha256(content).hexdigest()
        sm3 = hashlib.new("sm3", content).hexdigest()
        if (len(content), sha256, sm3) != listed[name]:
            wrong.append(f"{name}改过")
    if wrong:
        return Line("files", False, "文件", "；".join(wrong))
    return Line("files", True, "文件", f"{len(listed)}个，一个不少，都没有改过")


def _paper(paper: Mapping[str, Any], files: Mapping[str, bytes], known: Known) -> Iterator[Line]:
    """One line for a paper of ours, and one for its proof; of others the digest is enough."""
    if not paper["file"] or not paper["sealed"]:
        return
    name = f"{paper['number']}　{paper['title']}"
    proof = files[paper["proof"]].decode() if paper["proof"] else None
    sm2 = files[paper["sm2"]] if paper["sm2"] else None
    lines = lines_of(files[paper["file"]], known, proof=proof, sm2=sm2)
    wrong = [f"{line.what}：{line.detail}" for line in lines if line.holds is False]
    if wrong:
        yield Line(f"paper.{paper['number']}", False, name, "；".join(wrong))
        return
    open_ones = [line.what for line in lines if line.holds is None and line.key != "digest"]
    held = [line.what for line in lines if line.holds]
    said = f"{'、'.join(held)}都对"
    if open_ones:
        said += f"；没有核对：{'、'.join(open_ones)}"
    yield Line(f"paper.{paper['number']}", True, name, said)
