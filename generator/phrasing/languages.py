"""What is known of languages: which way they are written. From Babel, so that no list of ours falls behind."""

from babel import Locale, UnknownLocaleError


def find_locale(language: str) -> Locale | None:
    """Return Babel's locale of a language tag such as en or pt-BR, or None for one that it does not know."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from the right, so that columns and pages begin there."""
    locale = find_locale(language)
    return locale is not None and locale.text_direction == "rtl"
