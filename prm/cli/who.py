"""`prm who`: search in your head."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.insight.search.who import Found
    from prm.model.vault import Vault

_MOST = 7
_MOST_SEEKERS = 3
_SAYS = {
    "en": {
        "taken": "{} stands nowhere; searched for {}",
        "empty": "these words say nothing to look for; name a thing, a craft, a place",
        "nowhere": "nothing in the notes says {}",
        "near": "the nearest words there are: {}",
        "nobody": "nobody found for {}",
    },
    "ja": {
        "taken": "{}はどこにも書かれていないので、{}を探しました",
        "empty": "何を探すのか、この言葉ではわかりません。物や技、場所の名前で尋ねてください",
        "nowhere": "{}はどこにも書かれていません",
        "near": "近い言葉：{}",
        "nobody": "{}に当てはまる人は見つかりませんでした",
    },
}


@click.command("who", short_help="who could help, or lead to somebody who can: who bamboo percussion teacher")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=_MOST, show_default=True, help="How many people at most.")
@AS_OF
@takes_session
def command(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Search in your head: who could help with what WORDS ask for, and who can lead to somebody who can.

    Say it as you would say it: “a place to stay in Kyoto”, “竹の楽器を教えられる人”. Each person comes
    with the lines that speak for them. docs/search.md says what counts how much.
    """
    from prm.insight.rows import as_data
    from prm.insight.search.who import who

    vault = session.vault()
    found = who(vault, " ".join(words), most=limit, seekers=_MOST_SEEKERS)
    people = as_data(found.people)
    _tell(vault, found, "ja" if session.lang(vault) == "ja" else "en")
    shown = [_with_standing(vault, person) for person in people] if session.format == "text" else people
    seekers = as_data(found.seekers)
    context = {"people": shown, "seekers": seekers, "today": vault.today.isoformat()}
    if people or seekers or session.format != "text":
        put_rows(session, vault, people, "list/who.txt.j2", context)


def _with_standing(vault: Vault, person: dict[str, Any]) -> dict[str, Any]:
    from prm.insight.rows import as_data
    from prm.insight.search.standing import standing

    note = vault.exactly(person["slug"])[0]
    return person | {"standing": as_data(standing(vault, note, vault.contacts_of(note.id)))}


def _tell(vault: Vault, found: Found, lang: str) -> None:
    """Say on standard error what was looked for in vain, and what was taken for what."""
    from prm.insight.search.pieces import nearest_words

    says, searched = _SAYS[lang], found.searched
    for said, words in searched.taken:
        say(says["taken"].format(_quoted([said], lang), _quoted(words, lang)))
    if not searched.things:
        say(says["empty"])
    elif searched.nowhere:
        say(says["nowhere"].format(_quoted([thing.said for thing in searched.nowhere], lang)))
        near = nearest_words(vault, searched.nowhere)
        if near and not found.people:
            say(says["near"].format((", " if lang == "en" else "、").join(near)))
    elif not found.people:
        say(says["nobody"].format(_quoted([thing.said for thing in searched.things], lang)))


def _quoted(words: list[str], lang: str) -> str:
    return ", ".join(f"“{word}”" for word in words) if lang == "en" else "".join(f"「{word}」" for word in words)
