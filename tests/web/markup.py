"""Reading a page's HTML strictly enough to catch what a browser would silently mend."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "hr", "img"}
_REFERS = ("aria-describedby", "aria-labelledby", "for", "popovertarget")


@dataclass
class Markup(HTMLParser):
    """What is wrong with a page, and what stands on it."""

    faults: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    refers: set[str] = field(default_factory=set)
    fields: list[dict[str, str | None]] = field(default_factory=list)
    _open: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> twice {name}" for name in set(names) if names.count(name) > 1]
        self.faults += [
            f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")
        ]
        # Data in a page is no script: a browser runs nothing of it.
        code = tag == "script" and values.get("type") != "application/json"
        if tag == "style" or (code and "src" not in values):
            self.faults.append(f"inline <{tag}>")
        if identifier := values.get("id"):
            self.ids.append(identifier)
        for name in _REFERS:
            self.refers.update((values.get(name) or "").split())
        if tag in {"input", "select", "textarea"} and values.get("type") != "hidden":
            labelled = any(outer == "label" for outer, _ in self._open)
            self.fields.append({**values, "_in_label": "yes" if labelled else None})
        if tag not in _VOID:
            self._open.append((tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1][0] if self._open else 'nothing'}")
            return
        self._open.pop()

    def finish(self, html: str) -> "Markup":
        """Feed the page and add what only the whole shows."""
        self.feed(html)
        self.faults += [f"<{tag}> stays open" for tag, _ in self._open]
        self.faults += [f"id {one} twice" for one in set(self.ids) if self.ids.count(one) > 1]
        self.faults += [f"no id {one}" for one in sorted(self.refers - set(self.ids))]
        labels = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', html))
        for box in self.fields:
            named = box["_in_label"] or box.get("aria-label") or box.get("id") in labels
            if not named:
                self.faults.append(f"field {box.get('name')} has no label")
        return self


def faults_of(html: str) -> list[str]:
    """Every fault found in the page; empty for a sound one."""
    return Markup().finish(html).faults
