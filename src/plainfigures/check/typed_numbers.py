"""Rule: no number is typed by hand."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

from plainfigures.check.material import FinishedSite
from plainfigures.check.meant_figures import MeantFigures
from plainfigures.check.prose import FIGURE, MADE_TEXT, Passage
from plainfigures.check.typed_text import CONFIGURATION, TypedText, typed_elsewhere, typed_on_page
from plainfigures.errors import PatternProblem
from plainfigures.figures.declarations import AllowedNumber
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.patterns import BoundedPattern
from plainfigures.figures.typed import TypedNumber, typed_numbers

__all__ = ["declared", "find"]

RULE = "typed-number"

_ENOUGH = 100
"""So many findings are told of one page."""
_REMEDY = "Take it from the data with a macro, or say it without a number."
_SAMPLES = (
    "7", "12", "1,234", "£12.3 million", "36%", "603 calls", "six", "by 12", "in 5 homes", "£5m",
    "£4k", "12.5%", "12 per cent", "half", "twice", "a third", "12 more", "12 of them", "over 12",
    "between 5 and 6", "about 12", "12 in all",
)  # fmt: skip
# What makes another number of a figure that a macro wrote: its unit, its sign, more digits.
_GLUED = re.compile(
    rf"""(?P<before>[£$€]\s?|(?<![\w{FIGURE}])[-\u2212\u2013]|\bminus\s){MADE_TEXT}{FIGURE}
    | {MADE_TEXT}{FIGURE}+\s?(?P<after>%|(?:per\s?cent|percent|k|m|bn)\b)
    | {FIGURE}(?P<between>[.,]?){MADE_TEXT}{FIGURE}""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_A_TEST = re.compile(
    r"half|halves|twice|thrice|double|triple|treble|quadruple|\w+fold"
    r"|.*(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)s?",
    re.IGNORECASE,
)


def find(site: FinishedSite) -> Iterator[Finding]:
    """No number is typed into a page, a chart or the name of the site: not in digits, not in words. Each
    comes from the data, through a macro. Free are dates, years, ordinals such as “second” or “21st”,
    zero and one.

    Put the macro in the number's place: the finding names the figure that was probably meant. If it
    is a name and no number, such as that of a law, let it pass with a pattern under
    `allowed_numbers` in mkdocs.yml, and say why.
    """
    nouns = _nouns(site)
    allowed = _Allowed(site.allowed, site.own_words, nouns)
    yield from allowed.problems
    meant = cache(lambda: MeantFigures(site.catalogue))  # slow, and only needed for findings
    hung_on = f"{RULE} {sorted(nouns)}"
    needed = site.used_before(hung_on)
    for page in site.anew(hung_on):
        allowed.needed.clear()
        found = list(islice(_found(typed_on_page(site, page), nouns, allowed, meant), _ENOUGH))
        yield from found
        if not found:
            site.clean(hung_on, page, allowed.needed)
        needed |= allowed.needed
    yield from _found(typed_elsewhere(site), nouns, allowed, meant)
    yield from allowed.too_slow
    allowed.needed |= needed
    if site.whole:
        yield from allowed.unused()


def _found(
    texts: Iterable[TypedText],
    nouns: set[str],
    allowed: "_Allowed",
    meant: Callable[[], MeantFigures],
) -> Iterator[Finding]:
    for typed in texts:
        if typed.passage.changed:
            yield _changed(typed)
            continue
        yield from _glued(typed)
        for number in _numbers(typed, nouns, allowed):
            yield _finding(typed, number, meant().of(number.text, typed.page))


def declared(site: FinishedSite) -> Iterator[str]:
    """Yield what may be typed all the same, and why, for readers."""
    nouns = _nouns(site)
    for one in site.allowed:
        if not _problem_of(one, nouns):
            yield f"“{one.pattern}”: {one.why}"


class _Allowed:
    """The patterns for numbers that may be typed, and which of them are needed."""

    def __init__(
        self, allowed: tuple[AllowedNumber, ...], own_words: tuple[str, ...], nouns: set[str]
    ) -> None:
        self._own_words = [BoundedPattern(re.escape(text)) for text in own_words]
        self.problems: list[Finding] = []
        self.too_slow: list[Finding] = []
        self._patterns: list[tuple[AllowedNumber, BoundedPattern]] = []
        self.needed: set[str] = set()
        for one in allowed:
            message = _problem_of(one, nouns)
            if message:
                remedy = (
                    "Write it as “pattern:” with a regular expression for the words, and “why:”."
                )
                self.problems.append(Finding(RULE, message, remedy, CONFIGURATION, one.line))
            else:
                self._patterns.append((one, BoundedPattern(one.pattern)))

    def covers(self, passage: Passage, number: TypedNumber) -> bool:
        """Return whether a pattern allows a number where it stands."""
        for one, pattern in [*self._patterns]:
            try:
                holds = _holds(pattern, passage.text, number)
            except PatternProblem as error:
                self._patterns.remove((one, pattern))
                self.too_slow.append(
                    Finding(RULE, error.message, error.remedy, CONFIGURATION, one.line)
                )
                continue
            if holds:
                self.needed.add(one.pattern)
                return True
        return any(_holds(pattern, passage.text, number) for pattern in self._own_words)

    def unused(self) -> Iterator[Finding]:
        """Yield advice on each pattern that allows nothing that stands on the site."""
        for one, _ in self._patterns:
            if one.pattern not in self.needed:
                message = f'The pattern "{one.pattern}" allows no number that stands on the site.'
                remedy = "Take it out of allowed_numbers."
                yield Finding(RULE, message, remedy, CONFIGURATION, one.line, level=ADVICE)


def _holds(pattern: BoundedPattern, text: str, number: TypedNumber) -> bool:
    return any(start <= number.start and number.end <= end for start, end in pattern.spans(text))


def _problem_of(allowed: AllowedNumber, nouns: set[str]) -> str:
    if not allowed.pattern:
        return "An entry of allowed_numbers has no pattern."
    if not allowed.why:
        return f'The pattern "{allowed.pattern}" does not say why it is allowed.'
    try:
        re.compile(allowed.pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f'The pattern "{allowed.pattern}" is no regular expression: {error}.'
    try:
        pattern = BoundedPattern(allowed.pattern)
        for sample in (*_SAMPLES, *(f"603 {noun}" for noun in sorted(nouns))):
            if any(_holds(pattern, sample, number) for number in typed_numbers(sample)):
                return (
                    f'The pattern "{allowed.pattern}" lets plain numbers pass, such as "{sample}".'
                )
    except PatternProblem as error:
        return error.message
    return ""


def _numbers(typed: TypedText, nouns: set[str], allowed: _Allowed) -> Iterator[TypedNumber]:
    passage = typed.passage
    for number in typed_numbers(passage.text, nouns):
        if typed.tested and _is_tested(passage.text, number):
            continue
        if not allowed.covers(passage, number) and not _is_in(typed.given, passage.text, number):
            yield number


def _is_in(names: tuple[str, ...], text: str, number: TypedNumber) -> bool:
    """Return whether a number is a part of one of some names where it stands, such as “Station 12”."""
    return any(_holds(BoundedPattern(re.escape(one)), text, number) for one in names)


def _is_tested(text: str, number: TypedNumber) -> bool:
    """Return whether a number is a fraction or a multiple, which a test on the figures can hold."""
    if any(letter.isdigit() for letter in number.text):
        return False
    return bool(_OF_A_TEST.fullmatch(number.text)) or text[number.end :].startswith(" times")


def _nouns(site: FinishedSite) -> set[str]:
    """Return the words for what the site's figures count."""
    units = (
        unit for package in site.catalogue.packages.values() for unit in package.units.values()
    )
    return {unit.other.split()[0].lower() for unit in units if unit.other.strip()}


def _finding(typed: TypedText, number: TypedNumber, meant: list[str]) -> Finding:
    line, column = typed.source.find(typed.passage.text, number.start, number.end)
    remedy = _REMEDY
    if meant:
        macros = " or ".join(f'{{{{ figure("{one}") }}}}' for one in meant)
        remedy = f"Perhaps {macros} is meant. {_REMEDY}"
    message = f'The number "{number.text}" is typed by hand.'
    suggestion = meant[0] if meant else ""
    return Finding(RULE, message, remedy, typed.path, line, column, suggestion)


def _glued(typed: TypedText) -> Iterator[Finding]:
    """Find what was typed close to a figure so that it reads as another number."""
    in_text = (typed.passage,) if typed.page is not None else typed.beside
    for passage in in_text:
        for match in _GLUED.finditer(passage.text):
            start, end = match.span(match.lastgroup or 0)
            words = passage.text[start:end].strip()
            line, column = typed.source.find(passage.text, start, end)
            if words:
                message = f'The "{words}" beside a figure makes another number of it.'
                remedy = "Take it out: the macro writes the unit and the sign."
            else:
                message = "Two figures stand close together and read as one number."
                remedy = "Put a word between them."
            yield Finding(RULE, message, remedy, typed.path, line, column)


def _changed(typed: TypedText) -> Finding:
    line, _ = typed.source.find(typed.passage.text, 0, 0)
    message = f'What a macro wrote was altered afterwards: "{typed.passage.text[:60]}".'
    return Finding(RULE, message, "Leave what macros write as it is.", typed.path, line)
