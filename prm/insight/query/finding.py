"""From the tree of a query to the people it finds."""

from typing import NamedTuple

from prm.insight.query import matching
from prm.insight.query import scales
from prm.insight.query.fields import Column
from prm.insight.query.fields import column
from prm.insight.query.fields import flag
from prm.insight.query.fields import known_names
from prm.insight.query.fields import known_parts
from prm.insight.query.fields import vocabulary
from prm.insight.query.grammar import All
from prm.insight.query.grammar import Not
from prm.insight.query.grammar import Query
from prm.insight.query.grammar import Some
from prm.insight.query.grammar import Term
from prm.insight.query.grammar import Unreadable
from prm.insight.query.grammar import Value
from prm.insight.query.grammar import Word
from prm.insight.query.grammar import parse
from prm.insight.query.matching import Cell
from prm.insight.query.matching import Test
from prm.insight.query.scales import Scale
from prm.model.names import UNRENDERED
from prm.model.names import folded
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.nodes import fold_key

_COMPARING = ("<", "<=", ">", ">=")
_WAYS = {"coming": "coming", "yearly": "yearly"}


class Found(NamedTuple):
    """Whom a query finds, in the order of the vault; the words in it that no name and no value matches."""

    query: Query
    people: tuple[NoteRow, ...]
    ids: frozenset[int]
    nobody: tuple[str, ...]
    nothing: tuple[tuple[str, str], ...]


def find(vault: Vault, text: str) -> Found:
    """Return the people that a query finds; raises Unreadable."""
    query = parse(text)
    asked = _Asked(vault)
    ids = asked.find(query)
    people = tuple(person for person in vault.people if person.id in ids)
    return Found(query, people, frozenset(ids), tuple(asked.nobody), tuple(asked.nothing))


class _Asked:
    """Answers the parts of one query; each field is asked of the vault once."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.everyone = {person.id for person in vault.people}
        self.nobody: list[str] = []
        self.nothing: list[tuple[str, str]] = []
        self._columns: dict[str, Column] = {}

    def find(self, query: Query) -> set[int]:
        """Return the people a query finds; every part is read, so that every mistake is said."""
        if isinstance(query, Not):
            return self.everyone - self.find(query.part)
        if isinstance(query, All):
            return set(self.everyone).intersection(*map(self.find, query.parts))
        if isinstance(query, Some):
            return set[int]().union(*map(self.find, query.parts))
        return self._term(query) & self.everyone

    def _term(self, term: Term) -> set[int]:
        if not term.field:
            return set[int]().union(*(self._named(value) for value in term.values))
        if fold_key(term.field) == "has" or term.field == "あり":
            return set[int]().union(*(self._having(term, value) for value in term.values))
        if term.sign in _COMPARING and (len(term.values) > 1 or term.values[0].end is not None):
            raise Unreadable(term.values[-1].word.at, f"one value goes behind “{term.sign}”; use “:” for several")
        asked = self._column(term.field, term.at)
        return set[int]().union(*(self._compared(asked, term, value) for value in term.values))

    def _column(self, name: str, at: int) -> Column:
        found = self._columns.get(name) or column(self.vault, name)
        if found is None:
            raise Unreadable(at, f"“{name}” is no field{self._meant(name)}")
        self._columns[name] = found
        return found

    def _meant(self, name: str) -> str:
        from difflib import get_close_matches

        if fold_key(name) in ("is", "flag"):
            return "; a flag stands alone, as in: due not paused"
        parts = known_parts(self.vault)
        base, _, part = fold_key(name).rpartition(".")
        if part in parts and not base:
            return f"; did you mean “{parts[part]}”?"
        if base and (near := get_close_matches(f"{base}.{part}", parts.values(), 1, 0.7)):
            return f"; did you mean “{near[0]}”?"
        known = known_names(self.vault)
        if near := get_close_matches(fold_key(name)[:40], known, 1, 0.7):
            return f"; did you mean “{known[near[0]]}”?"
        return ", and no key of this vault; text:… looks everywhere, and quotes make it a name"

    # a word alone

    def _named(self, value: Value) -> set[int]:
        word = value.word
        if value.end is not None:
            raise Unreadable(word.at, "a range needs a field before it, such as age:30..40")
        if not word.quoted and (found := flag(word.text)):
            return found.people(self.vault)
        cells = self._column("name", word.at).cells
        hits = _holding(cells, matching.by_words(word)) or _holding(cells, _bent(word))
        if not hits and (key := folded(word.text)):
            hits = _holding(cells, lambda cell: any(key in folded(each) for each in cell.texts))
        if not hits:
            self.nobody.append(word.text)
        return hits

    # has

    def _having(self, term: Term, value: Value) -> set[int]:
        if term.sign != ":" or value.end is not None:
            raise Unreadable(term.at, "has is followed by “:” and a field, such as has:email")
        name = value.word.text
        if fold_key(name) in ("has", "text"):
            raise Unreadable(value.word.at, f"“{name}” cannot be asked for with has")
        asked = self._column(name, value.word.at)
        return {person for person, cells in asked.cells.items() if any(map(_says, cells))}

    # a field and a value

    def _compared(self, asked: Column, term: Term, value: Value) -> set[int]:
        if asked.name == "text":
            return self._spoken_of(term, value)
        if value.word.text in ("*", "＊") and not value.word.quoted and value.end is None and term.sign in (":", "="):
            return {person for person, cells in asked.cells.items() if any(map(_says, cells))}
        if asked.shape == "counted":
            return self._counted(asked, term, value)
        found = _holding(asked.cells, self._test(asked, term, value))
        if not found and asked.shape in ("label", "tag"):
            self.nothing.append((term.field, value.word.text))
        if not found and asked.shape == "text" and (term.sign in _COMPARING or value.end is not None):
            self._is_compared(asked, term, value)
        return found

    def _spoken_of(self, term: Term, value: Value) -> set[int]:
        """Return the people whose notes hold some words."""
        from prm.insight.query.fulltext import spoken_of

        if term.sign in _COMPARING or value.end is not None:
            raise Unreadable(value.word.at, f"“{term.field}” is searched for words, and not compared")
        test = matching.by_whole(value.word) if term.sign == "=" else matching.by_words(value.word)
        found = spoken_of(self.vault, value.word, test)
        if not found:
            self.nothing.append((term.field, value.word.text))
        return found

    def _is_compared(self, asked: Column, term: Term, value: Value) -> None:
        """Raise Unreadable where a field that is compared holds no number and no date at all."""
        scale = Scale(self.vault.today, self.vault.config.date_order, "past")
        cells = [cell for person, said in asked.cells.items() if person in self.everyone for cell in said]
        if cells and not any(_number_in(cell) is not None or _as_date(cell, scale).day for cell in cells):
            said = ".." if value.end is not None else term.sign
            raise Unreadable(value.word.at, f"“{term.field}” holds words here, and nothing to compare by “{said}”")

    def _test(self, asked: Column, term: Term, value: Value) -> Test:
        shape, sign = asked.shape, term.sign
        scale = Scale(self.vault.today, self.vault.config.date_order, _WAYS.get(shape, "past"))
        if shape == "number":
            return scales.by_number(sign, value, term.field)
        if shape == "span":
            return scales.by_span(sign, value, term.field)
        if shape in ("day", "coming", "yearly"):
            return scales.by_day(sign, value, term.field, scale)
        if shape in ("label", "tag"):
            self._is_word(term, value)
            return matching.by_whole(self._listed(asked.name, value.word), nested=shape == "tag")
        if sign in _COMPARING or value.end is not None:
            return _loose(sign, value, term.field, scale)
        if sign == "=":
            return matching.by_whole(value.word)
        words = matching.by_words(value.word)
        if asked.name == "name":
            return _any_of(words, _bent(value.word))
        if shape == "phone":
            return matching.by_digits(value.word) or words
        return _any_of(words, _dated(value, term.field, scale))

    def _is_word(self, term: Term, value: Value) -> None:
        if term.sign in _COMPARING or value.end is not None:
            raise Unreadable(value.word.at, f"“{term.field}” is a word; “<”, “>” and “..” compare dates and numbers")

    def _listed(self, name: str, word: Word) -> Word:
        """Return a word of a field that has only so many, in its first spelling; raises Unreadable for another."""
        known = {matching.fold(said): means for said, means in vocabulary(self.vault, name).items()}
        key = matching.fold(word.text)
        if not known or "*" in key or key in known:
            return word._replace(text=known.get(key, word.text))
        if name == "status" and _holding(self._columns[name].cells, matching.by_whole(word)):
            return word
        from difflib import get_close_matches

        near = get_close_matches(key, known, 1, 0.6)
        meant = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(dict.fromkeys(known.values()))}"
        raise Unreadable(word.at, f"“{name}” knows no “{word.text}”; {meant}")

    def _counted(self, asked: Column, term: Term, value: Value) -> set[int]:
        """Compare how many there are, or find what was counted."""
        numeric = term.sign in _COMPARING or value.end is not None or scales.number(value.word.text) is not None
        if numeric:
            test = scales.by_number(term.sign, value, term.field)
            many = {person: sum(cell.number or 0 for cell in cells) for person, cells in asked.cells.items()}
            return {person for person in self.everyone if test(Cell((), "", many.get(person, 0)))}
        return _holding(asked.cells, matching.by_whole(self._listed(asked.name.partition(".")[0], value.word)))


def _says(cell: Cell) -> bool:
    if cell.number or cell.day:
        return True
    return any(not UNRENDERED.fullmatch(text) for text in cell.texts) and cell.texts != ("none",)


def _holding(cells: dict[int, list[Cell]], test: Test) -> set[int]:
    return {person for person, said in cells.items() if any(map(test, said))}


def _any_of(*tests: Test) -> Test:
    return lambda cell: any(test(cell) for test in tests)


def _bent(word: Word) -> Test:
    """Return whether a name holds the words as names are compared: long vowels short, no honorific; a star stays."""
    star = "*" if word.text.endswith(("*", "＊")) and not word.quoted else ""
    test = matching.by_words(Word(folded(word.text.rstrip("*＊")) + star, word.quoted, word.at))
    return lambda cell: test(Cell(tuple(map(folded, cell.texts))))


def _dated(value: Value, field: str, scale: Scale) -> Test:
    """Return whether a value of a field of words is a date within the one asked for, if one is."""
    try:
        bound = scales.day_bound(value.word, scale) if not value.word.quoted else None
    except Unreadable:
        return lambda _: False
    if not isinstance(bound, scales.Days):
        return lambda _: False
    test = scales.by_day(":", value, field, scale)
    return lambda cell: test(_as_date(cell, scale))


def _loose(sign: str, value: Value, field: str, scale: Scale) -> Test:
    """Return the comparison of a field without a type: as numbers where both sides are, else as dates."""
    sides = [word for word in (value.word, value.end) if word is not None and word.text]
    numbers = [scales.number(word.text) for word in sides]
    numeric = scales.by_number(sign, value, field) if None not in numbers else None
    try:
        dated = scales.by_day(sign, value, field, scale)
    except Unreadable as error:
        if numeric is None:
            said = value.word.text or (value.end.text if value.end else "")
            message = f"“{said}” is no number and no date, and “{field}” holds words"
            raise Unreadable(error.column - 1, message) from None
        dated = None

    def holds(cell: Cell) -> bool:
        number = _number_in(cell)
        if number is not None and numeric is not None:
            return numeric(Cell((), "", number))
        return dated is not None and dated(_as_date(cell, scale))

    return holds


def _number_in(cell: Cell) -> float | None:
    return next((found for text in cell.texts if (found := scales.number(text)) is not None), None)


def _as_date(cell: Cell, scale: Scale) -> Cell:
    if cell.day:
        return cell
    from prm.text.dates import PartialDate
    from prm.text.dates import partial

    read = partial(cell.texts[0], scale.order) if cell.texts else None
    return Cell((), read.iso() if isinstance(read, PartialDate) else "")
