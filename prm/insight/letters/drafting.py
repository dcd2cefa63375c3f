"""Drafts of messages: from the vault, for one person, in their language and in the words I use with them.

Nothing is sent, and nothing is made up: what the notes do not say stays a gap in brackets. The vault must be a shared
one (`Engine.vault(shared=True)`), so that nothing private can stand in a draft.
"""

from collections.abc import Callable
from collections.abc import Mapping
from typing import NamedTuple

from prm.insight.introductions.states import introductions_of
from prm.insight.letters import approaching
from prm.insight.letters import everyday as letters
from prm.insight.letters import introductions as introducing
from prm.insight.letters.letter import Ask as Ask
from prm.insight.letters.letter import Draft as Draft
from prm.insight.letters.letter import Facts
from prm.insight.letters.letter import Held as Held
from prm.insight.letters.letter import Letter
from prm.insight.letters.letter import died
from prm.insight.letters.letter import heed
from prm.insight.letters.letter import in_mourning
from prm.insight.letters.letter import letter
from prm.model.names import is_cjk
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.pattern import Pattern

LANGUAGES = ("en", "ja")
_GAP = Pattern(r"\[[^\[\]\n]+\]")
_BLANKS = Pattern(r"(?m)[ \t]+$")
_EMPTY_LINES = Pattern(r"\n{3,}")

Write = Callable[[str, Mapping[str, object], str], str]
"""Renders the template of a name with its names, in a language."""


class Kind(NamedTuple):
    """A kind of draft: its name, who gathers its facts, whether it needs another person, one line for the help."""

    name: str
    facts: Callable[[Letter], Facts | Held]
    other: bool
    help: str


KINDS: tuple[Kind, ...] = (
    Kind("thanks", letters.thanks, False, "for the latest help or present without thanks, or --for"),
    Kind("checkin", letters.checkin, False, "a word in between that asks for nothing"),
    Kind("birthday", letters.birthday, False, "on the day, or near it"),
    Kind("report", letters.report, False, "what their work, advice or introduction did for you"),
    Kind("congratulation", letters.congratulation, False, "on what --for says; never in mourning"),
    Kind("season", letters.season, False, "the greeting of the time of the year, also to those who mourn"),
    Kind("condolence", letters.condolence, False, "to somebody who lost somebody"),
    Kind("approach", approaching.approach, False, "the first letter to somebody you wish to meet"),
    Kind("intro-offer", introducing.offer, True, "shall I connect you? to the one whose need it is"),
    Kind("intro-ask", introducing.ask, True, "would you like it? to the other; a no is welcome"),
    Kind("intro-joint", introducing.joint, True, "to both, once both said yes"),
    Kind("intro-close", introducing.close, False, "it does not come about; never why, and never whose no it was"),
    Kind("intro-request", introducing.request, True, "to a friend: would you introduce me? with words to pass on"),
    Kind("intro-thank", introducing.thank, True, "to the one who introduced you: what came of it"),
)

_BETWEEN = ("checkin", "birthday", "congratulation", "season")
"""Words between people who know each other; somebody I have yet to meet gets none of them."""


def drafted(
    vault: Vault,
    kind: str,
    person: NoteRow,
    other: NoteRow | None = None,
    *,
    write: Write,
    languages: tuple[str, ...] = LANGUAGES,
    **said: str,
) -> Draft | Held:
    """Return a message of a kind to a person, about or together with another; `said` are the fields of Ask."""
    found = next(each for each in KINDS if each.name == kind)
    if found.other and other is None:
        return Held(f"{kind} is about two people; say who else")
    if died(vault, person) is not None:
        return Held(f"{person.name} is no longer alive; “draft condolence” is for the people around them")
    if other is not None and (why := _not_them(vault, kind, person, other)):
        return Held(why)
    if kind in _BETWEEN and (early := approaching.too_early(vault, person)):
        return Held(early)
    begun = letter(vault, person, other, Ask(**said))
    if isinstance(begun, Held):
        return begun
    if begun.lang not in languages:
        return Held(
            f"no template for this in “{begun.lang}” yet; put yours into templates/{begun.lang}/message/{kind}.txt.j2"
        )
    facts = found.facts(begun)
    if isinstance(facts, Held):
        return facts
    if kind == "intro-joint" and other is not None:
        return _to_both(begun, facts, other, write)
    if other is not None and kind in ("intro-offer", "intro-ask"):
        facts = facts._replace(notes=[*_declined(vault, person, other), *facts.notes])
    return _draft(begun, kind, facts, write)


def _not_them(vault: Vault, kind: str, person: NoteRow, other: NoteRow) -> str:
    """Say why two people are not those that a letter is about, "" where they may be."""
    if person.id == other.id:
        return f"{person.name} knows {other.name}; name two people"
    if vault.me in (person.id, other.id):
        return "one of the two is you; “prm intro me WHO --through Ben” asks a friend to introduce you"
    if kind != "intro-thank" and died(vault, other) is not None:
        return f"{other.name} is no longer alive"
    return ""


def _declined(vault: Vault, person: NoteRow, other: NoteRow) -> list[str]:
    """Say to me, and to nobody else, that one of two people said no."""
    both = {person.id, other.id}
    return [
        f"{' and '.join(who.name for who in each.said_no) or 'one of them'} said no on {each.since} ({each.at});"
        " write only at their own wish"
        for each in [each for each in introductions_of(vault, person) if both <= {who.note for who in each.between}][:1]
        if each.state == "declined"
    ]


def _draft(begun: Letter, kind: str, facts: Facts, write: Write) -> Draft:
    vault, person = begun.vault, begun.person
    mourns = in_mourning(vault, person, vault.today)
    context = {
        "call": begun.call,
        "me": begun.sign,
        "register": begun.register,
        "today": vault.today.isoformat(),
        "month": vault.today.month,
        "second_half": vault.today.day > 15,
        "mourning": mourns,
        **facts.says,
    }
    text = _tidy(write(f"message/{kind}.txt.j2", context, begun.lang))
    subject, _, body = text.partition("\n")
    notes = [*heed(vault, person, mourns), *facts.notes]
    if begun.lang != "ja" and is_cjk(begun.call):
        notes.append(f"in this letter {begun.call} stands in Japanese signs; --call says it otherwise")
    return Draft(
        kind, person.slug, person.name, begun.lang, begun.register, subject.strip(), body.lstrip("\n"), _gaps(text),
        notes, facts.evidence,
    )  # fmt: skip


def _to_both(begun: Letter, facts: Facts, other: NoteRow, write: Write) -> Draft | Held:
    """Return one message to two people: in the language of both, or in both of their languages, one below the other."""
    vault = begun.vault
    ask = begun.ask._replace(call="", register="", lang="")
    theirs = letter(vault, other, begun.person, ask)
    if isinstance(theirs, Held):
        return theirs
    first = _draft(_closest(begun, theirs), "intro-joint", facts, write)
    heeded = [f"{other.name} {note}" for note in heed(vault, other, in_mourning(vault, other, vault.today))]
    notes = [*first.notes, *heeded]
    if theirs.lang == begun.lang:
        return first._replace(notes=notes)
    turned = introducing.both(theirs, begun.person, other)
    second = _draft(theirs, "intro-joint", turned, write)
    return first._replace(
        subject=f"{first.subject} / {second.subject}",
        body=f"{first.body.rstrip()}\n\n* * *\n\n{second.body}",
        missing=[*first.missing, *second.missing],
        notes=notes,
    )


def _closest(one: Letter, two: Letter) -> Letter:
    """Return the first letter, in the more formal of two registers where they share a language."""
    order = ("casual", "polite", "formal")
    if one.lang == two.lang and order.index(two.register) > order.index(one.register):
        return one._replace(register=two.register, sign=two.sign)
    return one


def _tidy(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", _BLANKS.sub("", text)).strip("\n") + "\n"


def _gaps(text: str) -> list[str]:
    return [found[1:-1] for found in _GAP.findall(text)]
