"""What the search finds: people through the service, pages and commands by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_sound import sound_key
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.views.acts import act_text, may_act
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Screen
from panpun_desktop.widgets.keyboard import as_thai_layout

if TYPE_CHECKING:
    from panpun_desktop.services.people import PersonHit

LIMIT = 10
_NEARLY_FROM, _NEARLY = 4, 80
STAY_ACTS = ("move_bed", "change_service", "absence", "extend", "end_stay")
ICONS = {
    "move_bed": "arrows-exchange",
    "change_service": "refresh",
    "absence": "moon",
    "extend": "calendar-event",
    "end_stay": "door-exit",
}


@dataclass(frozen=True)
class Command:
    """Something the window can do; ``right`` empty means everyone may."""

    icon: str
    title: str
    run: Callable[[], object]
    right: str = ""
    key: str = ""
    is_quiet: bool = False
    """Offered only for what was typed, not in the list of all."""


@dataclass(frozen=True)
class Found:
    """One line of the list and what opening it does."""

    icon: str
    title: str
    detail: str
    kind: str
    open: Callable[[], object]
    hit: PersonHit | None = None
    is_command: bool = False

    @property
    def person_id(self) -> int | None:
        """The person of the line, or nothing."""
        return self.hit.id if self.hit is not None else None

    @property
    def is_similar(self) -> bool:
        """Say whether it was found only because it is spelled like what was typed."""
        return self.hit is not None and self.hit.matched == "similar"


def people(context: Context, text: str) -> tuple[PersonHit, ...]:
    """The people a text may mean, for who may look for them; runs in a worker."""
    if not context.may("person.search"):
        return ()
    from panpun_desktop.services.people import search

    return search(context.work, context.actor, text, LIMIT)


def as_found(context: Context, hit: PersonHit) -> Found:
    """A person as a line of the list."""
    return Found(
        "user",
        hit.name,
        " · ".join(one for one in _facts(context, hit) if one),
        _("Service user"),
        lambda: context.navigate("residents", person_id=hit.id, page=True),
        hit,
    )


def _facts(context: Context, hit: PersonHit) -> list[str]:
    age = _("{age} years").format(age=hit.age) if hit.age is not None else ""
    similar = _("near: {why}").format(why=hit.why) if hit.matched == "similar" else hit.why
    if hit.present:
        labels = context.centre.short_codes.get("service_type", {})
        service = labels.get(hit.service_type or "", "")
        return [hit.nickname, age, hit.regno, hit.bed, service, similar]
    left = format_date(hit.last_stay_on, "short") if hit.last_stay_on else ""
    last = _("Last stay {day}").format(day=left) if left else ""
    return [hit.nickname, age, hit.regno, last, similar]


def fixed(context: Context, screens: Iterable[Screen], offered: Iterable[Command], text: str) -> list[Found]:
    """The pages and commands whose words are meant, which need no worker; all the loud ones for no text.

    What nearly matches comes only where nothing else does.
    """
    found = [
        Found(one.icon, one.title, one.shortcut, _("Page"), _opener(context, one.key), is_command=True)
        for one in screens
    ]
    allowed = [one for one in offered if not one.right or context.may(one.right)]
    loud = [one for one in allowed if text.strip() or not one.is_quiet]
    found += [Found(one.icon, one.title, one.key, _("Command"), one.run, is_command=True) for one in loud]
    if not text.strip():
        return found
    wanted = [search_key(text).split(), search_key(as_thai_layout(text)).split()]
    return [one for one in found if _matches(one.title, wanted)] or _nearly(found, sound_key(text))


def whole_register(context: Context, text: str) -> Found:
    """The last line: everyone in the register who matches, as a list."""
    title = _("Everyone in the register like “{text}”").format(text=text.strip())
    return Found(
        "users",
        title,
        "",
        _("Command"),
        lambda: context.navigate("residents", search=text.strip()),
        is_command=True,
    )


def person_commands(context: Context, hit: PersonHit) -> list[Found]:
    """What may be done for a person found; nothing for a nameless record."""
    if hit.is_anonymised:
        return []
    found = [_on_person(context, hit, act, act_text(act), ICONS[act]) for act in _acts_now(context, hit)]
    if not hit.present and context.may("stay.admit"):
        admit = _named(hit, _("Admit to stay"), "door-enter")
        found.insert(0, admit(lambda: context.navigate("admission", person_id=hit.id)))
    if context.may("document.issue"):
        issue = _named(hit, _("Issue a paper"), "file-text")
        found.append(issue(lambda: context.navigate("documents", person_id=hit.id)))
    if context.may("person.edit"):
        found.append(_on_person(context, hit, "edit", _("Edit the facts"), "edit"))
    return found


def _acts_now(context: Context, hit: PersonHit) -> Sequence[str]:
    return [act for act in STAY_ACTS if may_act(context, act)] if hit.present else []


def _on_person(context: Context, hit: PersonHit, act: str, words: str, icon: str) -> Found:
    return _named(hit, words, icon)(lambda: context.navigate("residents", person_id=hit.id, act=act))


def _named(hit: PersonHit, words: str, icon: str) -> Callable[[Callable[[], object]], Found]:
    return lambda run: Found(icon, f"{words} {hit.name}", "", _("Command"), run, is_command=True)


def _matches(title: str, wanted: Iterable[Sequence[str]]) -> bool:
    """The words stand in the title, as typed or as typed in the other keyboard layout."""
    key = _key(title)
    return any(words and all(word in key for word in words) for words in wanted)


def _nearly(found: Iterable[Found], typed: str) -> list[Found]:
    """Those in whose title one letter in five may be wrong."""
    if len(typed) < _NEARLY_FROM:
        return []
    from rapidfuzz.fuzz import partial_ratio  # late: the page of today comes without it

    return [
        one
        for one in found
        if len(typed) <= len(sound := _sound(one.title)) + 1 and partial_ratio(typed, sound) >= _NEARLY
    ]


_key, _sound = cache(search_key), cache(sound_key)
"""Of titles, which are few and nobody's secret."""


def _opener(context: Context, key: str) -> Callable[[], None]:
    return lambda: context.navigate(key)
