"""Text of one paragraph -> where its sentences stand.

'He left. "Why?" she asked.'  ->  [(0, 8), (9, 26)]
"""

import re

_BREAK = re.compile(r"(?<=[.!?…。])[\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence, in characters."""
    breaks = [found.span(1) for found in _BREAK.finditer(text)]
    return list(zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True))
