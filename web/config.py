"""What the keeper of an archive may choose about its pages and its endpoint.

    Config(title="The Kerrow Gazette", accent="#1d4f91")   ->   create_app(location, config)

Every choice has a default that is right for one person on their own machine.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The choices; `create_app` and `serve` take one.

    `accent` is any CSS colour: its hue is kept, and its lightness is set so that text in it can be read on light and on
    dark. `logo` is an image file (SVG, PNG, WebP or JPEG) that stands beside the title. `cors` names the
    sites whose pages may ask the endpoint (``"*"``: all).
    """

    title: str = "Nutgraf"
    tagline: str = "Search the archive. Find the paragraph."
    accent: str = "#8c2f1f"
    logo: Path | None = None
    cors: tuple[str, ...] = ()
