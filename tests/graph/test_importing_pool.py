"""Workers: they never hear Ctrl-C, the parent does."""

from __future__ import annotations

import signal

import pytest

from graph.importing.pool import WORTH_A_PROCESS, runner


def hears(job: int) -> bool:
    """Whether Ctrl-C would reach the process that does a job."""
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signal masks")
def test_only_the_parent_hears_an_interrupt() -> None:
    with runner(2, WORTH_A_PROCESS) as run:
        assert list(run(hears, [1, 2])) == [False, False]
        assert hears(0)
