"""Gives every article an id that stays the same: the one given, else made from its URL, else from its words.

    "https://www.example.com/story?utm_source=x#top"  ->  "k7pq2mzc4h3tavdw"

Ids that were given stay as they are. Those made here are sixteen letters and digits, safe in a URL.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

ID_BYTES = 10
"""80 bits: among a million articles, two share an id with a chance of one in 10**12."""

_USUAL_PORTS = (None, 80, 443)
_PATH = re.compile(r"/|.*\.|.*/.*/")
"""What could be an address, without its scheme or host: "/story", "example.com/story"."""
_TRACKING = ("utm_", "fbclid", "gclid", "ocid", "cmpid", "mc_cid", "mc_eid")


def stable_id(given: object, url: str | None, title: str, paragraphs: Iterable[str]) -> str:
    """Return the id of an article: the same for the same article, on any day and any machine."""
    if given is not None and str(given).strip():
        return str(given).strip()
    if url and (key := url_key(url)):
        return digest(key)
    return digest("\n".join([title, *paragraphs]))


def url_key(url: str) -> str:
    """Return what two addresses of one article have in common: no scheme, `www.`, fragment or tracking parameters.

    A fragment such as ``#!/story/7`` stays, which names a page of a site that is one page. Nothing is returned for what
    is no address, such as "N/A".
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in _USUAL_PORTS else ""
    except ValueError:
        return url
    if not host and not _PATH.match(parts.path):
        return ""
    every = parse_qsl(parts.query, keep_blank_values=True)
    query = [(name, value) for name, value in every if not name.lower().startswith(_TRACKING)]
    page = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{parts.path.rstrip('/')}?{urlencode(query)}{page}"


def digest(text: str) -> str:
    """Return a short hash of a text, in small letters and digits."""
    hashed = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES)
    return base64.b32encode(hashed.digest()).decode("ascii").lower()
