"""The grammar of queries: from text to a tree, every part with its place, and back."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple
from typing import TypeAlias

from prm.text.pattern import Pattern

_OPEN, _CLOSE, _COMMAS, _MINUS, _HASH = "(（", ")）", ",，、､", "-－−", "#＃"
_QUOTES = {'"': '"', "＂": "＂", "“": "”", "「": "」", "'": "'"}
_SIGNS = {":": ":", "：": ":", "=": "=", "＝": "=", "<": "<", "＜": "<", ">": ">", "＞": ">", "≤": "<=", "≦": "<=",
          "≥": ">=", "≧": ">="}  # fmt: skip
_EQUALS = "=＝"
_NOT, _OR, _AND, _EXCEPT = ("not",), ("or", "または", "又は"), ("and", "かつ"), ("以外",)
_JOINTS = frozenset((*_NOT, *_OR, *_AND, *_EXCEPT))
_DOTS = Pattern(r"(?:\.{2,}|\.?[…〜～])[.…〜～]*")
_SINGLE = Pattern(r"'[^']*'(?=[\s()（）,，、､.…〜～]|\Z)")
_DEEPEST = 60


class Unreadable(ValueError):
    """A query that cannot be read; its text says where and what to write, `column` counts from 1."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(f"query, column {at + 1}: {message}")
        self.column = at + 1
        self.message = message


class Word(NamedTuple):
    """A word of a query; one in quotes is taken as it stands, another may be a flag or hold a `*`."""

    text: str
    quoted: bool
    at: int


class Value(NamedTuple):
    """What a field is compared with: one word, or a range to `end`, of which either side may be empty."""

    word: Word
    end: Word | None


class Term(NamedTuple):
    """A field, a sign and one or more values of which any may hold; without a field it is a flag or a name."""

    field: str
    sign: str
    values: tuple[Value, ...]
    at: int


class Not(NamedTuple):
    """Everybody whom a query does not find."""

    part: Query


class All(NamedTuple):
    """Those whom every part finds; without parts everybody."""

    parts: tuple[Query, ...]


class Some(NamedTuple):
    """Those whom any part finds."""

    parts: tuple[Query, ...]


Query: TypeAlias = Term | Not | All | Some


def parse(text: str) -> Query:
    """Return the tree of a query; raises Unreadable."""
    reader = _Reader(text)
    if not reader.peek():
        return All(())
    found = reader.some(0)
    if reader.peek():
        raise Unreadable(reader.at, "a parenthesis is closed here that was never opened")
    return found


class _Reader:
    """Reads a query from left to right; `at` is where the next sign stands."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def peek(self) -> str:
        """Return the next sign that is no blank, "" at the end."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self._here()

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _takes(self, words: tuple[str, ...]) -> bool:
        """Take one of some words if it stands here, by itself."""
        self.peek()
        end = self.at
        while end < len(self.text) and not self._ends_word(end):
            end += 1
        here = unicodedata.normalize("NFKC", self.text[self.at : end]).casefold()
        if here not in words or self.text[end : end + 1] in _SIGNS:
            return False
        self.at = end
        return True

    def _ends_word(self, at: int) -> bool:
        sign = self.text[at]
        return sign.isspace() or sign in _SIGNS or sign in _OPEN or sign in _CLOSE or sign in _COMMAS

    def some(self, depth: int) -> Query:
        """Read parts with `or` between."""
        parts = [self._all(depth)]
        while self._takes(_OR):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while True:
            joined = self._takes(_AND)
            before = self.at
            at_end = not self.peek() or self.peek() in _CLOSE or self._takes(_OR)
            self.at = before
            if at_end and not joined:
                return parts[0] if len(parts) == 1 else All(tuple(parts))
            parts.append(self._one(depth))

    def _one(self, depth: int) -> Query:
        turned = False
        while (minus := bool(self.peek()) and self.peek() in _MINUS) or self._takes(_NOT):
            self.at += minus
            turned = not turned
        found = self._inside(depth) if self.peek() and self.peek() in _OPEN else self._term()
        while self._takes(_EXCEPT):
            turned = not turned
        return Not(found) if turned else found

    def _inside(self, depth: int) -> Query:
        opened = self.at
        if depth >= _DEEPEST:
            raise Unreadable(opened, f"more than {_DEEPEST} parentheses inside each other; write it flatter")
        self.at += 1
        found = self.some(depth + 1)
        if not self.peek():
            raise Unreadable(opened, "this parenthesis is never closed")
        self.at += 1
        return found

    def _term(self) -> Term:
        start, sign = self.at, self.peek()
        if not sign or sign in _CLOSE or self._takes(_OR) or self._takes(_AND):
            raise Unreadable(start, "something to look for is missing here, such as circle:inner or a name")
        if sign in _HASH:
            self.at += 1
            return Term("tag", ":", self._values("tag"), start)
        if sign not in _QUOTES or (sign == "'" and not _SINGLE.match(self.text, self.at)):
            while self._here() and not self._ends_word(self.at):
                self.at += 1
            field = self.text[start : self.at]
            if self.peek() and self.peek() in _SIGNS:
                return self._compared(field, start)
            if not field:
                raise Unreadable(start, f"“{sign}” stands alone here; leave it out, or put it in quotes")
            self.at = start
        return Term("", ":", self._values(""), start)

    def _compared(self, field: str, start: int) -> Term:
        at, sign = self.at, _SIGNS[self._here()]
        self.at += 1
        if not field or field.endswith("!"):
            advice = f"not {field[:-1] or 'circle'}=…" if field else f"circle{sign}…"
            raise Unreadable(start if field else at, f"a field must stand before “{sign}”; write {advice}")
        if sign in "<>" and self._here() and self._here() in _EQUALS:
            self.at += 1
            sign += "="
        return Term(field, sign, self._values(f"{field}{sign}"), start)

    def _values(self, before: str) -> tuple[Value, ...]:
        self.peek()
        found = [self._value(before)]
        while self._here() and self._here() in _COMMAS:
            self.at += 1
            found.append(self._value(before))
        return tuple(found)

    def _value(self, before: str) -> Value:
        start = self.at
        word = self._word(left=True)
        dots = _DOTS.match(self.text, self.at)
        if dots and not self._is_end():
            self.at = dots.end()
            return Value(word, self._word(left=False))
        if not word.text and not word.quoted:
            known = f"; has:{before[:-1]} asks whether there is any" if before[-1:] in (":", "=") else ""
            raise Unreadable(start, f"a value is missing behind “{before or ','}”{known}")
        if not self._is_end():
            raise Unreadable(self.at, "put a blank behind the closing quotes")
        return Value(word, None)

    def _is_end(self) -> bool:
        sign = self._here()
        return not sign or sign.isspace() or sign in _OPEN or sign in _CLOSE or sign in _COMMAS

    def _word(self, *, left: bool) -> Word:
        start, sign = self.at, self._here()
        if sign and sign in _QUOTES and (sign != "'" or _SINGLE.match(self.text, start)):
            return self._quoted(_QUOTES[sign])
        while not self._is_end():
            dots = _DOTS.match(self.text, self.at) if left else None
            if dots and (self.at > start or dots.group() not in "〜～"):
                break
            self.at += 1
        said = self.text[start : self.at]
        return Word(said, said.casefold() in _JOINTS, start)  # a word of the grammar that stands for itself is quoted

    def _quoted(self, closing: str) -> Word:
        start, said = self.at, []
        self.at += 1
        while (sign := self._here()) != closing:
            if not sign:
                raise Unreadable(start, "these quotes are never closed")
            following = self.text[self.at + 1 : self.at + 2]
            if sign == "\\" and following and following in (closing, "\\"):
                self.at += 1
            said.append(self._here())
            self.at += 1
        self.at += 1
        return Word("".join(said), True, start)


def printed(query: Query) -> str:
    """Return a query as text that reads as the same query."""
    if isinstance(query, Term):
        return (query.field + query.sign if query.field else "") + ",".join(map(_shown, query.values))
    if isinstance(query, Not):
        return f"not {_in_parentheses(query.part)}"
    if isinstance(query, Some):
        return " or ".join(printed(part) if isinstance(part, All) else _in_parentheses(part) for part in query.parts)
    return " ".join(map(_in_parentheses, query.parts))


def _in_parentheses(query: Query) -> str:
    return f"({printed(query)})" if isinstance(query, (All, Some)) else printed(query)


def _shown(value: Value) -> str:
    return _word(value.word) + (".." + _word(value.end) if value.end is not None else "")


def _word(word: Word) -> str:
    return quoted(word.text) if word.quoted else word.text


def quoted(text: str) -> str:
    """Return a text as a query takes it literally."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
