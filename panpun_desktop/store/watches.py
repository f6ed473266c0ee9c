"""What looks at every act before it is committed; the topics above put their own question here.

A watch is called inside the unit of work when everything is written but the audit entry; what it
raises undoes the act. It is fast where it has nothing to say: it runs after every act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

WATCHES: list[Callable[[Any], None]] = []
"""Each is given the session of the unit of work."""
