"""What may be done with someone who stays: dialogs that screens share (not a screen themselves).

``open_act(context, "end_stay", person_id, self)`` reads the person anew and asks for the rest; the
change goes through ``context.operations``, so that screens reload and the quiet bar offers undo.
"""

from __future__ import annotations

from panpun_desktop.views.acts.absence import AbsenceDialog
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.acts.change_service import ChangeServiceDialog
from panpun_desktop.views.acts.end_stay import EndStayDialog
from panpun_desktop.views.acts.extend import ExtendDialog
from panpun_desktop.views.acts.move_bed import MoveBedDialog
from panpun_desktop.views.acts.opening import ACTS, act_text, may_act, open_act
from panpun_desktop.views.acts.person_acts import PERSON_ACTS
from panpun_desktop.views.acts.reasons import ReasonsDialog, ask_reasons

__all__ = [
    "ACTS",
    "PERSON_ACTS",
    "AbsenceDialog",
    "ActDialog",
    "ChangeServiceDialog",
    "EndStayDialog",
    "ExtendDialog",
    "MoveBedDialog",
    "ReasonsDialog",
    "act_text",
    "ask_reasons",
    "may_act",
    "open_act",
]
