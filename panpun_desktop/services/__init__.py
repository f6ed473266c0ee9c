"""What staff do: one function an act; each opens and closes its own unit of work."""

from __future__ import annotations

from typing import Any

from panpun_desktop.store.watches import WATCHES


def _closed_months(session: Any) -> None:
    from panpun_desktop.services.closed_month_guard import guard

    guard(session)


WATCHES.append(_closed_months)
