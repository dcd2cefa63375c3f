"""The words of the log made ready for reading: the kind a head begins with, the words that mean contact."""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from prm.model.config import Config
from prm.model.config import intention_words
from prm.model.schema import GIVING
from prm.model.schema import GIVING_VERBS
from prm.model.schema import IMPLIED_GIVING
from prm.model.schema import KINDS
from prm.model.schema import NAMES_OF_THINGS
from prm.model.schema import Kind
from prm.text.pattern import Pattern

_WORD = Pattern(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SKIPPED = ("had", "a", "an", "the")
_new = tuple.__new__
_POLITE = "おご"
_ARTICLES = Pattern(r"(?i)(?:(?:a|an|the|some|my|his|her|their)[ \t\u3000]++)*+")
_AFTER = Pattern(r"[\s:：—–|・、。,.!?！？(（)\]）」』\[→]|$|-(?=\s)|[でとにをがもはへしさ]")
_STOP_HERE = Pattern(r"：|[:—–\-·|－｜](?=[\s\u3000]|$)")
_LINK_HERE = Pattern(r"[@＠]?\[\[|\[[^\[\]\n]*\]\(")
_LINK_WHOLE = Pattern(r"[@＠]?(?:\[\[[^\[\]\n]+\]\]|\[[^\[\]\n]*\]\([^()\n]*\))[ \t\u3000]*")
_BLANKS = Pattern(r"[ \t\u3000]*")
_NO_WORDS = Pattern(
    r"(?ai)\b(?:[a-z][a-z+.\-]{1,20}://|www\.)[!-'*-;=?-Z\\^-~]++|(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)*+",
)
"""URLs and e-mail addresses."""
_MAY_BE_NO_WORDS = Pattern("@|://|[wW]{3}")  # in every one of them
_KATAKANA = Pattern("[\u30a1-\u30f6]")
_ONLY_WORDS = Pattern(r"(?!_)\w(?:[\w'’ \u3000]|-(?=\w))*")
_JAPANESE_STOP = Pattern("[。！？!?]")
_IN_VAIN = Pattern(
    r"(?:(?:けれ?ども?|[ただ]が)[、，]?|(?:電話|携帯)[はがに]?も?)"
    r"(?:出(?:られ)?(?:なかった|ませんでした)|(?:つなが|繋が)(?:らなかった|りませんでした)"
    r"|会え(?:なかった|ませんでした)|お?会いでき(?:なかった|ませんでした)|お?(?:留守|不在)(?:だった|でした))$"
    r"|お?留守(?:だった|でした)$"
)  # 出なかった alone may be a conclusion that was not reached; behind “I called, but” it is nobody
_LONGEST = 64  # no word of the table is longer; more of a text is not looked at
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF = dict(
    zip(
        map(
            ord,
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー",
        ),
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ",
        strict=True,
    )
) | {0x3099: "ﾞ", 0x309A: "ﾟ"}


class Head(NamedTuple):
    """What a line begins with: the kind, what was given, and where the words for both end."""

    kind: Kind
    what: str
    end: int


class Vocabulary:
    """KINDS and the kinds of a `prm.toml`, ready for matching."""

    def __init__(self, config: Config) -> None:
        self.config = config
        kinds = {kind.name: kind for kind in KINDS}
        giving = {kind.name for kind in KINDS if kind.channel == "giving"}
        for name, values in config.kinds.items():
            known = kinds.get(name, Kind(name, (), True, "", "", ""))
            aliases = (*known.aliases, *map(str, values.get("aliases", ())))
            kinds[name] = known._replace(aliases=aliases, contact=values.get("contact", known.contact))
            if values.get("give"):
                giving.add(name)
        self.kinds = kinds
        self._giving = frozenset(giving)
        whats = [(word, name) for name, words in GIVING for word in (name, *words)]
        whats += [(str(word), str(word)) for word in config.get("giving.kinds")]
        whats = [(form, what) for word, what in whats for form in _widths(word.casefold())]
        self._whats: dict[str, list[tuple[str, str]]] = {}
        for word, what in sorted(whats, key=lambda pair: -len(pair[0])):
            self._whats.setdefault(word[:1], []).append((word, what))
        self._latin, self._other = _by_beginning(kinds)
        self.plain = all(
            _ONLY_WORDS.fullmatch(word)
            for word in (
                *(alias for kind in kinds.values() for alias in (kind.name, *kind.aliases)),
                *(what for what, _ in whats),
            )
        )
        """Whether words are all that heads are made of: no sign that could be a stop stands in one."""

    def named(self, word: str) -> Kind | None:
        """Return the kind that a word names by itself, as in `type: call`."""
        word = word.casefold().strip()
        pairs = (*self._latin.get(word, ()), *self._other.get(word[:1], ()))
        return next((kind for alias, kind in pairs if alias == word and not kind.where), None)

    def head(self, text: str, pos: int, end: int, where: str = "") -> Head | None:
        """Return the kind that `text` begins with at `pos`, or None; `where` admits kinds of intros or wishes too."""
        found = self._alias(text, pos, end, where)
        if found is None:
            return self._what_first(text, pos, end) if pos < end and text[pos] > "\x7f" else None
        kind, alias, after = found
        if kind.name in self._giving:
            return self._what_first(text, pos, end) or self._given(text, end, kind, alias, after)
        if alias in NAMES_OF_THINGS and not _followed(text, after, end):
            return None
        return _new(Head, (kind, "", after))

    def tried(self, text: str, pos: int, end: int) -> bool:
        """Tell whether the words at `pos`, or the end of the first Japanese sentence, say that nothing came of it."""
        if self._may_begin_tried(text, pos, end):
            found = self._alias(text, pos, end, "")
            if found is not None and found[0].name == "tried":
                return True
        if text[pos:end].isascii():
            return False
        stop = _JAPANESE_STOP.search(text, pos, end)
        sentence = text[pos : stop.start() if stop else end].rstrip(" \t\u3000.")
        if sentence == "" or sentence[-1] <= "\x7f":
            return False
        return sentence.endswith(self._tried_japanese) or (
            sentence[-1] == "た" and _IN_VAIN.search(sentence) is not None
        )

    @cached_property
    def _tried_japanese(self) -> tuple[str, ...]:
        return tuple(alias for alias in self.kinds["tried"].aliases if not alias.isascii())

    @cached_property
    def _may_begin_tried(self) -> Callable[[str, int, int], object]:
        """Return what finds a place where an alias of *tried* may stand: no other needs a look at the tables.

        Such an alias begins with its key, behind skipped words, letter by letter but for case; words that are not
        ASCII to their end may say the same in other letters.
        """
        keys = {key for table in (self._latin, self._other) for key, pairs in table.items() if _has_tried(pairs)}
        words = "|".join(sorted(re.escape(key) for key in (*keys, *_SKIPPED) if key.isascii()))
        return re.compile(rf"(?:{words})|[A-Za-z'-]*[^\x00-\x7f]", re.IGNORECASE).match

    def _alias(self, text: str, pos: int, end: int, where: str) -> tuple[Kind, str, int] | None:
        if pos >= end:
            return None
        first = text[pos]
        if first <= "\x7f" or (first.isalpha() and first.casefold() in self._latin_letters):
            word = _WORD.match(text, pos, min(end, pos + _LONGEST))
            said = word.group().casefold() if word else ""
            while word is not None and said in _SKIPPED:
                pos = _BLANKS.match(text, word.end(), end).end()  # type: ignore[union-attr]
                word = _WORD.match(text, pos, min(end, pos + _LONGEST))
                said = word.group().casefold() if word else ""
            pairs = self._latin.get(_first(said))
            if pairs and (found := _starting(pairs, text, pos, end, where)):
                return found
            first = text[pos : pos + 1]
        pairs = self._other.get(first) or self._other.get(first.casefold())
        found = _starting(pairs, text, pos, end, where) if pairs else None
        if found is None and first and first in _POLITE:
            pairs = self._other.get(text[pos + 1 : pos + 2].casefold())
            return _starting(pairs, text, pos + 1, end, where) if pairs else None
        return found

    @cached_property
    def _latin_letters(self) -> frozenset[str]:
        return frozenset(word[0] for word in self._latin)

    def _given(self, text: str, end: int, kind: Kind, alias: str, after: int) -> Head | None:
        """Read what was given behind a word of giving; without it there is no head."""
        for word, what in IMPLIED_GIVING:
            if alias.startswith(word):
                return Head(kind, what, after)
        for word, what in GIVING_VERBS:
            if alias.startswith(word):
                return Head(kind, what, after) if _stopped(text, after, end) else None
        at = _BLANKS.match(text, after, end).end()  # type: ignore[union-attr]
        while link := _LINK_WHOLE.match(text, at, end):
            at = link.end()
        if alias[-1] <= "\x7f":
            at = _ARTICLES.match(text, at, end).end()  # type: ignore[union-attr]
        found = self._what(text, at, end)
        return Head(kind, found[0], found[1]) if found else None

    def _what(self, text: str, at: int, end: int) -> tuple[str, int] | None:
        for word, what in self._whats.get(text[at : at + 1].casefold(), ()):
            after = at + len(word)
            if after > end or text[at:after].casefold() != word:
                continue
            if word[-1] > "\x7f" or _ends_latin(text, after, end):
                return what, after
        return None

    def _what_first(self, text: str, pos: int, end: int) -> Head | None:
        """Read the Japanese order, the what before the word of giving: お礼を差し上げた, お土産をいただいた."""
        implied = next(((what, pos + len(word)) for word, what in IMPLIED_GIVING if text.startswith(word, pos)), None)
        found = implied or self._what(text, pos, end)
        if found is None:
            return None
        what, at = found
        if text[at : at + 1] in ("を", "の"):
            at += 1
        at = _BLANKS.match(text, at, end).end()  # type: ignore[union-attr]
        verb = self._alias(text, at, end, "")
        if verb is None or verb[0].name not in self._giving:
            return None
        return Head(verb[0], what, verb[2])

    def contact_words(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
        """Yield start, end and kind of every word of contact in a sentence, in order."""
        at, skipped = start, _NO_WORDS.finditer(text, start, end)
        skip = next(skipped, None) if _MAY_BE_NO_WORDS.search(text, start, end) else None
        while found := self._contact.search(text, at, end):
            at = found.start() + 1
            while skip is not None and skip.end() <= found.start():
                skip = next(skipped, None)
            if skip is not None and skip.start() <= found.start():
                at = skip.end()
                continue
            head = None if _inside_word(text, found.start(), start) else self.head(text, found.start(), end)
            if head is not None and head.kind.contact:
                yield found.start(), head.end, head.kind
                at = max(at, head.end)

    @cached_property
    def _contact(self) -> re.Pattern[str]:
        words = {
            alias
            for table in (self._latin, self._other)
            for pairs in table.values()
            for alias, kind in pairs
            if kind.contact
        }
        words |= {word for whats in self._whats.values() for word, _ in whats if not word.isascii()}
        words |= {word for word, _ in IMPLIED_GIVING}
        latin = _any_of(word for word in words if word[0] <= "ɏ")
        other = _any_of(word for word in words if word[0] > "ɏ")
        return re.compile(rf"(?<![A-Za-z0-9_À-ɏ'’-]){latin}|{other}", re.IGNORECASE)

    @cached_property
    def intention(self) -> re.Pattern[str]:
        """Words that say something is only meant; the group `latin` or `japanese` says in which language."""
        latin, japanese = intention_words(self.config)
        return re.compile(
            rf"{_first_of(latin)}(?P<latin>(?<!\w)(?:{'|'.join(map(re.escape, latin))})(?![\w'’]))"
            rf"|{_first_of(japanese)}(?P<japanese>{'|'.join(map(re.escape, japanese))})",
            re.IGNORECASE,
        )


def _by_beginning(
    kinds: dict[str, Kind],
) -> tuple[dict[str, list[tuple[str, Kind]]], dict[str, list[tuple[str, Kind]]]]:
    """Return the aliases by their first word, those of scripts without blanks by their first sign; longest first."""
    latin: dict[str, list[tuple[str, Kind]]] = {}
    other: dict[str, list[tuple[str, Kind]]] = {}
    for kind in kinds.values():
        for alias in (form for name in (kind.name, *kind.aliases) for form in _widths(name.casefold())):
            word = _WORD.match(alias)
            if alias[:1] <= "ɏ" and word is not None:
                latin.setdefault(_first(word.group().casefold()), []).append((alias, kind))
            elif alias:
                other.setdefault(alias[0], []).append((alias, kind))
    for table in (latin, other):
        for pairs in table.values():
            pairs.sort(key=lambda pair: -len(pair[0]))
    return latin, other


def _widths(word: str) -> tuple[str, ...]:
    """Return a word as it is, and as it is written in full-width letters or half-width katakana."""
    if word.isascii():
        return (word, word.translate(_WIDE).replace(" ", "\u3000"))
    half = normalize("NFD", word).translate(_HALF)
    return (word, half) if _KATAKANA.search(word) else (word,)


def _has_tried(pairs: list[tuple[str, Kind]]) -> bool:
    return any(kind.name == "tried" for _, kind in pairs)


def _first(word: str) -> str:
    """Return the key of a Latin word in lower case: its letters up to the first kana or kanji."""
    if word.isascii():
        return word
    return next((word[:place] for place, sign in enumerate(word) if sign > "ɏ"), word)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a look at the first sign spares most attempts."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return rf"{_first_of(longest)}(?:{'|'.join(map(re.escape, longest))})"


def _first_of(words: Iterable[str]) -> str:
    """Return a pattern for what stands where any of some words may begin."""
    firsts = "".join(sorted({re.escape(word[:1]) for word in words}))
    return f"(?=[{firsts}])" if firsts and all(words) else ""


def _starting(pairs: list[tuple[str, Kind]], text: str, pos: int, end: int, where: str) -> tuple[Kind, str, int] | None:
    """Return the first of some aliases that stands at `pos` and ends there as a word, with its kind and its end."""
    for alias, kind in pairs:
        after = pos + len(alias)
        if after > end or text[pos:after].casefold() != alias or kind.where not in ("", where):
            continue
        if _ends_latin(text, after, end) if alias[-1] <= "\x7f" else _AFTER.match(text, after, end):
            return kind, alias, after
    return None


def _ends_latin(text: str, after: int, end: int) -> bool:
    """Tell whether a Latin word ends at `after`; kana may follow it."""
    if after >= end:
        return True
    sign = text[after]
    if sign == " ":
        return True
    if sign == "-":
        return after + 1 >= end or not text[after + 1].isalnum()
    return not (sign.isalnum() or sign in "_'’") or "\u3040" <= sign <= "\u30ff"


def _followed(text: str, after: int, end: int) -> bool:
    """Tell whether a stop or a link follows, or kana as in LINEで; behind 昼 kana says when it was: お昼に."""
    if after < end and "\u3041" <= text[after] <= "\u3096":
        return text[after - 1] != "昼"
    return _stopped(text, after, end) or text[after - 1 : end] == "昼"


def _stopped(text: str, after: int, end: int) -> bool:
    """Tell whether a stop or a link follows."""
    at = _BLANKS.match(text, after, end).end()  # type: ignore[union-attr]
    return bool(_STOP_HERE.match(text, at, end) or _LINK_HERE.match(text, at, end))


def _inside_word(text: str, at: int, start: int) -> bool:
    """Tell whether the sign before belongs to the same word: a letter before a Latin one, katakana before katakana."""
    if at <= start:
        return False
    before, sign = text[at - 1], text[at]
    if sign <= "ɏ":
        return before <= "ɏ" and (before.isalnum() or before in "_-'’")
    return "\u30a0" <= sign <= "\u30ff" and "\u30a1" <= before <= "\u30ff"
