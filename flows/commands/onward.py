"""What comes next: where a command ends, one Chinese line on stderr with the command to run then."""

from __future__ import annotations

import re
import shlex

import click
from click.core import ParameterSource

_UNSAFE = re.compile(r"[^\w@%+=:,./~-]")
"""What a shell may take for something else; Chinese is not among it."""


def onward(words: str) -> None:
    """Prints the line. stdout stays what the command gives."""
    click.echo(f"接下来:{words}", err=True)


def again(command: str, *options: str) -> str:
    """`gongkai COMMAND OPTIONS` as it is to be typed: of `options` (`home`, `portal`, `portals`) those
    that the person wrote for the command that runs now; the others are found all the same."""
    words = ["gongkai", *command.split()]
    context = click.get_current_context()
    for name in options:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            given = context.params[name]
            for one in given if isinstance(given, tuple) else (given,):
                words += [f"--{name.removesuffix('s')}", str(one)]
    return shown(*words[1:])


def shown(*words: str) -> str:
    """`gongkai` with those words as they are to be typed into a shell."""
    return " ".join(
        ("gongkai", *(shlex.quote(word) if not word or _UNSAFE.search(word) else word for word in words))
    )
