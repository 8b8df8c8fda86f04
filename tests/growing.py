"""A handbook several times as large, made of the real one, for seeing how what it costs grows. Nobody reads it."""

import re
import shutil
from pathlib import Path

KINDS = ("exercises", "themes", "chapters", "formats", "handouts", "sessions")
# there is one of each, or each session would gather all of them
SINGLE = {"families", "de-role", "in-danger"}
OLD_NAMES = re.compile(r"^(?:was|also):.*\n(?:(?:  |- ).*\n)*", re.MULTILINE)
TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)
SESSIONS = re.compile(r"sessions: \[([^\]]*)\]")


def grow_content(content: Path, target: Path, times: int) -> Path:
    """Copies a folder of content to `target` with most things so many times over, each under a name of its own."""
    shutil.copytree(content, target)
    for path in [path for kind in KINDS for path in sorted((content / kind).rglob("*")) if is_copied(path)]:
        text = OLD_NAMES.sub("", path.read_text("utf-8"))
        title = TITLE.search(text)
        assert title, f"{path} has no title"
        words = title[1].strip("\"'")
        for number in range(2, times + 1):
            copy = target / path.relative_to(content).with_name(f"{path.stem}-n{number}{path.suffix}")
            copy.write_text(text.replace(title[0], f'title: "{words} {number}"', 1), "utf-8")
    year = target / "years" / "full-year.yml"
    text = year.read_text("utf-8")
    ids = [id.strip() for found in SESSIONS.findall(text) for id in found.split(",")]
    parts = [
        f"  - {{id: more-{number}, title: More {number}, about: More of it.,"
        f" sessions: [{', '.join(f'{id}-n{number}' for id in ids)}]}}\n"
        for number in range(2, times + 1)
    ]
    year.write_text(text.replace("follow_ups:", f"{''.join(parts)}follow_ups:", 1), "utf-8")
    return target


def is_copied(path: Path) -> bool:
    """Whether there may be more than one of a thing."""
    return (
        path.suffix in (".yml", ".md") and path.stem not in SINGLE and "layout: danger" not in path.read_text("utf-8")
    )
