r"""Bytes -> text, by the character set that they declare, else by the one that they look like.

    b"<meta charset=latin1>caf\xe9"  ->  "<meta charset=latin1>café"

In this order: a byte order mark; UTF-8, if the bytes are UTF-8 and not only ASCII (nothing else looks like it, and
pages that declare Latin-1 and send UTF-8 are common); what was declared outside, then inside; what charset-normalizer
detects; Windows-1252. Labels mean what browsers take them to mean: "iso-8859-1" is Windows-1252.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?encoding=["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DETECTABLE = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_15", "cp866"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
"""What browsers know; left to itself, detection prefers forgotten sets of the Macintosh."""

_SAMPLE = 1 << 16  # bytes that detection looks at: more makes it slower, and no better on articles


def decode(data: bytes, declared: str | None = None) -> str:
    """Return `data` as text; bytes that the chosen set does not know become U+FFFD. `declared` is from a header."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    known = _codec(declared) or _codec(_inside(data))
    if data.isascii():
        return data.decode(known if known and known.startswith(("iso2022", "hz")) else "ascii")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.start and error.end >= len(data) - 3:  # a last character cut in half
            return data.decode(errors="replace")
    if known == "utf-8":
        return data.decode(errors="replace")
    return data.decode(known or _detect(data), "replace")


def _inside(data: bytes) -> str | None:
    """Return the character set that a page or an XML document names in its first bytes."""
    found = _DECLARED.search(data, 0, 4096)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _codec(label: str | None) -> str | None:
    """Return Python's name for what browsers read when they see `label`, if there is such a text encoding."""
    try:
        codec = codecs.lookup((label or "").strip())
        codec.decode(b"")
    except (LookupError, ValueError, TypeError):
        return None
    if not isinstance(codec.decode(b"")[0], str):
        return None
    return _AS_BROWSERS_DO.get(codec.name, codec.name)


def _detect(data: bytes) -> str:
    """Return the character set that `data` looks like."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 15 ms that hardly any page needs

    best = from_bytes(data[:_SAMPLE], cp_isolation=_DETECTABLE).best()
    return best.encoding if best else "cp1252"
