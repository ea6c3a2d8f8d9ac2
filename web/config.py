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

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

Scope = Literal["read", "write"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl|oklch|oklab|lab|lch)\([0-9a-zA-Z.,%/ +-]*\)")
_SITE = re.compile(r"https?://[^/\s]+")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


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
    request, `log_queries` what was asked. `proxies` is how many servers stand before this one and say for whom they ask
    (X-Forwarded-For, -Proto and -Host).
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
    proxies: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a choice that could not be kept to."""
        for wrong in _wrong(self):
            raise ValueError(wrong)


def _wrong(config: Config) -> Iterator[str]:
    """Yield what is wrong with some choices."""
    if not _COLOUR.fullmatch(config.accent):
        yield f"The accent must be a CSS colour such as #8c2f1f, and not {config.accent!r}."
    if config.logo is not None and not Path(config.logo).is_file():
        yield f"There is no logo at {config.logo}."
    for site in config.cors:
        if site != "*" and not _SITE.fullmatch(site):
            yield f"A site of `cors` is written as https://kerrow.example, without a path, and not {site!r}."
    for key in config.keys:
        if not _HASH.fullmatch(key.hash):
            yield f"The hash of the key {key.name!r} is not one that `python -m web.keys` makes."
    if config.private and not any("read" in key.scopes for key in config.keys):
        yield "A private archive needs a key with the scope 'read', or nobody could read it."
    if config.limit is not None and (unreadable := _unreadable(config.limit)):
        yield unreadable


def _unreadable(limit: str) -> str | None:
    """Return what is wrong with how a limit is written."""
    from limits import parse_many  # noqa: PLC0415  # 20 ms that only a limit need wait for

    try:
        parse_many(limit)
    except ValueError:
        return f"A limit is written as '120 per minute', and not {limit!r}."
    return None


def load_config(path: str | Path) -> Config:
    """Return the choices in a file of TOML; ValueError says what in it cannot be used."""
    try:
        return msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), Config)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from None
