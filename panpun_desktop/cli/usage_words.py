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


WHAT = {
    "--name": N_("name of the centre"),
    "--province": N_("province of the centre"),
    "--plan": N_("plan of the buildings (TOML)"),
    "--people": N_("how many people"),
    "--seed": N_("the same number gives the same centre"),
    "--until": N_("last day"),
    "--profile": N_("what the columns mean (TOML)"),
    "--dry-run": N_("look only, write nothing"),
    "--strict": N_("one refused line refuses all"),
    "--month": N_("month, such as 2569-10"),
    "--period": N_("month, quarter or fiscal year"),
    "--nights": N_("how many nights"),
    "--person": N_("register number"),
    "--to": N_("agency that it goes to"),
    "--issue": N_("give it the next number and keep it"),
    "--edition": N_("which edition; without it the newest"),
    "--pdf": N_("write a PDF into this file"),
    "--json": N_("write figures and lists into this file (JSON)"),
    "--xlsx": N_("write a workbook into this file"),
    "--docx": N_("write a text for word processors into this file"),
    "file": N_("the file"),
    "out": N_("the folder"),
    "month": N_("month, such as 2569-10"),
    "day": N_("day, such as 2569-10-31"),
    "regno": N_("register number"),
}
"""What arguments that many verbs share are for; a verb that means another thing by one says so itself."""


def explain(parser: argparse.ArgumentParser) -> None:
    """Give every argument that does not say what it is for the words of ``WHAT``."""
    for argument in parser._actions:
        if isinstance(argument, argparse._SubParsersAction):
            for verb in argument.choices.values():
                explain(verb)
        elif not argument.help:
            argument.help = _(WHAT[(argument.option_strings or [argument.dest])[-1]])


def speak_with_the_catalogue() -> None:
    """From now on argparse looks its words up where the program's are."""
    setattr(argparse, "_", _)  # noqa: B010 - a name of the module that its stubs do not know
    setattr(argparse, "ngettext", ngettext)  # noqa: B010
