"""What is known of languages: which way they are written, how they count, how they write dates. From Babel, so that no
list of ours falls behind."""

from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

# English as it is written in Europe: 12 January 2027
_REGIONS = {"en": "en-150"}
# no language takes another plural form only beyond this many
_MOST_COUNTED = 1000


@cache
def find_locale(language: str) -> Locale | None:
    """Return Babel's locale of a language tag such as en or pt-br, or None for one that it does not know."""
    try:
        return Locale.parse(_REGIONS.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def format_tag(language: str) -> str:
    """Return a language's tag in the capitals in which others write it: pt-BR, zh-Hant."""
    first, *others = language.split("-")
    return "-".join([first, *(one.title() if len(one) == 4 else one.upper() for one in others)])


def find_base_language(language: str) -> str:
    """Return the language of a tag without its region or script: pt for pt-br."""
    return language.split("-", maxsplit=1)[0]


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from the right, so that columns and pages begin there."""
    locale = find_locale(language)
    return locale is not None and locale.text_direction == "rtl"


@lru_cache(maxsize=10_000)
def choose_plural(language: str, number: int) -> str:
    """Return the form in which a language counts so many: zero, one, two, few, many or other."""
    locale = find_locale(language)
    return str(locale.plural_form(number)) if locale else "other"


@cache
def list_plurals(language: str) -> tuple[str, ...]:
    """Return every form that a language needs to count things, in the order in which they are first needed."""
    return tuple(dict.fromkeys(choose_plural(language, number) for number in (1, 2, 3, *range(_MOST_COUNTED + 1))))
