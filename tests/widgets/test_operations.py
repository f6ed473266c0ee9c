"""Work away from the GUI thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.undo import UndoStack


@dataclass(frozen=True)
class Done:
    summary: str = ""
    undo: object | None = None


@pytest.fixture
def operations(qapp):
    made = Operations()
    yield made
    made.wait()


def test_the_answer_arrives_on_the_gui_thread(operations):
    asker, seen = QObject(), []
    operations.read(asker, threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())))
    operations.wait()
    (worked_in, answered_in) = seen[0]
    assert worked_in != threading.main_thread().ident
    assert answered_in == threading.main_thread().ident


def test_an_asker_who_is_gone_hears_nothing(operations):
    asker, seen, gate = QObject(), [], threading.Event()
    operations.read(asker, lambda: gate.wait(5), seen.append)
    delete(asker)
    gate.set()
    operations.wait()
    assert seen == []


def test_a_newer_read_overtakes_an_older_one_of_the_same_key(operations):
    asker, seen, gate = QObject(), [], threading.Event()

    def slow():
        gate.wait(5)
        return "old"

    operations.read(asker, slow, seen.append, key="search")
    operations.read(asker, lambda: gate.set() or "new", seen.append, key="search")
    operations.read(asker, lambda: "other", seen.append, key="other")
    operations.wait()
    assert sorted(seen) == ["new", "other"]


def test_writes_run_one_after_the_other_in_order(operations):
    asker, ran = QObject(), []
    for number in range(20):
        operations.change(asker, lambda n=number: ran.append(n) or Done())
    operations.wait()
    assert ran == list(range(20))


def test_a_refusal_goes_to_the_asker_and_anything_else_is_broken(operations):
    asker, refused, broken = QObject(), [], []
    operations.broken.connect(broken.append)

    def refuse():
        raise RuleBroken("stay.left_before_arrived")

    def fail():
        raise ZeroDivisionError

    operations.change(asker, refuse, refused=refused.append)
    operations.change(asker, fail, refused=refused.append)
    operations.wait()
    assert [one.id for one in refused] == ["stay.left_before_arrived"]
    assert [type(one) for one in broken] == [ZeroDivisionError]


def test_a_change_is_broadcast_after_its_asker_heard(operations):
    asker, order = QObject(), []
    operations.changed.connect(lambda changes, who: order.append(("all", changes.summary, who is asker)))
    operations.change(asker, lambda: Done("moved"), lambda _c: order.append(("asker",)))
    operations.wait()
    assert order == [("asker",), ("all", "moved", True)]


def test_undo_runs_the_inverse_of_the_newest_change_only_once(operations):
    stack, asker, ran, told = UndoStack(operations), QObject(), [], []
    stack.told.connect(lambda text, undoable: told.append((text, undoable)))
    for name in ("first", "second"):
        operations.change(asker, lambda n=name: Done(n, lambda: ran.append(n) or Done(f"undid {n}")))
    operations.wait()
    assert stack.newest() == "second"
    stack.undo()
    stack.undo()
    operations.wait()
    assert ran == ["second"]
    assert stack.newest() == "first"
    assert told == [("first", True), ("second", True), ("undid second", False)]


def test_a_refused_undo_is_kept_and_said(operations):
    stack, refused = UndoStack(operations), []
    stack.refused.connect(refused.append)

    def refuse():
        raise RuleBroken("bed.taken")

    operations.change(QObject(), lambda: Done("moved", refuse))
    operations.wait()
    stack.undo()
    operations.wait()
    assert [one.id for one in refused] == ["bed.taken"]
    assert stack.can_undo()
