"""The words of wrong usage and ``--help``: those of argparse itself, from the program's own catalogue.

The standard library comes without Thai. What a newer Python words differently stays English there.
"""

from __future__ import annotations

import argparse

from panpun_desktop.common.i18n import N_, _, ngettext

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What argparse of Python 3.11 says of a command line, as it says it."""


def speak_with_the_catalogue() -> None:
    """From now on argparse looks its words up where the program's are."""
    setattr(argparse, "_", _)  # noqa: B010 - a name of the module that its stubs do not know
    setattr(argparse, "ngettext", ngettext)  # noqa: B010
