"""What a line typed in a hurry says: the day, the kind, who took part, and the words to keep."""

from typing import NamedTuple

from prm.edits.capture.wished import wished
from prm.insight.meetings.strangers import Stranger
from prm.insight.meetings.strangers import strangers
from prm.insight.named import Named
from prm.insight.named import named
from prm.insight.named import with_links
from prm.model.entries import read_content
from prm.model.entries import read_sentence
from prm.model.entries import sentences
from prm.model.handed import handed
from prm.model.handed import is_deed_alone
from prm.model.handed import said_of
from prm.model.handed import thing_handed
from prm.model.names import is_cjk
from prm.model.schema import HONORIFICS
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import links
from prm.text.pattern import Pattern

_JOINED = Pattern(r"(?i)[ \t\u3000]*(?:[:：][ \t\u3000]*)?(?:(?:with|to|from|by)(?!\w)[ \t]*)?")
_BEHIND_NAME = Pattern(rf"(?:{'|'.join(HONORIFICS)})?[ \t\u3000]*(?:[,、:：;.。–—-](?=\s|$)|[,、：])?[ \t\u3000]*")
_PARTICLE = Pattern(r"(?:から|と|に|へ)")
_TOPIC = Pattern(r"は(?!い|がき)[、,]?[ \t\u3000]*")
_CLAUSE = Pattern(rf"(?:{'|'.join(HONORIFICS)})?(?:の|に|が|を|も|と|へ|から|まで|って)")
_BEHIND_HEAD = Pattern(r"^(?:しましたが|したが|しました|した|をした|で|に|を)?[、。，．\s\u3000:：]*")
_KEPT = Pattern(r"(?<![^\s、。，・「（])\+(?=[^\W\d_])")
_GIVER = Pattern(rf"(?:{'|'.join(HONORIFICS)})?(?:(?P<of>の)|に|から|が|は|を|へ)[、,]?[ \t\u3000]*")
_HONOUR = Pattern(rf"(?:{'|'.join(HONORIFICS)})?")
_BEHIND_CLAUSE = Pattern(r"([。！？!?：:])[ \t\u3000]*(.+)\Z")
_STOP = Pattern(r"[ \t\u3000]*[:：]")
_BLANKS = " \t\u3000,:："
_AND = Pattern(r"(?i)(?:and|&)(?!\w)")
_WITH_ME = Pattern(r"[ \t]+(?:and|&)[ \t]+(?:I|me)[ \t]+(?:both[ \t]+)?")
_THEY_DID = Pattern(
    r"[ \t]+(?P<verb>called|phoned|emailed|texted|messaged|wrote|visited)(?:[ \t]+(?:me|us))?"
    r"(?=[ \t]*(?:[,.:;]|\Z)|(?<!wrote)[ \t]+(?:about|to|from|back)(?!\w))"
)
_THEIR = {"wrote": "heard", "emailed": "email", "texted": "message", "messaged": "message", "visited": "visit"}
_LEADING = Pattern(r"(?i)(?:had|have|a|an|the)\s+")
_TIME = Pattern(
    r"[ \t\u3000]*(\d{1,2}:\d\d(?:[ ]?[-–〜~][ ]?\d{1,2}:\d\d)?|(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?)"
    r"(?:に|から)?[ \t\u3000:：,、]+"
)


class Captured(NamedTuple):
    """What a line says: its kind (note where no word says contact), who took part, its words.

    `head` is the word to write for the kind. `alone` are the words for the one person's own file, `linked` those for a
    journal, with links. `named` are all who are named, taking part or not.
    """

    kind: str
    head: str
    people: tuple[int, ...]
    alone: str
    linked: str
    named: tuple[int, ...] = ()


class Doubt(NamedTuple):
    """A name that could mean several people, or with no notes somebody whom the vault does not know."""

    words: str
    notes: tuple[int, ...]
    start: int
    end: int


def capture(
    vault: Vault, text: str, words: Vocabulary, *, first_only: bool = False, kept: frozenset[str] = frozenset()
) -> Captured | Doubt:
    """Return what a line says, or the first name in it that could mean several people, or nobody who is known.

    With `first_only` all names but the first stay text, as those do that are `kept`.
    """
    time = _TIME.match(text)
    if time is not None and time.end() < len(text):
        text = f"{text[time.end() :]} ({time.group(1)})"
    found = people_in(vault, text)[: 1 if first_only else None]
    doubt: Named | Stranger | None = next((each for each in found if len(each.notes) > 1), None)
    if doubt is None and not first_only:
        doubt = next((each for each in strangers(vault, text, found, words) if each.words not in kept), None)
    if doubt is not None:
        return Doubt(doubt.words, doubt.notes if isinstance(doubt, Named) else (), doubt.start, doubt.end)
    linked = with_links(vault, text, found)
    kind, head, people = _contact(vault, linked, words)
    who = tuple(dict.fromkeys(each.notes[0] for each in found if each.notes[0] != vault.me))
    if who and (of_wish := wished(vault, text, found, words)):
        kind, head, told = of_wish
        return Captured(kind, head, who[:1], _KEPT.sub("", told), _KEPT.sub("", linked), who)
    people = people or who[:1]
    if not kind and len(who) == 1 and (first := _first_said(text, found[0], words)):
        return Captured(*first[:2], who, first[2], _KEPT.sub("", linked), who)
    if kind in ("", "gave", "got") and who and (gave := _handed(vault, text, found)):
        return Captured(*gave[:2], who[:1], gave[2], _KEPT.sub("", linked), who)
    alone = _alone(vault, text, found, words, kind, people[0]) if len(people) == 1 else _bare(linked, words, kind)
    if len(people) == 1 and kind and words.kinds[kind].contact and words.tried(alone, 0, len(alone)):
        kind = "tried"
    head = head or ("メモ" if is_cjk(text) else "note")
    return Captured(kind or "note", head, people, _KEPT.sub("", alone), _KEPT.sub("", linked), who)


def _first_said(text: str, first: Named, words: Vocabulary) -> tuple[str, str, str] | None:
    """Return the kind, the head and the words behind it, where a line begins with a name and what that person did.

    Just what cannot mean anything else: `Ben called`, `Ben and I had coffee`; not `Ben met a girl`.
    """
    if text[: first.start].strip():
        return None
    if them := _THEY_DID.match(text, first.end):
        kind = _THEIR.get(them["verb"], "call")
        return kind, kind, text[them.end() :].strip(" \t,:;.")
    both = _WITH_ME.match(text, first.end)
    head = words.head(text, both.end(), len(text)) if both else None
    if head is None or not head.kind.contact:
        return None
    return head.kind.name, f"{head.kind.name} {head.what}".strip(), text[head.end :].strip(" \t,:;.")


def _handed(vault: Vault, text: str, found: list[Named]) -> tuple[str, str, str] | None:
    """Return the kind, the head and the words behind it, where a Japanese line says what the first one gave, or got.

    上田さんが引っ越しを手伝ってくれた, 恵子さんに柿のおすそ分けをいただいた, 上田さんの引っ越しを手伝った.
    """
    behind = None if text[: found[0].start].strip() else _GIVER.match(text, found[0].end)
    given = handed(text[behind.end() :]) if behind else None
    if behind is None or given is None or (behind["of"] and given[1] != "help"):
        return None
    told = with_links(vault, text, found[1:])[behind.end() :]
    if given[1] == "intro":
        linked = links(told, 0, len(told))
        end = _HONOUR.match(told, linked[-1].end).end() if linked else 0  # type: ignore[union-attr]
        thing = told[:end] if linked else thing_handed(told)
    else:
        thing = thing_handed(told)
    if not thing and not is_deed_alone(told):
        return given[0], said_of(*given, told), told.strip()
    rest = _BEHIND_CLAUSE.search(told)
    more = (("、" if rest[1] in ":：" else "。") if thing else "") + rest[2].strip() if rest else ""
    return given[0], said_of(*given, told), thing + more


def people_in(vault: Vault, text: str) -> list[Named]:
    """Return the people that a text names or links, in order."""
    linked = []
    for link in links(text, 0, len(text)):
        notes = tuple(note for note in vault.resolve(link.target) if vault.notes[note].kind == "person")
        linked += [Named(link.start, link.end, text[link.start : link.end], notes)] if notes else []
    return sorted([*named(vault, text), *linked])


def _contact(vault: Vault, linked: str, words: Vocabulary) -> tuple[str, str, tuple[int, ...]]:
    """Return the kind, the word to write for it, and who took part, as a journal would be read."""
    size = len(linked)
    reading = read_content(linked, 0, size, words, journal=True)
    if reading.kind is not None and (reading.with_ or "[[" not in linked):
        head = words.head(linked, 0, size)
        written = _LEADING.sub("", linked[: head.end] if head else "").strip()
        people = _notes(vault, [link.target for link in reading.with_])
        return reading.kind.name, _head(reading.kind.name, reading.what, written), people
    for start, end in sentences(linked, 0, size, links(linked, 0, size)):
        said = read_sentence(linked, start, end, words, "words", links(linked, start, end))
        if said.kind is not None and said.with_:
            spoken = next((each for each in words.contact_words(linked, start, end)), None)
            written = linked[spoken[0] : spoken[1]] if spoken else ""
            people = _notes(vault, [link.target for link in said.with_])
            return said.kind.name, _head(said.kind.name, said.what, written), people
    return "", "", ()


def _head(kind: str, what: str, written: str) -> str:
    """Return the head to write: the Japanese word as it is written, else the name of the kind with what was given."""
    return written if written and not written.isascii() and "[[" not in written else f"{kind} {what}".strip()


def _notes(vault: Vault, targets: list[str]) -> tuple[int, ...]:
    found = [vault.resolve(target) for target in targets]
    return tuple(dict.fromkeys(notes[0] for notes in found if len(notes) == 1 and notes[0] != vault.me))


def _bare(linked: str, words: Vocabulary, kind: str) -> str:
    """Return the words behind the kind with which they begin."""
    head = words.head(linked, 0, len(linked)) if kind else None
    return linked[head.end if head else 0 :].strip(_BLANKS + "、")


def _alone(vault: Vault, text: str, found: list[Named], words: Vocabulary, kind: str, person: int) -> str:
    """Return the words for the person's own file: without the kind and the name where the line begins with them."""
    own = [each for each in found if each.notes[0] == person][:1]
    others = [each for each in found if each.notes[0] != person]
    if kind in ("gave", "got"):
        return _bare(with_links(vault, text, found), words, kind)
    if not own:
        return _bare(with_links(vault, text, others), words, kind)
    before = [each for each in others if each.start < own[0].start]
    moved = len(with_links(vault, text, before)) - len(text)
    rest, start, end = with_links(vault, text, others), own[0].start + moved, own[0].end + moved
    head = words.head(rest, 0, len(rest)) if kind else None
    at = head.end if head is not None else 0
    begin = _JOINED.match(rest, at)
    if start != (begin.end() if begin else at):
        return rest[at:].strip(_BLANKS)
    behind = _BEHIND_NAME.match(rest, end)
    told = rest[behind.end() if behind else end :]
    if _AND.match(told):
        return rest[at:].strip(_BLANKS)
    if head is None and (topic := _TOPIC.match(told)):
        return told[topic.end() :].strip()
    if head is None and kind and (own_head := words.head(told, 0, len(told))) and _STOP.match(told, own_head.end):
        return told[own_head.end :].strip(_BLANKS)
    joined = _PARTICLE.match(told) if head is None and kind else None
    after = words.head(told, joined.end(), len(told)) if joined else None
    if after is not None:
        return _BEHIND_HEAD.sub("", told[after.end :], count=1).strip()
    return rest[at:].strip(_BLANKS) if joined or _CLAUSE.match(rest, end) else told.strip()
