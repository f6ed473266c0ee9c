"""Work away from the GUI thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.changes import Changes
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


class Acts:
    """Acts of a person as the services keep them: what holds, newest last, and what was taken back."""

    def __init__(self):
        self.holding, self.gone = [], []

    def stamp(self, changes):
        if changes.undo is None and not changes.summary.startswith(("undid", "did", "back")):
            self.holding.append(changes.summary)
            return replace(changes, entry=len(self.holding))
        return changes

    def take_back(self, entry):
        if not self.holding:
            raise RuleBroken("undo.nothing")
        self.gone.append(self.holding.pop() if entry is None else self.holding.pop(entry - 1))
        return Changes(summary=f"undid {self.gone[-1]}")

    def redo(self, entry):
        self.holding.append(self.gone.pop())
        return Changes(summary=f"did {self.holding[-1]}")

    def run(self, inverse):
        return inverse()


@pytest.fixture
def acts():
    return Acts()


@pytest.fixture
def stack(operations, acts):
    made = UndoStack(operations, acts)
    made.was_told, made.was_refused = [], []
    made.told.connect(lambda text, offer: made.was_told.append((text, offer)))
    made.refused.connect(lambda error: made.was_refused.append(error.id))
    yield made
    made.close()


def test_undo_takes_the_newest_act_back_one_at_a_time(operations, acts, stack):
    for name in ("first", "second"):
        operations.change(QObject(), lambda n=name: Changes(summary=n))
    operations.wait()
    stack.undo()
    stack.undo()
    operations.wait()
    assert acts.holding == ["first"]
    stack.redo()
    operations.wait()
    assert acts.holding == ["first", "second"]
    assert stack.was_told == [
        ("first", "undo"),
        ("second", "undo"),
        ("undid second", "redo"),
        ("did second", "undo"),
    ]


def test_a_refused_undo_is_said(operations, stack):
    stack.undo()
    operations.wait()
    assert stack.was_refused == ["undo.nothing"]


def test_a_cleared_form_comes_back_before_the_acts(operations, acts, stack):
    operations.change(QObject(), lambda: Changes(summary="saved"))
    operations.change(QObject(), lambda: Changes(summary="cleared", undo=lambda: Changes(summary="back")))
    operations.wait()
    stack.undo()
    operations.wait()
    assert stack.was_told[-1] == ("back", "")
    stack.undo()
    operations.wait()
    assert stack.was_told[-1] == ("undid saved", "redo")
    assert acts.holding == []
