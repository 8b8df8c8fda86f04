"""What of a circle's settings is for its members alone, and the handbook without it.

Everything that is published (pages, paper, pictures, data, zip) is made from the handbook that
`remove_private_settings` returns; only what a person prints on her own machine is made from the whole one. Must never
know where anything goes.
"""

from dataclasses import replace

from generator.handbook.value import Handbook
from generator.model.meeting import Circle

# When and where the circle meets, and who hears of harm.
_MEETING_SETTINGS = ("first_meeting", "time", "timezone", "place", "on", "skip", "holidays", "move", "extra")
_MEMBERS_SETTINGS = (*_MEETING_SETTINGS, "concerns")


def list_private_settings(circle: Circle) -> frozenset[str]:
    """Return the names of the settings that must not be published."""
    return frozenset() if circle.publish_meetings else frozenset(_MEMBERS_SETTINGS)


def remove_private_settings(handbook: Handbook) -> Handbook:
    """Return the handbook as it may be published: without the dates, hour, place and person for concerns of a circle
    that does not publish its meetings, and without the people to call whom it marks as private."""
    circle = handbook.circle
    cleared = {name: Circle.model_fields[name].default for name in list_private_settings(circle)}
    cleared["urgent_help"] = tuple(entry for entry in circle.urgent_help if not entry.private)
    return replace(handbook, circle=circle.model_copy(update=cleared))
