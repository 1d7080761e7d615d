"""The local engine: results in order whatever the processes, bounded work ahead, and lost processes cost time only."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal

import pytest

from kg.engine import LocalEngine, LostProcessError

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="one process here")


def square(number):
    return number * number


def die_once(folder, number):
    """Kill the process that works on 7, the first time."""
    mark = folder / "died"
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_order(processes):
    with LocalEngine(processes) as engine:
        assert list(engine.map(square, range(50))) == [n * n for n in range(50)]
        assert list(engine.map(square, [])) == []
        assert list(engine.map(square, range(5))) == [0, 1, 4, 9, 16]


@pytest.mark.parametrize("processes", [1, 2])
def test_no_more_is_taken_than_is_worked_on(processes):
    taken = []
    tasks = (taken.append(number) or number for number in range(1000))
    with LocalEngine(processes) as engine:
        for done, _ in enumerate(engine.map(square, tasks), 1):
            assert len(taken) <= done + 3 * processes
    assert len(taken) == 1000


def test_a_lost_process_costs_time_only(tmp_path):
    with LocalEngine(2) as engine:
        assert list(engine.map(functools.partial(die_once, tmp_path), range(40))) == list(range(40))
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_every_process_is_given_up():
    with LocalEngine(2) as engine, pytest.raises(LostProcessError):
        list(engine.map(die, range(40)))
