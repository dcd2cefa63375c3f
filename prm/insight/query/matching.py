"""How words are compared: folded, whole words side by side, in Japanese anywhere."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from typing import TypeAlias

from prm.insight.query.grammar import Word
from prm.model.names import VARIANTS
from prm.text.markdown import plain
from prm.text.pattern import Pattern

_SIGNS = "\u3005\u3006\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = Pattern(rf"([{_SIGNS}\U00020000-\U0003ffff]+)|[^\W_{_SIGNS}\U00020000-\U0003ffff]+")
_BETWEEN_SIGNS = Pattern(rf"(?<=[{_SIGNS}])[\s\u3000・]+(?=[{_SIGNS}])")
_ONE_FORM: dict[int, str | int | None] = {
    **{ord(variant): min(forms) for forms in VARIANTS.values() for variant in forms},
    **{code: code - 0x60 for code in range(0x30A1, 0x30F7)},
    **{ord(sign): plain for sign, plain in zip("øłđıæœ", ("o", "l", "d", "i", "ae", "oe"), strict=True)},
}
_BETWEEN = " \u01c1 "  # a letter of no language that is asked for: no phrase runs from one text into the next
_VOICED = "\u3099\u309a"


class Cell(NamedTuple):
    """One value of one person: the texts it is found by, its ISO date (whole or partial), its number, its most."""

    texts: tuple[str, ...]
    day: str = ""
    number: float | None = None
    most: float | None = None


Test: TypeAlias = Callable[[Cell], bool]


# words


def fold(text: str) -> str:
    """Return a text without case, accents and width, kana and variant kanji as one, no blanks between such signs."""
    if text.isascii():
        return " ".join(text.lower().split())
    key = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    key = "".join(sign for sign in key if not unicodedata.combining(sign) or sign in _VOICED)
    key = unicodedata.normalize("NFC", key).translate(_ONE_FORM)
    return " ".join(_BETWEEN_SIGNS.sub("", key).split())


def normal(text: str) -> str:
    """Return the folded words of a text with a blank around each; signs of a language without blanks stand together."""
    return " " + "".join(found.group() + " " for found in _TOKEN.finditer(fold(text)))


def by_words(word: Word) -> Test:
    """Return whether the words stand in a text side by side; in Japanese anywhere, at a `*` as part of a word."""
    text, front, back = bare(word)
    core = normal(text).strip()
    if not core:
        raw = fold(text)
        return lambda cell: any(raw in fold(each) for each in cell.texts)
    front = front or _TOKEN.match(core).lastindex == 1  # type: ignore[union-attr]
    back = back or _TOKEN.match(core, len(core) - 1).lastindex == 1  # type: ignore[union-attr]
    first = core.partition(" ")[0]
    core = ("" if front else " ") + core + ("" if back else " ")

    def holds(cell: Cell) -> bool:
        text = cell.texts[0] if len(cell.texts) == 1 else _BETWEEN.join(cell.texts)
        return (not text.isascii() or first in text.lower()) and core in normal(text)

    return holds


def by_whole(word: Word, *, nested: bool = False) -> Test:
    """Return whether a text is that and nothing else; `nested` also what lies below it, as tag a/b below a."""
    text, front, back = bare(word)
    core = fold(text.lstrip("#") if nested else text)
    below = core + "/"

    def is_it(text: str) -> bool:
        key = fold(text)
        if front or back:
            return core in key if front and back else key.endswith(core) if front else key.startswith(core)
        return key == core or (nested and key.startswith(below))

    return lambda cell: any(map(is_it, cell.texts))


def bare(word: Word) -> tuple[str, bool, bool]:
    """Return a word without the stars at its ends, and whether there was one at its front and at its back."""
    if word.quoted or word.text.startswith("[["):
        return plain(word.text), False, False
    text = word.text.replace("＊", "*")
    return text.strip("*"), text.startswith("*"), text.endswith("*")


def by_digits(word: Word) -> Test | None:
    """Return whether the digits stand in a telephone number; None where there are none."""
    core = _digits(word.text)
    if not core:
        return None
    short = core.lstrip("0")
    return lambda cell: any(core in (held := _digits(each)) or (len(short) > 5 and short in held)
                            for each in cell.texts)  # fmt: skip


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
