"""What is text and what is page furniture: a raw text as blocks, each with a clean view and the way back.

Nothing is deleted: a block's view leaves out marks, links and line breaks, `Block.raw` gives the raw offsets of any
part of it, and page furniture is a masked block. A sentence never crosses a block.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from . import dates
from .date_forms import AS_WRITTEN, EITHER_WAY, MONTH
from .lists import GRAMMAR, read

Kind = Literal["paragraph", "heading", "bullet", "row", "byline", "dateline", "caption", "footnote", "boilerplate"]
_Group = tuple[Kind, int, int, int]  # kind, level, start, end


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, bullet or table row.

    `text` is the clean view; `level` the depth of a heading (1 is the highest; 7 for one without a mark) or the
    indentation of a bullet; `heading` the index of the heading that governs the block; `speaker` the length of the
    part of `text` that names who speaks ("MS. PSAKI: "); `opening` that of the place, day and agency with which news
    begins ("OSLO, May 3 (ABC) - "); `lead` the index of the paragraph, ended by a colon, that leads into the list of
    the bullet. `masked` blocks carry no facts.
    """

    kind: Kind
    text: str
    char_start: int
    char_end: int
    views: tuple[int, ...]
    raws: tuple[int, ...]
    level: int = 0
    heading: int | None = None
    masked: bool = False
    speaker: int = 0
    opening: int = 0
    lead: int | None = None
    _sentences: list[tuple[int, int]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where its sentences stand in `text`, found when first asked for."""
        if not self._sentences:
            self._sentences.extend(sentences(self.text))
        return self._sentences

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of `text[start:end]`, which must not be empty."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, position: int) -> int:
        run = bisect_right(self.views, position) - 1
        return self.raws[run] + position - self.views[run]


@dataclass(frozen=True, slots=True)
class Zones:
    """A text's blocks and what its head says: `title` and `date` (EDTF), each with raw offsets, and the place."""

    blocks: tuple[Block, ...]
    title: str | None = None
    title_span: tuple[int, int] | None = None
    date: str | None = None
    date_span: tuple[int, int] | None = None
    place: str | None = None

    def above(self, block: Block) -> list[str]:
        """What colours a block: the paragraph that leads into its list ("The group will:"), then its headings."""
        lead = [self.blocks[block.lead].text] if block.lead is not None else []
        return lead + [heading.text for heading in self.headings(block)]

    def headings(self, block: Block) -> list[Block]:
        """The headings above a block, nearest first."""
        found = []
        index = block.heading
        while index is not None:
            found.append(self.blocks[index])
            index = self.blocks[index].heading
        return found


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: re.Pattern[str]
    sections: re.Pattern[str]
    end: re.Pattern[str]
    captions: re.Pattern[str]
    footnotes: re.Pattern[str]
    bylines: re.Pattern[str]
    agencies: re.Pattern[str]
    hyphened: frozenset[str]
    abbreviations: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = read(GRAMMAR / "layout.yaml")

    def any_of(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{expression})" for expression in data[name]), flags)

    return _Rules(
        any_of("lines"),
        any_of("sections"),
        any_of("end"),
        any_of("captions"),
        any_of("footnotes"),
        any_of("bylines", 0),
        any_of("agencies", 0),
        frozenset(data["hyphened"]),
        frozenset(data["abbreviations"]),
    )


_URL = r"(?:[^()\s]|\([^()\s]*\))*"
_AUTHOR = r"[A-Z][a-z][\w’'-]*"
_WORK = rf"{_AUTHOR}(?:,?\s(?:and|&)\s{_AUTHOR}|\set\sal\.?)?,?\s(?:19|20)\d\d[a-z]?"
_CITED = rf"\s?\((?:see\s|cf\.\s)?(?!{MONTH}\b){_WORK}(?:[:,;][^()]{{1,150}})?\)"  # "(Doe, 2019)"
_SEVERAL = 2  # of these, and they are works cited, not places and years
_MARK = re.compile(
    rf"""
    (?P<image>!\[[^\[\]]{{0,300}}\]\({_URL}\))
  | (?P<link>\[(?=[^\[\]]{{1,300}}\]\())
  | (?P<target>\]\({_URL}(?:\s+"[^"\n]*")?\))
  | (?P<note>(?<=\S)[ ]?\\?\[\d{{1,3}}\\?\]|(?<=[a-z”"’)][.,])(?<!\b[Nn]o[.])\d{{1,3}}(?=\s+[“"A-Z]|\s*$))
  | (?P<cited>{_CITED})
  | (?P<tag></?[A-Za-z][^<>]{{0,300}}>|<!--[^<>]{{0,300}}-->)
  | (?P<quote>(?<![^\n])[ \t]{{0,3}}>[> \t]*)
  | (?P<code>\\u[0-9a-fA-F]{{4}})
  | (?P<blank>\\_)
  | (?P<escape>\\(?=[\s\\`*{{}}\[\]()#+.!|~<>"'-]))
  | (?P<hyphen>(?<=[A-Za-z])-[ \t]*\r?\n[ \t]*(?=[a-z]))
  | (?P<stars>\*+(?=\S)|(?<=\S)\*+)
  | (?P<lows>(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w))
  | (?P<ticks>`+)
  | (?P<none>[\u200b-\u200f\u2060\ufeff\u00ad]+)
  | (?P<entity>&(?:[a-z]{{2,8}}|\#\d{{1,6}});)
  | (?P<space>[^\S ]\s*|[ ](?=\s)\s+)
    """,
    re.VERBOSE,
)
_UNCLEAN = re.compile(  # what every mark has
    r"[!\[\]<>\\*_`&\u200b-\u200f\u2060\ufeff\u00ad]|[^\S ]| \s|[.,]\d|(?:19|20)\d\d[^()]{0,150}\)"
)
_PREFIX = re.compile(
    r"""[ \t]*(?:>[ \t]*)*(?:(?P<hash>\#{1,6})[ \t]+
      | (?P<mark>[-*+•‣◦▪●·✓✔➢➤►❖■□∆–—])[ \t]*(?:(?<=[✓✔➢➤►❖■□∆])|(?<=[ \t]))
      | (?P<number>(?:\d{1,3}|[ivx]{1,4})\\?[.)]|\(?[a-z\d]{1,2}\))[ \t]+)?""",
    re.VERBOSE,
)
_WIKI_HEADING = re.compile(r"[ \t]*(={1,6})[ \t]*([^=\s][^=]{0,120}?)[ \t]*\1[ \t]*")
_RULE = re.compile(r"[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,}|\\?\#{3})[ \t]*")
_ROW_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*\|?[ \t]*")
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.’'\-]+(?: [A-Z][A-Z.’'\-]+){0,5}|Q|A)(?::|(?<=^Q)(?= {1,8}))\s+")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’)\]*_]*\s*$")
_DATED = re.compile(r"\b(?:(?:19|20)\d\d(?:[-–]\d\d)?|present)\)?$")  # how an entry of a list of posts ends
_FRONT_KEY = re.compile(r"(?P<key>[\w-]+)[ \t]*:[ \t]*")
_LABEL = re.compile(r"(?P<key>date|published|posted|updated|author)s?(?: on)?\s*:\s*(?=\S)", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    start: int
    end: int

    def text(self, raw: str) -> str:
        return raw[self.start : self.end]


def _lines(raw: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c]*(?:\r\n|[\r\n\u2028\u2029\x0b\x0c])?", raw):
        if match.end() > match.start():
            yield _Line(match.start(), match.start() + len(match.group().rstrip("\r\n\u2028\u2029\x0b\x0c")))


def _view(raw: str, start: int, end: int, row: bool, cites: bool) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The clean view of `raw[start:end]`, with the starts of its unbroken runs in the view and in the raw text.

    A `row` keeps the tabs between its cells; a text that `cites` loses the works cited in brackets.
    """
    if start < end and not _UNCLEAN.search(raw, start, end):
        start += raw[start] == " "
        text = raw[start:end].rstrip()
        return (text, (0,), (start,)) if text else ("", (), ())
    parts: list[str] = []
    views: list[int] = []
    raws: list[int] = []
    length = 0

    def put(piece: str, at: int) -> None:
        nonlocal length
        if piece[0] in " \t" and (not parts or parts[-1][-1] in " \t"):
            piece, at = piece[1:], at + 1
        if not piece:
            return
        if not views or raws[-1] + length - views[-1] != at:
            views.append(length)
            raws.append(at)
        parts.append(piece)
        length += len(piece)

    position = start
    for match in _MARK.finditer(raw, start, end):
        if match.start() > position:
            put(raw[position : match.start()], position)
        position = match.end()
        kind, found = match.lastgroup, match.group()
        if kind in ("space", "blank"):
            put("\t" if row and "\t" in found else " ", match.start())
        elif kind == "cited" and not cites:
            put(found, match.start())
        elif kind == "hyphen":
            word = re.search(r"[A-Za-z]*$", raw[max(start, match.start() - 20) : match.start()])
            if word and word.group().lower() in _rules().hyphened:
                put("-", match.start())
        elif (
            kind == "code" and (character := chr(int(found[2:], 16))) not in "\u2060\u200b" and character.isprintable()
        ):
            put(character, match.start())
        elif kind == "entity":
            put(" " if (character := html.unescape(found)).isspace() else character[:1], match.start())
    if position < end:
        put(raw[position:end], position)
    text = "".join(parts).rstrip()
    return text, tuple(views), tuple(raws)


_TARGET = re.compile(rf"\]\({_URL}\)?")


def _wrap_width(raw: str, lines: list[_Line]) -> int:
    """The column at which the text's lines are wrapped; 0 when they are not."""
    texts = (_TARGET.sub("]", line.text(raw).strip()) for line in lines if line.end - line.start > 40)
    lengths = sorted(map(len, texts))
    if len(lengths) < 4 or (lengths[-1] > 130 and lengths[len(lengths) * 9 // 10] > 110):
        return 0
    return lengths[len(lengths) * 9 // 10]


def _continues(raw: str, previous: _Line, line: _Line, width: int) -> bool:
    """Whether `line` goes on with the sentence or paragraph of the line before it."""
    before, after = previous.text(raw), line.text(raw).strip()
    tail = before.strip()
    if before.endswith("  ") and len(tail) < 0.6 * (width or 80):
        return False
    if after[:1].islower():
        return True
    if not width:
        return not (_TERMINAL.search(tail) or _DATED.search(tail)) and len(tail) > 60
    room = width - len(before.rstrip()) - 1 - len(after.split(" ", 1)[0])
    return room < 12 or (not _TERMINAL.search(tail) and room < width // 3)


class _Reader:
    """One pass over the lines; `groups` are (kind, level, start, end) before their views are made."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.groups: list[_Group] = []

    def read(self) -> list[_Group]:
        lines = list(_lines(self.raw))
        width = _wrap_width(self.raw, lines)
        first = self._front_matter(lines)
        kind: Kind = "paragraph"
        level, opened, last, counted = 0, -1, lines[0] if lines else _Line(0, 0), -1

        def close() -> None:
            nonlocal opened
            if opened >= 0:
                self.groups.append((kind, level, opened, last.end))
            opened = -1

        for line in lines[first:]:
            text = line.text(self.raw)
            stripped = text.strip(" \t\xa0>")
            if not stripped or stripped.startswith("```"):
                close()
                continue
            if _RULE.fullmatch(text):
                if opened >= 0 and kind == "paragraph" and stripped[0] in "-=" and last.end - opened < 200:
                    kind, level = "heading", 2 if stripped[0] == "-" else 1
                close()
                continue
            if _ROW_RULE.fullmatch(text):
                continue
            if not any(character.isalnum() for character in stripped):
                close()
                continue
            if stripped.count("|") > 1 or ("\t" in stripped and opened < 0):
                close()
                kind, level, opened, last = "row", 0, line.start, line
                close()
                continue
            if wiki := _WIKI_HEADING.fullmatch(text):
                close()
                kind, level, opened, last = "heading", len(wiki[1]), line.start + wiki.start(2), line
                self.groups.append((kind, level, opened, line.start + wiki.end(2)))
                opened = -1
                continue
            prefix = _PREFIX.match(text)
            assert prefix is not None
            number = int(digits.group()) if (digits := re.match(r"\d{1,3}", prefix["number"] or "")) else 0
            starts = opened < 0 or number == counted + 1 or bool(_TERMINAL.search(last.text(self.raw)))
            counted = number or counted
            if prefix["hash"]:
                close()
                kind, level, opened, last = "heading", len(prefix["hash"]), line.start + prefix.end(), line
                close()
            elif prefix["mark"] in ("-", "*", "+", *"•‣◦▪●✓✔➢➤►❖■□∆") or (starts and prefix.lastgroup):
                close()
                indent = len(text) - len(text.lstrip())
                kind, level, opened, last = "bullet", indent, line.start + prefix.end(), line
            elif (
                opened >= 0
                and not _LABEL.match(stripped)
                and _continues(self.raw, last, line, width)
                and not (len(self.groups) < _HEAD_BLOCKS and stripped[-1].isdigit() and _is_dateline(stripped))
            ):
                last = line
            else:
                close()
                kind, level, opened, last = "paragraph", 0, line.start, line
        close()
        return self.groups

    def _front_matter(self, lines: list[_Line]) -> int:
        """Reads a YAML head (`---` to `---`) as one group a key; the index of the first line after it."""
        filled = [i for i, line in enumerate(lines[:5]) if line.text(self.raw).strip()]
        if not filled or lines[filled[0]].text(self.raw).strip() != "---":
            return 0
        for last in range(filled[0] + 1, min(filled[0] + 60, len(lines))):
            if lines[last].text(self.raw).strip() == "---":
                break
        else:
            return 0
        head = lines[filled[0] + 1 : last]
        if not any(_FRONT_KEY.match(line.text(self.raw)) for line in head):
            return 0
        for index, line in enumerate(head):
            match = _FRONT_KEY.match(line.text(self.raw))
            if not match:
                continue
            end = index
            while end + 1 < len(head) and head[end + 1].text(self.raw)[:1] in (" ", "\t"):
                end += 1
            title = match["key"].lower() == "title"
            start, stop = line.start + (match.end() if title else 0), head[end].end
            while title and stop - start > 1 and self.raw[start] in "\"'" and self.raw[stop - 1] == self.raw[start]:
                start, stop = start + 1, stop - 1
            kind: Kind = "heading" if title else "byline" if match["key"].lower() == "author" else "boilerplate"
            self.groups.append((kind, 1 if title else 0, start, stop))
        return last + 1


def _is_plain_heading(text: str, raw: str) -> bool:
    words = text.split()
    if not words or len(words) > 18 or len(text) > 160 or text[-1] in ".;,!…" or _SPEAKER.match(text):
        return False
    bold = raw.strip().startswith(("**", "__", "<u>", "***")) and raw.strip().endswith(("**", "__", "</u>", "***"))
    if bold or text.isupper():
        return True
    if (text[-1] in ":?" and len(words) > 8) or not (text[0].isupper() or text[0].isdigit()):
        return False
    capitals = sum(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    return len(words) <= 4 or capitals >= 0.75 * len(words)


def _is_year(date: dates.Dated) -> bool:
    return date.text.strip().isdigit()


def zones(raw: str) -> Zones:
    """The blocks of a raw text, in its order, and what its head says."""
    rules = _rules()
    blocks: list[Block] = []
    cites = len(re.findall(_CITED, raw)) >= _SEVERAL
    for kind, level, start, end in _titled(raw, _Reader(raw).read()):
        text, views, raws = _view(raw, start, end, kind == "row", cites)
        if not text:
            continue
        block = Block(kind, text, start, end, views, raws, level)
        blocks.append(_classified(block, raw, rules, head=len(blocks) < _HEAD_BLOCKS))
    return _headed(_governed(_masked(_opened(blocks), rules)))


def _titled(raw: str, groups: Iterable[_Group]) -> Iterator[_Group]:
    """The groups of lines, a title that tells the kind of text over the rest as one: "Speech", "by Jane Roe at X"."""
    held: _Group | None = None
    for index, group in enumerate(groups):
        _, _, start, end = group
        if held is not None:
            follows = raw[start : start + 3].lower() == "by " and end - start < _LONG_TITLE
            yield ("heading", 1, held[2], end) if follows else held
            held = None
            if follows:
                continue
        if index < _HEAD_BLOCKS and _SPOKEN.fullmatch(raw[start:end].strip(" *#")):
            held = group
        else:
            yield group
    if held is not None:
        yield held


def _classified(block: Block, raw: str, rules: _Rules, head: bool) -> Block:
    text, kind = block.text, block.kind
    if kind == "boilerplate" or rules.lines.fullmatch(text):
        return replace(block, kind="boilerplate", masked=True)
    if rules.captions.fullmatch(text):
        return replace(block, kind="caption", masked=True)
    if rules.footnotes.fullmatch(text):
        return replace(block, kind="footnote", masked=True)
    if kind != "heading" and rules.bylines.fullmatch(text) and len(text) < 160 and text[-1] != ".":
        return replace(block, kind="byline")
    cells = kind == "row" and (text[0] == "|" or "\t" in text)
    if head and kind != "heading" and not cells and _is_dateline(text):
        return replace(block, kind="dateline")
    if kind == "paragraph" and _is_plain_heading(text, raw[block.char_start : block.char_end]):
        return replace(block, kind="heading", level=7)
    if kind in ("paragraph", "bullet") and (speaker := _SPEAKER.match(text)):
        return replace(block, speaker=speaker.end())
    if head and kind == "paragraph" and (opening := _opening(text)):
        return replace(block, opening=opening)
    return block


_OPENING = re.compile(
    r"""(?P<head>[A-Z][^:\n]{2,90}?)
    \s*(?:(?P<dash>-{2,3}|–|—)|(?<=[\s)/])-(?=[\s"“'A-Z])|(?<=/)\.?(?=\s)|(?<=\)):|(?<=\d)\s:)
    \s*(?=["“'‘]?[A-Z\d])""",
    re.VERBOSE,
)
_BARE_OPENING = re.compile(
    r"[A-Z][A-Z .’'-]{2,30},? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2} (?=[A-Z][a-z])"
)
_CITY = re.compile(r"[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+){0,3}(?:, [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?)?")


def _opening(text: str) -> int:
    """The length of the place, day and agency that open a piece of news: "OSLO, May 3 (ABC) - ", "PARIS — "; else 0."""
    if bare := _BARE_OPENING.match(text):
        return bare.end()
    match = _OPENING.match(text)
    if match is None:
        return 0
    head = _rules().agencies.sub("", match["head"])
    agency = head != match["head"]
    dated = [d for d in dates.find(head) if d.end >= len(head.rstrip(" .")) and d.start > 2 and not _is_year(d)]
    place = re.sub(r" \[[^\[\]]{3,30}\]", "", head[: dated[-1].start] if dated else head).strip(" ,.")
    told = agency or dated or (match["dash"] and place.isupper() and len(place) > 4)
    return match.end() if told and _CITY.fullmatch(place) else 0


_SPOKEN = re.compile(
    r"(?:(?:opening|closing|keynote|introductory|joint) )?(?:speech|remarks|address|statement|press conference)", re.I
)
_LONG_TITLE = 250
_RELEASE = re.compile(r"(?:for )?immediate release|via teleconference|embargoed\b.{0,60}", re.IGNORECASE)
_DATELINE_WORDS = re.compile(
    r"\d{1,2}(?::\d{2}){1,2}\S*|\b[AP]\.?M\.?\b|\b(?:press|media|news) (?:releases?|items?|statements?)\b"
    r"|\b(?:on|at|posted|published|updated|date|released?|hits?|views?)\b",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"\d{4},?\s(?:at\s|[-–|]\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?", re.IGNORECASE
)


# How the boxes of encyclopaedias tell the life of what they are about: "Formed 1 April 2015", "Born3 May 1950".
_OF_LIFE = re.compile(
    r"(?:formed|founded|established|created|incorporated|commissioned|inaugurated|launched|dissolved|disbanded|born|died"
    r"|opened|closed|enacted|signed|ratified|adopted|effective|assumed|incumbent|in office|took office|active)"
    r"(?![a-z])",
    re.IGNORECASE,
)


def _is_dateline(text: str) -> bool:
    """Whether a short block is only a date, with a place, a time or a label ("For Immediate Release")."""
    if _OF_LIFE.match(text):
        return False
    if len(text) > 160 or not any(c.isdigit() for c in text):
        return bool(_RELEASE.fullmatch(text))
    found = [date for date in dates.find(text) if _is_of_a_day(date) or len(date.when or "") > 4]
    found = [date for date in found if date.derivation in (AS_WRITTEN, EITHER_WAY)]
    if not found:
        return bool(re.fullmatch(r"\d{1,2}:\d{2} ?[AP]\.?M\.?(?: [A-Z]{2,4})?", text))
    if _STAMPED.fullmatch(text, found[-1].end - 4):
        return True
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + rest[date.end :]
    words = re.findall(r"[^\W\d_]+", _DATELINE_WORDS.sub("", rest))
    return len(words) <= 6 and all(word[0].isupper() or word in ("and", "of", "the") for word in words)


def _is_of_a_day(date: dates.Dated) -> bool:
    """Whether a date is written in full: a day, if one that can be read either way ("3/4/2023")."""
    whole = date.derivation == AS_WRITTEN and len((date.when or "").split("/")[-1]) == 10
    return whole or date.derivation == EITHER_WAY


_NAME = r"(?:Dr\.? |Prof\.? )?[A-Z][\w’'.-]+(?: (?:[A-Z]\.?|[a-z]{2,3}|[A-Z][\w’'.-]+)){1,3}"
_NAMES = re.compile(rf"(?:by )?{_NAME}(?:(?:,| and|, and| &) {_NAME}){{0,5}}(?:,? et al\.)?")

_TITLE_WORDS = 6  # a line of so many words tells something, and is no name or place

_PLACE = re.compile(r"\b(?:Room|Building|House|Hall|Hotel|Center|Centre|Office|Palace|Embassy)\b")


def _opened(blocks: list[Block]) -> list[Block]:
    """Tells author lines and place lines, which look like headings, by the dateline that they stand beside."""
    result = list(blocks)
    head = [index for index, block in enumerate(blocks) if block.kind != "boilerplate"][:8]
    dated = [index for index in head if blocks[index].kind == "dateline"]
    first = next((index for index in head if blocks[index].kind != "dateline"), None)
    if first is not None and blocks[first].kind in ("heading", "paragraph") and blocks[first].level in (0, 7):
        title = blocks[first]
        if title.kind == "heading" or (dated and len(title.text) < 250 and title.text[-1] not in ".;,"):
            result[first] = replace(title, kind="heading", level=1)
    for index in head[1:]:
        block = result[index]
        near = any(0 < abs(index - other) <= 3 for other in dated)
        if block.kind not in ("heading", "paragraph") or block.level not in (0, 7) or not near or len(block.text) > 90:
            continue
        if (
            _NAMES.fullmatch(block.text)
            and not _PLACE.search(block.text)
            and any(abs(index - other) == 1 for other in dated)
            and index < dated[-1] + 1
        ):
            result[index] = replace(block, kind="byline", level=0)
        elif block.kind == "heading" and index < dated[-1] and len(block.text.split()) < _TITLE_WORDS:
            result[index] = replace(block, kind="dateline", level=0)
    return result


def _masked(blocks: list[Block], rules: _Rules) -> list[Block]:
    """Masks the sections of page furniture, and what follows the end of the text proper.

    A heading such as "Video" that stands near the beginning and over all the rest is masked alone.
    """
    result: list[Block] = []
    section: int | None = None
    ended = False
    for index, block in enumerate(blocks):
        if block.kind == "heading" and section is not None and block.level <= section:
            section = None
        ended = ended or (index * 2 > len(blocks) and bool(rules.end.fullmatch(block.text)))
        if block.kind == "heading" and section is None and rules.sections.fullmatch(block.text):
            ends = any(b.kind == "heading" and b.level <= block.level for b in blocks[index + 1 :])
            section = block.level if ends or index * _EARLY > len(blocks) else None
            block = replace(block, masked=True)
        if (section is not None or ended) and not block.masked:
            block = replace(block, masked=True, kind=block.kind if block.kind == "heading" else "boilerplate")
        result.append(block)
    return result


def _governed(blocks: list[Block]) -> list[Block]:
    """Gives every block the index of the heading above it, and every bullet that of its lead-in."""
    result: list[Block] = []
    above: list[tuple[int, int]] = []
    lead: int | None = None
    for index, block in enumerate(blocks):
        if block.kind != "bullet":
            lead = index if block.text.endswith(":") and block.kind in ("paragraph", "heading") else None
        if block.kind == "heading":
            while above and above[-1][0] >= block.level:
                above.pop()
        led = lead if block.kind == "bullet" else None
        result.append(replace(block, heading=above[-1][1] if above else None, lead=led))
        if block.kind == "heading":
            above.append((block.level, index))
    return result


_HEAD_BLOCKS = 14
_EARLY = 3


def _headed(blocks: list[Block]) -> Zones:
    shown = [block for block in blocks if not block.masked]
    titled = next((block for block in shown[:4] if block.kind == "heading"), None)
    titled = titled or next(
        (b for b in shown[:2] if b.kind == "paragraph" and len(b.text) < 200 and b.text[-1] not in ".:;"), None
    )
    zone = Zones(
        tuple(blocks),
        title=titled.text if titled else None,
        title_span=(titled.char_start, titled.char_end) if titled else None,
    )
    labelled = [b for b in blocks[:_HEAD_BLOCKS] if _LABEL.match(b.text) and not b.text.lower().startswith("author")]
    datelines = [b for b in blocks[:_HEAD_BLOCKS] if b.kind == "dateline"]
    opened = [b for b in blocks[:_HEAD_BLOCKS] if b.opening]
    for block in [*labelled, *datelines, *opened, *([titled] if titled else [])]:
        for mention in dates.find(block.text[: block.opening or None]):
            if mention.when and _is_of_a_day(mention):
                when = mention.when.split("/")[-1]
                place = block.text[: mention.start].strip(" ,–—-") if block.kind == "dateline" else None
                label = place and re.fullmatch(r"(?:date|published|posted|updated|released?)(?: on)?:?", place, re.I)
                return replace(
                    zone,
                    date=when,
                    date_span=block.raw(mention.start, mention.end),
                    place=None if label else place or None,
                )
    return zone


_SENTENCE_START = re.compile(r"\s+(?:The|In|On|At|It|This|These|He|She|We|They|A|But|And|For|As|To)\b")
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")


_BEFORE_WORD = re.compile(r"[\s(–—-]")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")

# What a block is about, in capitals before a colon: "Enhanced Information Sharing: The leaders …".
_TITLED = re.compile(
    r"((?:[A-Z0-9][^\s:]*|of|and|the|for|in|on|to|with|a|an|through|from|at|&|–|—)"
    r"(?:\s(?:\(?[A-Z0-9&][^\s:]*|of|and|the|for|in|on|to|with|a|an|through|from|at|&|–|—)){0,12}:)\s+(?=[A-Z\d“\"])"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a block's view, as offsets into it, without the blanks between them."""
    found: list[tuple[int, int]] = []
    start = 0
    if (titled := _TITLED.match(text)) and len(titled[1].split()) > 1:
        found.append((0, titled.end(1)))
        start = titled.end()
    for stop in _STOP.finditer(text, start):
        following = text[stop.end() : stop.end() + 8].lstrip().lstrip("\"'“‘([*—–-")
        if stop.group()[0] == "." and not _ends(text, stop.start()):
            continue
        if not following or following[0].islower():
            continue
        found.append((start, stop.end()))
        start = stop.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        found.append((start, len(text)))
    return found


def _ends(text: str, dot: int) -> bool:
    """Whether the full stop at `dot` ends a sentence and is not an abbreviation's."""
    word = _BEFORE_WORD.split(text[max(0, dot - 30) : dot])[-1].lower().strip("\"'“‘[")
    if word in _rules().abbreviations:
        return False
    if len(word) == 1 and word.isalpha():
        return False
    if _INITIALS.fullmatch(word):
        return word in ("a.m", "p.m", "d.c") or bool(_SENTENCE_START.match(text, dot + 1))
    return True
