"""Kills `nutgraf add` and `nutgraf remove` at random moments, and counts the acknowledged changes that are lost.

    python bench/kills.py --kills 1000

A child process runs one command after the other on one archive, and after each that ended well it writes into a ledger
what the archive must now hold. It is killed (SIGKILL) some milliseconds later, wherever it is: in a commit, in a merge,
in the taking away of old files. Then the archive must open, pass `check`, and hold what the ledger says, or what that
and the one command that was cut off make of it; and the next child goes on with it.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from index import open_archive
from nutgraf import main as nutgraf

State = dict[str, str]

LONGEST = 0.3
"""Seconds a child lives at most: enough for some commands."""


def command(rng: random.Random, state: State, number: int) -> tuple[list[str], State]:
    """Return a command to run, with a record of articles for `add`, and the state that it leads to."""
    if state and rng.random() < 0.25:
        gone = rng.sample(sorted(state), min(len(state), rng.randrange(1, 4)))
        return ["remove", *gone], {name: text for name, text in state.items() if name not in gone}
    new = {f"a{rng.randrange(60)}": f"storm {number} {rng.randrange(10**6)}" for _ in range(rng.randrange(1, 6))}
    records = (
        {"id": name, "title": text, "body": f"It was {text}.\n\nPrinted in Lund.", "source": "Gazette"}
        for name, text in new.items()
    )
    return ["add", *map(json.dumps, records)], state | new


def child(place: Path, ledger: Path, seed: int, state: State) -> None:
    """Run commands for ever; before each, write what it leads to, and after it that it is done."""
    rng = random.Random(seed)
    records = place.with_suffix(".jsonl")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
    with ledger.open("w") as file:
        for number in range(sys.maxsize):
            (name, *arguments), after = command(rng, state, number)
            if name == "add":
                records.write_text("\n".join(arguments))
                arguments = [str(records)]
            file.write(json.dumps(["begun", after]) + "\n")
            file.flush()
            nutgraf(["--index", str(place), name, *arguments], standalone_mode=False)
            file.write(json.dumps(["done", after]) + "\n")
            file.flush()
            state = after


def killed(place: Path, ledger: Path, rng: random.Random, state: State) -> list[list]:
    """Start a child, kill it, and return the whole lines of its ledger."""
    ledger.write_text("")
    process = os.fork()
    if not process:
        try:
            child(place, ledger, rng.randrange(1 << 30), state)
        finally:
            os._exit(1)
    time.sleep(rng.uniform(0, LONGEST))
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("the child ended by itself: a command failed")
    return [json.loads(line) for line in ledger.read_text().splitlines(keepends=True) if line.endswith("\n")]


def holds(place: Path) -> State:
    """Return what the archive holds, after a check of every byte."""
    archive = open_archive(place, create=False)
    problems = archive.check()
    if problems:
        sys.exit("\n".join(problems))
    found = {name: archive.get(name) for name in (f"a{number}" for number in range(60))}
    return {name: article.title for name, article in found.items() if article}


def main() -> None:
    """Kill as often as told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    acknowledged = cut = 0
    with tempfile.TemporaryDirectory() as folder:
        place, ledger = Path(folder) / "archive", Path(folder) / "ledger"
        open_archive(place)
        state: State = {}
        for number in range(options.kills):
            lines = killed(place, ledger, rng, state)
            acknowledged += sum(kind == "done" for kind, _ in lines)
            state = next((after for kind, after in reversed(lines) if kind == "done"), state)
            open_end = lines[-1][1] if lines and lines[-1][0] == "begun" else state
            found = holds(place)
            if found not in (state, open_end):
                sys.exit(f"kill {number}: expected {state} or {open_end}, found {found}")
            cut += found != state
            state = found
    print(
        f"{options.kills} kills, {acknowledged} changes acknowledged, 0 lost; {cut} more were in when they were cut off"
    )


if __name__ == "__main__":
    main()
