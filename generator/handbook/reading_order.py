"""In which order chapters are read, and in which groups they stand. Pure."""

from collections.abc import Iterator, Mapping
from typing import get_args

from generator.model.library import Chapter, ChapterGroup

# what stands in no group comes after those that do
_GROUPS: tuple[ChapterGroup | None, ...] = (*get_args(ChapterGroup), None)


def sort_chapters(chapters: Mapping[str, Chapter]) -> dict[str, Chapter]:
    """Return the chapters by their groups, in each by their `order` and then by their ids."""
    return dict(
        sorted(chapters.items(), key=lambda item: (_GROUPS.index(item[1].group), item[1].order, item[0])),
    )


def group_chapters(chapters: Mapping[str, Chapter]) -> Iterator[tuple[ChapterGroup | None, tuple[Chapter, ...]]]:
    """Yield each group that has chapters, in the order in which groups are read, with its chapters as they come."""
    for group in _GROUPS:
        if mine := tuple(chapter for chapter in chapters.values() if chapter.group == group):
            yield group, mine
