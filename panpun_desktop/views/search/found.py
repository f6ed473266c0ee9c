"""What the search finds: people through the service, pages and commands by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Screen
from panpun_desktop.widgets.keyboard import as_thai_layout

if TYPE_CHECKING:
    from panpun_desktop.services.people import PersonHit

LIMIT = 10


@dataclass(frozen=True)
class Found:
    """One line of the list and what opening it does."""

    icon: str
    title: str
    detail: str
    kind: str
    open: Callable[[], object]
    person_id: int | None = None
    is_similar: bool = False


def people(context: Context, text: str) -> tuple[PersonHit, ...]:
    """The people a text may mean; runs in a worker."""
    from panpun_desktop.services.people import search

    return search(context.work, context.actor, text, LIMIT)


def as_found(context: Context, hit: PersonHit) -> Found:
    """A person as a line of the list."""
    return Found(
        "user",
        hit.name,
        " · ".join(one for one in _facts(context, hit) if one),
        _("Service user"),
        lambda: context.navigate("residents", person_id=hit.id),
        hit.id,
        hit.matched == "similar",
    )


def _facts(context: Context, hit: PersonHit) -> list[str]:
    age = _("{age} years").format(age=hit.age) if hit.age is not None else ""
    if hit.present:
        labels = context.centre.short_codes.get("service_type", {})
        return [hit.nickname, age, hit.regno, hit.bed, labels.get(hit.service_type or "", "")]
    left = format_date(hit.last_stay_on, "short") if hit.last_stay_on else ""
    return [hit.nickname, age, hit.regno, _("Last stay {day}").format(day=left) if left else ""]


def commands(context: Context, screens: Sequence[Screen], text: str) -> list[Found]:
    """The pages whose words hold the text, typed in either keyboard layout."""
    wanted = {search_key(text), search_key(as_thai_layout(text))} - {""}
    return [
        Found(one.icon, one.title, "", _("Page"), _opener(context, one.key))
        for one in screens
        if any(word in search_key(one.title) for word in wanted) or not text.strip()
    ]


def _opener(context: Context, key: str) -> Callable[[], None]:
    return lambda: context.navigate(key)
