"""What the keeper of an archive may choose about its pages and its endpoint: a file of TOML -> Config.

    title = "The Kerrow Gazette"
    accent = "#1d4f91"
    cors = ["https://kerrow.example"]
    limit = "120 per minute"

    [[keys]]                              # `python -m web.keys newsroom write` makes one
    name = "newsroom"
    hash = "sha256:9f86d0..."
    scopes = ["write"]

Every choice has a default that is right for one person on their own machine.
"""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

Scope = Literal["read", "write"]


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One key: what it is called, the hash that it is known by, and what it allows."""

    name: str
    hash: str
    scopes: tuple[Scope, ...] = ("read",)


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The choices; `create_app` and `serve` take one.

    `accent` is any CSS colour: its hue is kept, and its lightness is set so that text in it can be read on light and on
    dark. `logo` is an image file (SVG, PNG, WebP or JPEG) that stands beside the title. `cors` names the sites whose
    pages may ask the endpoint ("*": all). `limit` is how much one key or address may ask of all processes of `serve`
    together, as the library `limits` writes it; who asks from this machine is not limited, unless `limit_loopback`.
    With `private`, all of it needs a key with the scope "read". `metrics` opens /metrics, `log` writes a line a
    request, `log_queries` what was asked.
    """

    title: str = "Nutgraf"
    tagline: str = "Search the archive. Find the paragraph."
    accent: str = "#8c2f1f"
    logo: str | None = None
    cors: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    private: bool = False
    limit: str | None = None
    limit_loopback: bool = False
    metrics: bool = False
    log: bool = False
    log_queries: bool = False


def load_config(path: str | Path) -> Config:
    """Return the choices in a file of TOML; ValueError says what in it cannot be used."""
    try:
        return msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), Config)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from None
