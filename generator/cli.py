"""The command `handbook`: which commands there are, and where each lies.

Folders on the command line are taken from the folder one stands in, not from the handbook's. How a command ends, in
words and by exit code, is said in `console`.
"""

import sys
from importlib import import_module

import click

from generator.console import FriendlyGroup

# each command with the module of `generator.commands` that has it, and its function there: only what is typed is loaded
COMMANDS = {
    "check": ("check", "check_content"),
    "plan": ("writing", "show_plan"),
    "build": ("site", "build_handbook"),
    "serve": ("site", "serve_preview"),
    "export": ("site", "export_handbook"),
    "print": ("paper", "print_paper"),
    "new": ("writing", "new_starter"),
    "schemas": ("writing", "write_schemas"),
    "customise": ("layers", "customise_things"),
    "changes": ("layers", "show_changes"),
}


class HandbookCommands(FriendlyGroup):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click hands it over
        """Return the names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # the same
        """Return a command by its name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        found = getattr(import_module(f"generator.commands.{module}"), function)
        assert isinstance(found, click.Command), "a test looks at each"
        return found


@click.group(cls=HandbookCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="circle-handbook", prog_name="handbook")
def main() -> None:
    """Makes a circle's handbook from the YAML files in content/ (and, laid over it, in my-circle/)."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a letter shows a mark instead of ending the command
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # tests may put in streams of their own
