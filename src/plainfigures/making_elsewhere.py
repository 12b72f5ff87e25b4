"""Files that are kept by content, and made elsewhere where there are other processes to work in.

What is made is put into the store as soon as it comes, and let go: however many charts a site has, no
more than the latest wait in memory.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial

from plainfigures.errors import ChartProblem
from plainfigures.read import Store

__all__ = ["MadeElsewhere"]

_AT_HAND = 64
"""So many files stay in memory, since a page asks for a drawing twice and the next page again."""

Task = tuple[Callable[..., bytes], tuple[object, ...]]


class MadeElsewhere:
    """Files in a store, each under a name that tells all it hangs on; what is not there is made.

    `together` says how many are made in one go elsewhere, so that asking costs little beside making.
    """

    def __init__(self, store: Store, executor: Executor | None, together: int) -> None:
        self._store = store
        self._executor = executor
        self._together = together
        self._tasks: dict[str, Task] = {}
        self._waiting: list[str] = []
        self._coming: dict[str, tuple[Future[list[bytes | ChartProblem]], int]] = {}
        self._at_hand: OrderedDict[str, bytes] = OrderedDict()

    def ask(self, file: str, make: Callable[..., bytes], *given: object) -> None:
        """Have a file made by `make`, an importable function, of what it is `given`."""
        if file in self._tasks:
            return
        self._tasks[file] = (make, given)
        if self._executor and not (self._store.folder / file).is_file():
            self._waiting.append(file)
            if len(self._waiting) >= self._together:
                self.send()

    def send(self) -> None:
        """Have all made elsewhere that waits to be enough for one go."""
        files, self._waiting = self._waiting, []
        if self._executor and files:
            coming = self._executor.submit(make_all, [self._tasks[file] for file in files])
            self._coming |= {file: (coming, place) for place, file in enumerate(files)}
            coming.add_done_callback(partial(self._keep, files))

    def content(self, file: str) -> bytes:
        """Return a file that was asked for, once it is made.

        Raises the ChartProblem for which it cannot be made.
        """
        made = self._at_hand.get(file) or self._arrived(file) or self._store.load_bytes(file)
        if made is None:
            make, given = self._tasks[file]
            made = make(*given)
            self._store.save_bytes(file, made)
        self._at_hand[file] = made
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return made

    def require(self, file: str) -> None:
        """Wait for a file without reading it; raises the ChartProblem for which it cannot be made."""
        kept = file not in self._coming and (self._store.folder / file).is_file()
        if not kept and not self._arrived(file):
            self.content(file)

    def _arrived(self, file: str) -> bytes | None:
        """Return what comes from elsewhere; None where it is not on its way, or has been kept."""
        if file in self._waiting:
            self.send()
        coming = self._coming.get(file)
        if coming is None:
            return None
        made = coming[0].result()[coming[1]]
        if isinstance(made, ChartProblem):
            raise made
        return made

    def _keep(self, files: Sequence[str], done: "Future[list[bytes | ChartProblem]]") -> None:
        """Keep what has come; where that cannot be, it stays at hand, and is made anew next time."""
        if done.cancelled() or done.exception():
            return
        with suppress(OSError):
            for file, made in zip(files, done.result(), strict=True):
                if isinstance(made, bytes):
                    self._store.save_bytes(file, made)
                    self._coming.pop(file, None)


def make_all(tasks: Sequence[Task]) -> list[bytes | ChartProblem]:
    """Make several files one after the other; where one cannot be made, say why in its place."""
    made: list[bytes | ChartProblem] = []
    for make, given in tasks:
        try:
            made.append(make(*given))
        except ChartProblem as problem:
            made.append(problem)
    return made
