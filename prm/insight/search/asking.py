"""What somebody asks for, taken apart: each thing meant, with every form in which a note may say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from prm.insight.search.saying import Form
from prm.insight.search.saying import Thing
from prm.model.config import Config
from prm.model.synonyms import AGENTS
from prm.model.synonyms import JAPANESE_STOPS
from prm.model.synonyms import MEASURES
from prm.model.synonyms import STOPS
from prm.model.synonyms import SYNONYMS
from prm.model.words import fold
from prm.model.words import stem
from prm.model.words import tokens
from prm.text.pattern import Pattern

_PIECE = Pattern(
    r"[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u9fff\uf900-\ufaff々〆\U00020000-\U0003ffff]+|[\uac00-\ud7af]+|[\u3041-\u3096ー]+|."
)
_PARTICLES = Pattern(
    r"^(?:について|ような|みたいな|という|から|まで|より|とか|など|って|にも|では|には|とは|[をがはのでにともへやなか])+"
    r"|(?:について|ような|みたいな|という|から|まで|より|とか|など|って|にも|では|には|とは|です|ます|[をがはのでにともへやなかね])+$"
)
_INFLECTION = Pattern(
    r"^(?:[いえきけぎげしせじぜちてにねびべみめりれわかがさざたなばまらっんうくぐすずつぬぶむる]{0,3}"
    r"(?:られる|れる|せる|てくれる|てもらえる|てる|ている|たい|ない|ます|ました|た|て|る|う|く|す|つ|む|ぶ|ぐ|い|きる|ける|える)?)$"
)
_AFTER_NOUN = "のをがはにとでもへやな"
_MOST_IN_PHRASE = 4
_SHORT_STOP = 2
_ASIDE = ("for", "who", "that", "which", "whose", "when", "because", "while", "if", "since", "until")
"""What begins words that tell more of the thing before them: a plumber *who turns up*, a pianist *for the concert*."""
EXACT, SYNONYM, PART, START = 1.0, 0.85, 0.5, 0.7


class Lexicon:
    """The groups of words that mean the same, found by any of them."""

    def __init__(self, config: Config) -> None:
        groups = [tuple(map(str, group)) for group in config.get("words.synonyms") if isinstance(group, list | tuple)]
        self._groups = [*groups, *SYNONYMS]
        self._phrases: dict[str, list[int]] = {}
        self._runs: dict[str, list[int]] = {}
        for number, group in enumerate(self._groups):
            for word in group:
                key, is_latin = _key(word.lstrip("~"))
                if key:
                    (self._phrases if is_latin else self._runs).setdefault(key, []).append(number)
        self._longest = max(map(len, self._runs))

    def phrase(self, stems: list[str]) -> int:
        """Return how many of the first words are one known thing."""
        for count in range(min(_MOST_IN_PHRASE, len(stems)), 0, -1):
            if " ".join(stems[:count]) in self._phrases:
                return count
        return 0

    def run(self, text: str) -> int:
        """Return how many of the first signs are one known thing."""
        for count in range(min(self._longest, len(text)), 0, -1):
            if text[:count] in self._runs:
                return count
        return 0

    def others(self, key: str) -> list[Form]:
        """Return the forms of all that means the same."""
        found: dict[str, Form] = {}
        for number in (*self._phrases.get(key, ()), *self._runs.get(key, ())):
            for word in self._groups[number]:
                other, is_latin = ("", True) if word.startswith("~") else _key(word)
                if other and other != key:
                    found.setdefault(other, _form(other, SYNONYM, is_latin=is_latin))
        return list(found.values())


def _key(word: str) -> tuple[str, bool]:
    """Return what a word is compared by, its stems or its signs, and whether it is Latin."""
    folded = fold(word)
    if folded.isalpha() and folded.isascii():
        return stem(folded), True
    found = tokens(folded)
    if any(token.run for token in found):
        return folded, False
    return " ".join([stem(token.text) for token in found]), True


def _form(key: str, sure: float, *, is_latin: bool = True) -> Form:
    return Form("phrase" if " " in key else "stem" if is_latin else "run", key, sure)


def things(words: str, lexicon: Lexicon) -> list[Thing]:
    """Return what is asked for, without words that say nothing, each thing once."""
    found: dict[str, Thing] = {}
    for quoted, plain in _split(words):
        made = [Thing(quoted, (Form("text", fold(quoted).strip(), EXACT),))] if quoted else _things(plain, lexicon)
        for thing in made:
            if not any(_is_said(thing, other) for other in found.values()):
                found[thing.forms[0].text] = thing
    return list(found.values())


def _is_said(thing: Thing, other: Thing) -> bool:
    """Tell whether another thing says the same already: 教えてくれる先生 asks for one thing, not for two."""
    one, two = thing.forms[0].text, other.forms[0].text
    return (
        one == two
        or any(form.text == two and form.surely == SYNONYM for form in thing.forms)
        or any(form.text == one and form.surely == SYNONYM for form in other.forms)
    )


def _split(words: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in quotes, and what does not."""
    at = 0
    for match in re.finditer(r"[\"“”„「『]([^\"“”」』]+)[\"“”」』]", words):
        yield "", words[at : match.start()]
        if tokens(fold(match.group(1))):
            yield match.group(1).strip(), ""
        at = match.end()
    yield "", words[at:]


def _things(words: str, lexicon: Lexicon) -> Iterator[Thing]:
    latin: list[tuple[str, str]] = []
    for written in unicodedata.normalize("NFKC", words).split():
        for token in tokens(written):
            if not token.run:
                folded = fold(token.text)
                latin.append((token.text, folded))
                continue
            yield from _latin_things(latin, lexicon)
            latin = []
            yield from _run_things(token.text, lexicon)
    yield from _latin_things(latin, lexicon)


def _latin_things(words: list[tuple[str, str]], lexicon: Lexicon) -> Iterator[Thing]:
    at = 0
    named = aside = False
    stems = [stem(folded) for _, folded in words]
    while at < len(words):
        count = lexicon.phrase(stems[at:])
        if count > 1 or (count and words[at][1] not in STOPS):
            key = " ".join(stems[at : at + count])
            forms = [_form(key, EXACT), *lexicon.others(key)]
            parts = [part for part in stems[at : at + count] if part not in STOPS and count > 1]
            forms += (_form(part, PART * 0.8) for part in parts if len(part) > 3)
            said = " ".join(said for said, _ in words[at : at + count])
            yield Thing(said, _with_starts(forms, words[at][1], count), aside)
            named = True
        elif words[at][1] not in STOPS:
            said, word = words[at]
            yield Thing(said, _with_starts([_form(stems[at], EXACT)], word, 1), aside or word in MEASURES)
            named = True
        aside = aside or (named and words[at][1] in _ASIDE)
        at += count or 1


def _with_starts(forms: list[Form], word: str, count: int) -> tuple[Form, ...]:
    if count == 1 and len(word) >= 5:
        forms.append(Form("start", word, START))
    return tuple(sorted(dict.fromkeys(forms), key=lambda form: -form.surely))


def _run_things(run: str, lexicon: Lexicon) -> Iterator[Thing]:
    """Take a run of Japanese apart: known words first, the longest; then by script; particles say nothing."""
    folded, at = fold(run), 0
    if len(folded) != len(run):
        run = folded
    while at < len(run):
        stop = 0 if _is_katakana(run[at]) else _stop(folded[at:])
        known = lexicon.run(folded[at:])
        if known > stop:
            end = _grown(run, folded, at + known, lexicon)
            said = run[at:end]
            forms = [_form(folded[at : at + known], EXACT, is_latin=False), *lexicon.others(folded[at : at + known])]
            if end > at + known:
                forms = [
                    Form("run", folded[at:end], EXACT),
                    *(form._replace(surely=min(form.surely, 0.9)) for form in forms),
                ]
            yield Thing(said, tuple(sorted(forms, key=lambda form: -form.surely)))
            at = _past_inflection(run, _past_agent(run, end))
        elif stop:
            at += stop
        else:
            piece = _PIECE.match(run, at)
            end = piece.end() if piece else at + 1
            end = next((cut for cut in range(at + 1, end) if _cuts(run, folded, cut, lexicon)), end)
            yield from _piece_things(run[at:end], run[end:], below=at > 0 and _is_kanji(run[at - 1]))
            at = _past_inflection(run, end) if _is_kanji(run[at]) else end


def _cuts(run: str, folded: str, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a known word of two signs or more begins inside a piece, or in hiragana one that says nothing."""
    if _is_hiragana(run[at]) and _is_hiragana(run[at - 1]) and _stop(folded[at:]) > _SHORT_STOP:
        return True
    return lexicon.run(folded[at:]) > 1 and not _is_katakana(run[at - 1])


def _grown(run: str, folded: str, end: int, lexicon: Lexicon) -> int:
    """Return where a known word ends that runs on in its own script: 献立 in 献立表, not 竹 in 竹楽器."""
    same = _is_katakana if _is_katakana(run[end - 1]) else _is_kanji if _is_kanji(run[end - 1]) else None
    while same and end < len(run) and same(run[end]) and not lexicon.run(folded[end:]) and not _stop(folded[end:]):
        if _past_agent(run, end) > end:
            break
        end += 1
    return end


def _past_agent(run: str, at: int) -> int:
    """Return where 者, 家, 屋 … behind a word are over."""
    for agent in AGENTS:
        end = at + len(agent)
        if run.startswith(agent, at) and not (end < len(run) and _is_kanji(run[end])):
            return end
    return at


def _stop(folded: str) -> int:
    return max((len(word) for word in _FOLDED_STOPS if folded.startswith(word)), default=0)


_FOLDED_STOPS = tuple(fold(word) for word in JAPANESE_STOPS)


def _is_kanji(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign in "々〆" or sign >= "\U00020000"


def _is_katakana(sign: str) -> bool:
    return "\u30a1" <= sign <= "\u30fc"


def _is_hiragana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u3096"


def _past_inflection(run: str, at: int) -> int:
    """Return where the ending of a verb is over."""
    end = at
    while end < len(run) and _is_hiragana(run[end]) and not (end > at and _stop(fold(run[end:]))):
        end += 1
    return end if _INFLECTION.match(run[at:end]) else at


def _piece_things(piece: str, rest: str, *, below: bool) -> Iterator[Thing]:
    """Yield what a piece of one script says: nouns whole and in part, verbs up to where they change.

    `below`: it follows kanji, so that hiragana may be the ending of a verb.
    """
    if _is_kanji(piece[0]):
        verb = rest[:1] and _is_hiragana(rest[0]) and rest[0] not in _AFTER_NOUN
        yield Thing(piece + (rest[0] if verb else ""), tuple(_kanji_forms(fold(piece), fold(rest[0]) if verb else "")))
    elif _is_katakana(piece[0]):
        folded = fold(piece)
        short = folded.removesuffix("ー")
        yield Thing(piece, (Form("run", folded, EXACT), *([Form("run", short, 0.95)] if len(short) > 2 else [])))
    elif _is_hiragana(piece[0]):
        bare = _PARTICLES.sub("", piece)
        if len(bare) > 2 and not (below and _INFLECTION.match(bare)):
            yield Thing(bare, (Form("run", fold(bare), EXACT),))
    elif "\uac00" <= piece[0] <= "\ud7af":
        yield Thing(piece, (Form("run", piece, EXACT),))


def _kanji_forms(word: str, ending: str) -> Iterator[Form]:
    if ending:
        yield Form("run", word + ending, EXACT)
        if len(word) > 1:
            yield Form("run", word, 0.9)
        else:
            yield Form("run", word, PART * 0.8)
        return
    yield Form("run", word, EXACT)
    bare = next((word.removesuffix(agent) for agent in AGENTS if word.endswith(agent)), word)
    if bare != word and bare:
        yield Form("run", bare, 0.9 if len(bare) > 1 else 0.6)
    if len(bare) > 2:
        yield from (Form("run", bare[at : at + 2], PART) for at in range(len(bare) - 1))
