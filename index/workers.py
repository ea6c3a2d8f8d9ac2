"""Worker processes: a function of the package, run side by side, its results in the order of the tasks.

    with Workers("index.build", "inverted", most=8) as workers:
        for result in workers.map(tasks): ...

Each worker is a Python of its own (`serve`) that reads pickled tasks from a pipe and writes pickled
results to another. That works the same from a program with threads, where a fork may hang, and from a script without a
``__main__`` guard, where `multiprocessing` would run the script again.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

_AHEAD = 4
"""Tasks given to each worker before their results are fetched: one in work, and enough for while a commit is made."""


class Workers:
    """As many processes as there are processors; they end with the ``with`` block.

    At `most` this many tasks are in work at once: task n is asked for when result n - `most` has been taken.
    """

    def __init__(self, module: str, function: str, *, most: int) -> None:
        # -P: a folder that the program is called from may have an `index` of its own
        self._command = [sys.executable, "-P", "-c", "from index.workers import serve; serve()", module, function]
        self._count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._ahead = min(_AHEAD * self._count, most)
        self._own = threading.local()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._threads = ThreadPoolExecutor(self._count, "nutgraf-worker", self._start)

    def _start(self) -> None:
        """Start the process that belongs to this thread."""
        here = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))
        # Without threads for linear algebra, which nothing here needs, numpy and all imports take a third less.
        environment = {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
        self._own.process = subprocess.Popen(  # noqa: S603  # this very Python
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._processes.append(self._own.process)

    def map(self, tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Yield the function's result for each task, in order; tasks are taken as they are needed."""
        waiting: deque[Future[Any]] = deque()
        for task in tasks:
            waiting.append(self._threads.submit(self._ask, pickle.dumps(task, 5)))  # now, not while a worker waits
            if len(waiting) >= self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _ask(self, task: bytes) -> Any:
        """Give a pickled task to this thread's process and return the result."""
        process = self._own.process
        try:
            process.stdin.write(task)
            process.stdin.flush()
            return pickle.load(process.stdout)  # noqa: S301  # from our own process
        except (EOFError, BrokenPipeError) as error:
            raise RuntimeError(f"a worker process ended early (status {process.wait()})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for process in self._processes:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            with process:
                pass


def serve() -> NoReturn:
    """Answer tasks until there are no more, and end the process."""
    tasks, results = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked, and it closes the pipe
    sys.stdout = sys.stderr  # the pipe is for results
    work = getattr(import_module(sys.argv[1]), sys.argv[2])
    while True:
        try:
            task = pickle.load(tasks)  # noqa: S301  # from the process that started this one
        except EOFError:
            os._exit(0)  # at once: Python would free all words that were met one by one first, for 0.15 seconds
        pickle.dump(work(*task), results, 5)
        results.flush()
