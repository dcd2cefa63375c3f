"""Words as a search compares them: folded, split into words, Japanese into pairs of signs, English to its stem."""

import re
import unicodedata
from typing import NamedTuple

from prm.model.names import VARIANTS
from prm.text.pattern import Pattern

_SIGNS = "\u3005\u3006\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_LETTER = rf"[^\W_{_SIGNS}\U00020000-\U0003ffff]"
_TOKEN = Pattern(rf"([{_SIGNS}\U00020000-\U0003ffff]+)|{_LETTER}+")
_BLANKS = Pattern(r"(?<=[^\x00-\xff])[\s\u3000・]+(?=[^\x00-\xff])")
_ONE_FORM: dict[int, int | str] = {
    **{ord(variant): min(forms) for forms in VARIANTS.values() for variant in forms},
    **{code: code - 0x60 for code in range(0x30A1, 0x30F7)},
    **{ord(sign): plain for sign, plain in zip("øłđıæœ", ("o", "l", "d", "i", "ae", "oe"), strict=True)},
}
_VOICED = "\u3099\u309a"
_MOST_LETTERS = 64

_ENDINGS = (
    "ionists", "ionist", "eries", "ions", "ings", "ists", "ians", "ion", "ery", "ing", "ist", "ian", "ers", "ors",
    "ies", "ied", "er", "or", "ed", "es", "s", "e", "y",
)  # fmt: skip
_WHOLE = frozenset((
    "after", "always", "another", "answer", "better", "border", "brother", "butter", "center", "centre",
    "christmas", "computer", "corner", "daughter", "dinner", "doctor", "during", "either", "electrician",
    "evening", "ever", "every", "everything", "father", "feather", "finger", "flower", "ginger", "however",
    "ladder", "later", "leather", "letter", "lunch", "master", "matter", "member", "mirror", "morning", "mother",
    "motor", "never", "nothing", "number", "nursery", "offer", "order", "other", "over", "paper", "pepper", "physician",
    "power", "quarter", "rather", "river", "server", "shoulder", "silver", "sister", "something", "sometimes",
    "spring", "string", "summer", "supper", "thing", "things", "this", "tower", "under", "various", "very",
    "waiter", "water", "weather", "wedding", "whether", "winter",
))  # fmt: skip
"""Words that end like another form of a word and are none."""
_VOWEL = Pattern(r"[aeiouy]")
_LONG_VOWEL = Pattern(r"(o)(?:u|o|h(?![aeiouy]))|(u)u")


class Token(NamedTuple):
    """A word of a folded text, or a run of signs of a language without blanks: where it stands and which it is."""

    start: int
    end: int
    text: str
    run: bool


def fold(text: str) -> str:
    """Return a text without case, accents and width, kana and variant kanji as one, no blanks between such signs."""
    if text.isascii():
        return text.lower()
    if _JOINING.search(text) or not unicodedata.is_normalized("NFC", text):
        return _BLANKS.sub(_without, _folded(text))
    return _BLANKS.sub(_without, text.translate(_LETTERS))


def _folded(text: str) -> str:
    """Return a text or a letter folded, with its blanks."""
    key = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    if key.isascii():
        return key
    key = "".join([sign for sign in key if not unicodedata.combining(sign) or sign in _VOICED])
    return unicodedata.normalize("NFC", key).translate(_ONE_FORM)


class _Letters(dict[int, str]):
    """Each letter folded, from the first time that it is met: a text is folded letter by letter three times as fast."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


_LETTERS = _Letters()
_JOINING = Pattern(r"[\u0300-\u036f\u1100-\u11ff\u3099\u309a\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uff9e-\uffdc]")
"""Signs that may become one with their neighbours."""


def _without(blanks: re.Match[str]) -> str:
    """Return what is left of blanks: nothing between signs of a language without blanks.

    Looked up, and not written into the pattern: sets as large as these take milliseconds to compile.
    """
    before, behind = blanks.string[blanks.start() - 1], blanks.string[blanks.end()]
    joins = (_is_sign(before) or before in "、。」』") and (_is_sign(behind) or behind in "「『")
    return "" if joins else blanks.group()


def _is_sign(letter: str) -> bool:
    """Tell whether a letter is one of `_SIGNS`."""
    if letter < "\u3400":
        is_katakana = "\u30a1" <= letter <= "\u30ff" and letter != "・"
        return is_katakana or "\u3041" <= letter <= "\u3096" or letter in "々〆ゝゞゟ"
    return letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" or "\uf900" <= letter <= "\ufaff"


def tokens(folded: str) -> list[Token]:
    """Return the words and runs of a folded text, in order."""
    return [
        Token(found.start(), found.end(), found.group()[:_MOST_LETTERS] if not found.lastindex else found.group(),
              bool(found.lastindex))
        for found in _TOKEN.finditer(folded)
    ]  # fmt: skip


def words(folded: str) -> list[str]:
    """Return the words of a folded text, without runs of signs."""
    return [found.group()[:_MOST_LETTERS] for found in _TOKEN.finditer(folded) if not found.lastindex]


def words_from(start: str, folded: str) -> list[str]:
    """Return the words of a folded text that begin with some letters."""
    found: list[str] = []
    at = folded.find(start)
    while at >= 0:
        before = _TOKEN.match(folded, at - 1) if at else None
        if before is None or before.lastindex:
            word = _TOKEN.match(folded, at)
            found += [word.group()[:_MOST_LETTERS]] if word else []
        at = folded.find(start, at + len(start))
    return found


def terms(text: str) -> str:
    """Return what the index holds of a text: its words, and each pair of neighbouring signs, between blanks.

    The last sign of a run stands alone, so that every sign begins a term.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        word = match.group()
        if match.lastindex:
            found += (word[at : at + 2] for at in range(len(word)))
        else:
            found.append(word[:_MOST_LETTERS])
    return " ".join(dict.fromkeys(found))


def stem(word: str) -> str:
    """Return what the forms of an English word share: teach for teacher and teaching, translat for translation."""
    if word in _WHOLE or word.removesuffix("s") in _WHOLE:
        return word if word in _WHOLE else word[:-1]
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word.endswith(("ss", "us")):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) < _least(ending) or _VOWEL.search(rest) is None:
                continue
            if ending in ("ies", "ied", "y"):
                return rest + "i"
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeiouls" and ending not in ("s", "e", "es"):
                return rest[:-1]
            return rest.removesuffix("e") if ending == "s" and len(rest) > 3 else rest
    return word


def _least(ending: str) -> int:
    """Return how many letters must stand before an ending for it to be one."""
    return 3 if ending in ("s", "es", "e", "ing", "ings", "ed", "er", "ers", "ies", "ied", "y", "ery", "eries") else 4


def stem_start(stemmed: str) -> str:
    """Return what every form of a stem begins with."""
    return stemmed[:-1] if len(stemmed) > 3 and stemmed.endswith("i") else stemmed


def short_vowels(word: str) -> str:
    """Return a word in Latin letters with the long vowels of Japanese names written short."""
    return _LONG_VOWEL.sub(r"\1\2", word)


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether one letter more, less, different or changed with its neighbour makes one word the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def spans(text: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its signs where in the text it comes from; one place more at the end."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ"):
            end += 1
        piece = fold(text[at:end])
        pieces.append(piece)
        places += [at] * len(piece)
        at = end
    joined = "".join(pieces)
    kept: list[int] = []
    last = 0
    for found in _BLANKS.finditer(joined):
        if not _without(found):
            kept += places[last : found.start()]
            last = found.end()
    return _BLANKS.sub(_without, joined), [*kept, *places[last:], len(text)]
