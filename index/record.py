"""What an archive keeps about each of its segments outside the segment's own file, which never changes.

    SegmentRecord("k3v9...", articles=1000, seal=(812345, 2868231130), dictionary="", removed=b"")

Removing an article sets its bit in `removed`; the commit that writes the record is what makes it so.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from zlib import compress, decompress

import numpy as np
import numpy.typing as npt

from index.bundle import Seal


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One segment of one generation.

    `dictionary` names the file of the zstd dictionary that its stored articles need, "" for none; `removed` has a bit
    an article, or is empty where none is removed.
    """

    name: str
    articles: int
    seal: Seal
    dictionary: str = ""
    removed: bytes = b""

    @property
    def file(self) -> str:
        """The name of the file that holds the arrays."""
        return f"MAIN_{self.name}.nut"

    @property
    def live(self) -> npt.NDArray[np.bool_] | None:
        """Which articles are not removed; None where all are there."""
        if not self.removed:
            return None
        bits = np.unpackbits(np.frombuffer(self.removed, np.uint8), count=self.articles)
        return ~bits.astype(np.bool_)

    @property
    def removed_documents(self) -> list[int]:
        """The removed articles."""
        live = self.live
        return [] if live is None else np.flatnonzero(~live).tolist()

    @property
    def removed_count(self) -> int:
        """How many articles are removed."""
        return len(self.removed_documents)

    def without(self, documents: Iterable[int]) -> "SegmentRecord":
        """Return this record with some articles removed."""
        return self._with(documents, live=False)

    def restored(self, documents: Iterable[int]) -> "SegmentRecord":
        """Return this record with some articles no longer removed."""
        return self._with(documents, live=True)

    def _with(self, documents: Iterable[int], *, live: bool) -> "SegmentRecord":
        changed = np.fromiter(documents, np.int64)
        if not len(changed):
            return self
        now = self.live if self.removed else np.ones(self.articles, np.bool_)
        assert now is not None  # noqa: S101  # for the type checker: `live` is None only where nothing is removed
        now[changed] = live
        return replace(self, removed=b"" if now.all() else np.packbits(~now).tobytes())

    def to_dict(self) -> dict[str, Any]:
        """Return this record as JSON can hold it."""
        removed = base64.b64encode(compress(self.removed)).decode() if self.removed else ""
        return {
            "name": self.name,
            "articles": self.articles,
            "seal": list(self.seal),
            "dictionary": self.dictionary,
            "removed": removed,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "SegmentRecord":
        """Return the record that `to_dict` made `values` from."""
        removed = decompress(base64.b64decode(values["removed"])) if values["removed"] else b""
        return cls(values["name"], values["articles"], Seal(*values["seal"]), values["dictionary"], removed)
