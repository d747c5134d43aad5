"""Work spread over processes that end with their parent, and in this process when there is little of it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Run = Callable[[Callable[[T], R], Sequence[T]], Iterator[R]]

WORTH_A_PROCESS = 200
"""Fewer files than this are read sooner than a process starts."""


@contextmanager
def runner(workers: int, size: int) -> Iterator[Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]]:
    """A ``run(function, jobs)`` that yields results as they come. ``size``: how much there is to do."""
    if workers < 2 or size < WORTH_A_PROCESS:
        yield lambda function, jobs: map(function, jobs)
        return
    context = multiprocessing.get_context("spawn")  # fork would copy the open library
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    try:
        yield lambda function, jobs: _run(pool, workers, function, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _run(pool: ProcessPoolExecutor, workers: int, function: Callable[[T], R], jobs: Sequence[T]) -> Iterator[R]:
    waiting: set[Future[R]] = set()
    for job in jobs:
        with _deaf_to_interrupts():
            waiting.add(pool.submit(function, job))
        if len(waiting) >= workers * 3:  # results are taken before more is asked for
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (f.result() for f in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (f.result() for f in done)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started inside never hear Ctrl-C, not even while they load: a terminal sends it to all, and only the
    parent has anything to say. One that comes meanwhile reaches the parent afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: Any) -> None:
    parent.join()
    os._exit(1)
