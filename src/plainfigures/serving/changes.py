"""The page of what has changed since the last commit: worked out anew after each attempt."""

import threading
from collections.abc import Callable
from pathlib import Path

from plainfigures.serving import panel
from plainfigures.serving.making import do_apart
from plainfigures.serving.state import Board
from plainfigures.serving.tasks import compare

__all__ = ["Changes"]


class Changes:
    """Gives the page at once, as it was last worked out, and works out the next meanwhile.

    The board tells when there is a new one, so that who looks at the page sees it.
    """

    def __init__(self, root: Path, board: Board, limit: float, stopped: Callable[[], bool]) -> None:
        self._root = root
        self._board = board
        self._limit = limit
        self._stopped = stopped
        self._working = threading.Lock()
        self._text = ""

    def page(self) -> str:
        """Return the page as far as it is known; one that waits where nothing is."""
        state = self._board.state
        outdated = state.compared != state.attempt
        if outdated and not state.making and self._working.acquire(blocking=False):
            worker = threading.Thread(target=self._work, args=(state.attempt,), daemon=True)
            worker.start()
        return self._text or panel.comparing()

    def _work(self, attempt: int) -> None:
        try:
            answer = do_apart(
                self._root, compare, self._root, limit=self._limit, give_up=self._stopped
            )
            if answer.given_up:
                return
            fault = answer.fault
            self._text = panel.changes_failed(fault) if fault else str(answer.value)
        finally:
            self._working.release()
        self._board.put(compared=attempt)
