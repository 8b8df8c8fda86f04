"""Session formats: the list of all, and a page for each with its phases."""

from markupsafe import Markup

from generator.handbook import derive
from generator.model.meeting import Format
from generator.pages.context import PageContext
from generator.pages.phases import list_phase_views
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words


def make_formats_page(context: PageContext) -> Page:
    """Make the list of all session formats."""
    write = context.make_writer(addresses.index_path("format"))
    rows = tuple(
        (
            write.write_link("format", session_format),
            write.write_line(session_format.summary),
            write.write_words("count.minutes", n=sum(phase.minutes for phase in session_format.phases)),
            _link_users(context, write, session_format),
        )
        for session_format in context.handbook.formats.values()
    )
    return context.make_list_page(write.path, "formats", rows=rows)


def make_format_page(context: PageContext, session_format: Format) -> Page:
    """Make a session format's page: its phases with their clock."""
    write = context.make_writer(addresses.page_path("format", session_format.id))
    slots = tuple(derive.fill_slots(context.handbook, None, session_format))
    return context.make_page(
        write.path,
        "format.md.j2",
        session_format.title,
        plain_words(session_format.summary),
        edits=("format", session_format.id),
        summary=write.write_prose(session_format.summary),
        phases=list_phase_views(write, slots),
        minutes=slots[-1].end,
        late=phrases.describe_lateness(context.words, slots),
        ends=phrases.format_clock(slots[-1].end),
        length=slots[-1].end,
        used_in=_link_users(context, write, session_format),
    )


def _link_users(context: PageContext, write: Writer, session_format: Format) -> tuple[Markup, ...]:
    return write.link_sessions(plan for plan in context.plans.values() if plan.format.id == session_format.id)
