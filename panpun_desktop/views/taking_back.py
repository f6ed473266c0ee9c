"""What Ctrl+Z, Ctrl+Shift+Z and the quiet bar ask of the services for one person at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes


class TakingBack:
    """The acts of a person, taken back and done again; used on the worker that writes."""

    def __init__(self, work: Any, actor: Actor) -> None:
        self._work, self._actor = work, actor

    def stamp(self, changes: Any) -> Any:
        """What an act touched, with the entry by which it can be taken back."""
        from panpun_desktop.services.changes import Changes
        from panpun_desktop.services.undoing import with_entry

        return with_entry(self._work, changes) if isinstance(changes, Changes) else changes

    def take_back(self, entry: int | None) -> Changes:
        """Take an act back; None: the newest of this person (RuleBroken ``undo.nothing``)."""
        from panpun_desktop.services.undoing import TakeBack, newest_of, take_back

        found = entry or newest_of(self._work, self._actor)
        if found is None:
            raise RuleBroken("undo.nothing")
        return take_back(self._work, self._actor, TakeBack(found))

    def redo(self, entry: int | None) -> Changes:
        """Do an act again; None: the one taken back last (RuleBroken ``undo.nothing_to_redo``)."""
        from panpun_desktop.services.undoing import TakeBack, newest_taken_back, redo

        found = entry or newest_taken_back(self._work, self._actor)
        if found is None:
            raise RuleBroken("undo.nothing_to_redo")
        return redo(self._work, self._actor, TakeBack(found))

    def run(self, inverse: Any) -> Changes:
        """Run the inverse of what the audit does not know: a form brought back."""
        done: Changes = inverse.act(self._work, self._actor, inverse.request)
        return done
