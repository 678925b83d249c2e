"""What the bot process reads from its environment, once, at start (docs/reference/settings.md)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"


class BotRefused(Exception):
    """The bot does not start like this. The message is for whoever started it and names what to change."""


@dataclass(frozen=True)
class BotSettings:
    """`key` is what the app shows as bearer; times are seconds."""

    port: int
    key: str
    actions_url: str
    model: Path | None
    lean: bool
    action_deadline: float
    turn_deadline: float

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> BotSettings:
        """Raises BotRefused, naming the variable, when a value can not be used."""
        actions_port = _number(env, "CANDOR_ACTIONS_PORT", 8055)
        model = env.get("CANDOR_MODEL")
        return cls(
            port=int(_number(env, "CANDOR_BOT_PORT", 5005)),
            key=channel_key(_secret(env.get("CANDOR_SECRET", ""))),
            actions_url=env.get("CANDOR_ACTIONS_URL") or f"http://{LOOPBACK}:{actions_port:.0f}/webhook",
            model=Path(model) if model else None,
            lean=env.get("CANDOR_BOT_LEAN", "1") == "1",
            action_deadline=_number(env, "CANDOR_ACTION_DEADLINE", 9),
            turn_deadline=_number(env, "CANDOR_BOT_DEADLINE", 10),
        )


def channel_key(secret: bytes) -> str:
    """The bearer key of the bot's channel: HMAC-SHA256 of "bot-channel" under the secret, in hexadecimal."""
    return hmac.new(secret, b"bot-channel", hashlib.sha256).hexdigest()


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        return float(env.get(name) or default)
    except ValueError as error:
        raise BotRefused(f"{name} must be a number") from error


def _secret(text: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise BotRefused("CANDOR_SECRET must be hexadecimal") from error
    if len(secret) < 32:
        raise BotRefused("CANDOR_SECRET must hold at least 32 bytes (64 hexadecimal digits)")
    return secret
