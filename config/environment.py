"""The only place that reads the environment: every setting with its meaning and default.

`docs/settings.md` is this table; a test compares the two.
"""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


class WrongSetting(Exception):
    """A setting in the environment can't be used; the message names it and shows a right value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its default as text, what it means, and a value that works."""

    name: str
    default: str
    meaning: str
    example: str

    def said(self) -> str:
        """What the environment says; an empty text if nothing."""
        return os.environ.get(self.name, "").strip()

    def text(self) -> str:
        return self.said() or self.default

    def flag(self) -> bool:
        said = self.text().lower()
        if said in {"1", "true", "yes", "on"}:
            return True
        if said in {"", "0", "false", "no", "off"}:
            return False
        raise self._wrong("1 或 0")

    def number(self) -> float:
        try:
            return float(self.text())
        except ValueError as error:
            raise self._wrong("一个数") from error

    def names(self) -> list[str]:
        return [name.strip() for name in self.text().split(",") if name.strip()]

    def path(self) -> Path:
        return Path(self.text()).expanduser().resolve()

    def _wrong(self, expected: str) -> WrongSetting:
        return WrongSetting(
            f"{self.name}={self.text()} 不对：应为{expected}，例如 {self.name}={self.example}"
        )


CREDIT_PLATFORMS = Setting(
    "NUOZHENG_CREDIT_PLATFORMS",
    "",
    "A TOML file (mode 0600) with the credit platforms that records are reported to (`platform`) "
    "and those that grade companies (`grading`), the places they serve, their addresses and keys. "
    "Empty: none, nothing is reported.",
    "/etc/nuozheng/credit-platforms.toml",
)
DATABASE_URL = Setting(
    "DATABASE_URL",
    "",
    "The PostgreSQL server to use (15 or newer). Empty: the embedded server, under NUOZHENG_VAR.",
    "postgresql://nuozheng:secret@db.example/nuozheng",
)
DATABASE_POOL = Setting(
    "NUOZHENG_DATABASE_POOL",
    "6",
    "Connections kept by each process, at most. Processes × this must stay under the server's "
    "max_connections.",
    "6",
)
DEMO = Setting(
    "NUOZHENG_DEMO",
    "0",
    "1 turns the demonstration on: the synthetic city, ready sign-ins, keys made at first start. "
    "Never with real people's data.",
    "1",
)
DEBUG = Setting("NUOZHENG_DEBUG", "0", "1 shows tracebacks in the browser. Development only.", "1")
HOSTS = Setting(
    "NUOZHENG_HOSTS",
    "",
    "Further host names the site answers to, separated by commas, besides that of "
    "NUOZHENG_PUBLIC_URL.",
    "nuozheng.example,www.nuozheng.example",
)
KEYS = Setting(
    "NUOZHENG_KEYS",
    "",
    "The key file (mode 0600), or its JSON text itself; `nuozheng keys new` writes one. Needed to "
    "start unless NUOZHENG_DEMO is on, which makes `keys.json` under NUOZHENG_VAR.",
    "/etc/nuozheng/keys.json",
)
IDENTITY_PROVIDERS = Setting(
    "NUOZHENG_IDENTITY_PROVIDERS",
    "",
    "A TOML file (mode 0600) with the OpenID Connect providers that people may sign in with, "
    "their client ids and secrets, and the claims that name a verified person. Empty: none.",
    "/etc/nuozheng/identity.toml",
)
LOG_LEVEL = Setting("NUOZHENG_LOG_LEVEL", "INFO", "What the log keeps: DEBUG to ERROR.", "INFO")
PARTNERS = Setting(
    "NUOZHENG_PARTNERS",
    "",
    "A TOML file (mode 0600) with the other installations that may be asked for assistance, their "
    "addresses and keys, and our own name among them. Empty: none.",
    "/etc/nuozheng/partners.toml",
)
PROXIES = Setting(
    "NUOZHENG_PROXIES",
    "0",
    "How many trusted reverse proxies stand in front and append to X-Forwarded-For; the sign-in "
    "limits count by the address they report.",
    "1",
)
PUBLIC_URL = Setting(
    "NUOZHENG_PUBLIC_URL",
    "http://localhost:8000",
    "The address people use; it stands in letters and QR codes. With https, cookies are sent over "
    "https only.",
    "https://nuozheng.example",
)
SEALING = Setting(
    "NUOZHENG_SEALING",
    "",
    "A folder (0700) with the keys that seal our letters and official documents: seal.pem (0600: "
    "key, certificate, issuers), trust.pem (the root), sm2.key. `nuozheng keys sealing` makes a "
    "set for trial. Empty: papers carry no electronic seal; in the demonstration a set of its own "
    "under NUOZHENG_VAR.",
    "/etc/nuozheng/sealing",
)
SEALS = Setting(
    "NUOZHENG_SEALS",
    "",
    "A TOML file with the bodies whose seals on electronic certificates we know: region and SM2 "
    "public key. Empty: none, so that no electronic certificate counts; in the demonstration "
    "those of the sandbox.",
    "/etc/nuozheng/seals.toml",
)
SECOND_FACTOR = Setting(
    "NUOZHENG_SECOND_FACTOR",
    "0",
    "1 asks staff for a second factor in the demonstration too, where only one ready account "
    "shows it otherwise. Outside the demonstration staff always need one.",
    "1",
)
SIGNERS = Setting(
    "NUOZHENG_SIGNERS",
    "",
    "A PEM file with the roots whose certificates applicants may sign with. Empty: none, they sign "
    "by account, by hand on the screen, or on paper.",
    "/etc/nuozheng/signers.pem",
)
SOURCES_URL = Setting(
    "NUOZHENG_SOURCES_URL",
    "",
    "Base address of the data sources. Empty: none can be asked, every look-up is unavailable.",
    "https://sources.example",
)
SOURCES_BUDGET = Setting(
    "NUOZHENG_SOURCES_BUDGET",
    "2.5",
    "Seconds that all look-ups of one signing may take together.",
    "2.5",
)
SOURCES_FOLDER = Setting(
    "NUOZHENG_SOURCES_FOLDER",
    "",
    "A folder of TOML files with the place's own data sources, besides the packaged register; "
    "only the service's account should be able to read it.",
    "/etc/nuozheng/sources",
)
SOURCES_TIMEOUT = Setting(
    "NUOZHENG_SOURCES_TIMEOUT", "1.5", "Seconds that one data source may take to answer.", "1.5"
)
TRANSPARENCY_FOLDER = Setting(
    "NUOZHENG_TRANSPARENCY_FOLDER",
    "",
    "Where the files of the transparency log lie; all web and worker processes must see it. "
    "Empty: `transparency` under NUOZHENG_VAR.",
    "/var/lib/nuozheng/transparency",
)
TRANSPARENCY_ORIGIN = Setting(
    "NUOZHENG_TRANSPARENCY_ORIGIN",
    "",
    "The name of the transparency log, which stands in every checkpoint; never change it once the "
    "log has begun. Empty: the host of NUOZHENG_PUBLIC_URL with /log.",
    "nuozheng.example/log",
)
VAR = Setting(
    "NUOZHENG_VAR",
    str(CHECKOUT / "var"),
    "Where the embedded database, the keys of a demonstration and the logs live. "
    "The default is `var` in the checkout.",
    "/var/lib/nuozheng",
)

WITNESSES = Setting(
    "NUOZHENG_WITNESSES",
    "",
    "A TOML file with the witnesses that cosign our transparency log: url and public key (vkey) "
    "of each. Empty: none.",
    "/etc/nuozheng/witnesses.toml",
)

ALL: tuple[Setting, ...] = tuple(
    sorted(
        (value for value in globals().values() if isinstance(value, Setting)), key=lambda s: s.name
    )
)


def turn_on(setting: Setting) -> None:
    """Set a flag for this process and those it starts, unless the environment decides already."""
    os.environ.setdefault(setting.name, "1")


def use_settings(module: str) -> None:
    """Name Django's settings module, unless the environment names one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)


def with_settings(**said: str) -> dict[str, str]:
    """This process's environment with some variables set, for a process to be started."""
    return {**os.environ, **said}
