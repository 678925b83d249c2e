"""Settings: read once from the environment, frozen from then on. docs/reference/settings.md has a heading for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from candor.conversation.staff import Role
from candor.disputes.clocks.clock import Regime
from candor.errors import SettingRefused

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Oidc:
    """The identity provider of the bank's people. `roles`: a value of the claim, and the role that it stands for."""

    issuer: str
    client_id: str
    client_secret: str
    role_claim: str
    roles: tuple[tuple[str, Role], ...]
    scope: str = "openid profile"


@dataclass(frozen=True)
class Settings:
    """All that can be set. Times are seconds; `secret` signs action contexts and keys the bot's channel.

    `staff_url` is where staff reach their pages, as their browsers see it, `public_url` where customers reach us.
    `origins` are the host pages that may embed the widget; `proxies` is how many reverse proxies stand in front and
    are believed about the caller's address; the two rates are requests a minute (a session's, an address's). `files`
    is the folder of what customers send, `file_scan` the command that looks through each of them. `regime` is the law
    that the cards stand under, when it is not the one that the policy of disputes names, `regimes_of_terms` those
    of single card terms. `bank` is the name and
    the address that stand on letters, line by line.
    """

    data: Path
    database_url: str
    host: str
    port: int
    actions_port: int
    bot_port: int
    bot_url: str
    secret: bytes
    sample: bool
    clock: str | None
    turn_budget: float
    turn_timeout: float
    identity_keys: Path | None
    project: Path = ROOT
    staff_url: str | None = None
    public_url: str | None = None
    oidc: Oidc | None = None
    smtp: str | None = None
    mail_from: str = "Candor <candor@localhost>"
    origins: tuple[str, ...] = ()
    proxies: int = 0
    session_rate: int = 20
    address_rate: int = 60
    sample_past: bool = True
    files: Path = Path("var/files")
    file_scan: str | None = None
    regime: Regime | None = None
    bank: tuple[str, ...] = ()
    regimes_of_terms: tuple[tuple[str, Regime], ...] = ()

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Raises SettingRefused, naming the variable, when a value can not be used."""
        data = Path(env.get("CANDOR_DATA") or "var").resolve()
        bot_port = _number(env, "CANDOR_BOT_PORT", 5005)
        keys = env.get("CANDOR_IDENTITY_KEYS")
        return cls(
            data=data,
            database_url=env.get("CANDOR_DATABASE_URL") or f"sqlite:///{data / 'candor.db'}",
            host=env.get("CANDOR_HOST") or "127.0.0.1",
            port=_number(env, "CANDOR_PORT", 8000),
            actions_port=_number(env, "CANDOR_ACTIONS_PORT", 8055),
            bot_port=bot_port,
            bot_url=env.get("CANDOR_BOT_URL") or f"http://127.0.0.1:{bot_port}",
            secret=_secret(env.get("CANDOR_SECRET", "")),
            sample=env.get("CANDOR_SAMPLE", "1") == "1",
            clock=env.get("CANDOR_CLOCK") or None,
            turn_budget=_number(env, "CANDOR_TURN_BUDGET", 30),
            turn_timeout=_number(env, "CANDOR_TURN_TIMEOUT", 12),
            identity_keys=Path(keys) if keys else None,
            project=project_of(env),
            staff_url=_address(env, "CANDOR_STAFF_URL", "https://desk.bank.example"),
            public_url=_address(env, "CANDOR_PUBLIC_URL", "https://help.bank.example"),
            oidc=_oidc(env),
            smtp=_smtp(env.get("CANDOR_SMTP", "")),
            mail_from=env.get("CANDOR_MAIL_FROM") or cls.mail_from,
            origins=_origins(env.get("CANDOR_ORIGINS", "")),
            proxies=_number(env, "CANDOR_PROXIES", 0),
            session_rate=_number(env, "CANDOR_SESSION_RATE", 20),
            address_rate=_number(env, "CANDOR_ADDRESS_RATE", 60),
            sample_past=env.get("CANDOR_SAMPLE_PAST", "1") == "1",
            files=Path(env.get("CANDOR_FILES") or data / "files").resolve(),
            file_scan=env.get("CANDOR_FILE_SCAN", "").strip() or None,
            regime=_regime(env.get("CANDOR_REGIME", "")),
            regimes_of_terms=_regimes_of_terms(env.get("CANDOR_REGIME", "")),
            bank=_lines(env.get("CANDOR_BANK", "")),
        )


def project_of(env: Mapping[str, str]) -> Path:
    """The folder with config.yml, domain.yml, data/ and models/: what trainers teach and what came of it."""
    return Path(env.get("CANDOR_PROJECT") or ROOT).resolve()


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name) or default)
    except ValueError as error:
        raise SettingRefused(f"{name} must be a whole number") from error


def _lines(text: str) -> tuple[str, ...]:
    """`First Orchard Bank; 200 State Street; Albany, NY 12207`: a name, and the lines of an address."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _regime(text: str) -> Regime | None:
    """`reg-e`, or `reg-e terms.gold=uk`: what stands alone is the whole bank's."""
    alone = [_law(part) for part in text.split() if "=" not in part]
    if len(alone) > 1:
        raise SettingRefused("CANDOR_REGIME names one law for the whole bank; for others say terms=law")
    return alone[0] if alone else None


def _regimes_of_terms(text: str) -> tuple[tuple[str, Regime], ...]:
    """The laws of single card terms: `terms.gold=uk`."""
    pairs = (part.rpartition("=") for part in text.split() if "=" in part)
    return tuple((terms, _law(law)) for terms, _, law in pairs)


def _law(text: str) -> Regime:
    if text not in set(Regime):
        raise SettingRefused(f"CANDOR_REGIME must be one of {', '.join(Regime)}")
    return Regime(text)


def _origins(text: str) -> tuple[str, ...]:
    """`https://bank.example https://www.bank.example`: exact origins, no wildcard, no path."""
    origins = tuple(text.replace(",", " ").split())
    if any(not re.fullmatch(r"https?://[^/*?#@\s]+", origin) for origin in origins):
        raise SettingRefused("CANDOR_ORIGINS must be exact origins such as https://www.bank.example, without a path")
    return origins


def _smtp(text: str) -> str | None:
    """`smtps://user:password@mail.bank.example:465` or `smtp://…:587`; None for a folder of .eml files."""
    if not text:
        return None
    if not re.fullmatch(r"smtps?://(?:[^@\s/]+@)?[^@\s/]+", text):
        raise SettingRefused("CANDOR_SMTP must be smtps://user:password@host:port or smtp://host:port")
    return text


def _address(env: Mapping[str, str], name: str, such_as: str) -> str | None:
    """`https://desk.bank.example`: where browsers find us; None when nothing is set."""
    url = env.get(name, "").strip().rstrip("/")
    if url and not re.fullmatch(r"https?://[^/*?#@\s]+", url):
        raise SettingRefused(f"{name} must be an address such as {such_as}, without a path")
    return url or None


def _oidc(env: Mapping[str, str]) -> Oidc | None:
    """All four of the provider's settings, or none. It needs CANDOR_STAFF_URL: its answer comes to that address."""
    names = ("CANDOR_OIDC_ISSUER", "CANDOR_OIDC_CLIENT", "CANDOR_OIDC_SECRET", "CANDOR_OIDC_ROLES")
    told = {name: env.get(name, "").strip() for name in names}
    if not any(told.values()):
        return None
    lacking = [name for name, value in told.items() if not value]
    if lacking or not env.get("CANDOR_STAFF_URL"):
        raise SettingRefused(f"{', '.join(lacking) or 'CANDOR_STAFF_URL'} is needed to sign in by a provider")
    issuer = told["CANDOR_OIDC_ISSUER"]
    if not re.fullmatch(r"https://[^?#@\s]+|http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?:/[^?#@\s]*)?", issuer):
        raise SettingRefused("CANDOR_OIDC_ISSUER must be an https address; http only on this machine")
    claim = env.get("CANDOR_OIDC_CLAIM") or "groups"
    return Oidc(
        issuer, told["CANDOR_OIDC_CLIENT"], told["CANDOR_OIDC_SECRET"], claim, _roles(told["CANDOR_OIDC_ROLES"])
    )


def _roles(text: str) -> tuple[tuple[str, Role], ...]:
    """`desk-agents=agent desk-leads=supervisor`: a value of the claim, and the role that it stands for."""
    pairs = [pair.rpartition("=") for pair in text.replace(",", " ").split()]
    try:
        found = tuple((group, Role(role)) for group, _, role in pairs)
    except ValueError as error:
        raise SettingRefused("CANDOR_OIDC_ROLES must be pairs such as desk-agents=agent, with roles of ours") from error
    if not all(group for group, _ in found):
        raise SettingRefused("CANDOR_OIDC_ROLES must name a value of the claim before each role")
    return found


def _secret(text: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise SettingRefused("CANDOR_SECRET must be hexadecimal") from error
    if len(secret) < 32:
        raise SettingRefused("CANDOR_SECRET must hold at least 32 bytes (64 hexadecimal digits)")
    return secret
