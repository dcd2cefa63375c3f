"""What a first letter to somebody I wish to meet says; held back until I have studied, and have something to give."""

from __future__ import annotations

from prm.insight.letters.letter import Facts
from prm.insight.letters.letter import Held
from prm.insight.letters.letter import Letter
from prm.insight.letters.letter import introduce
from prm.insight.letters.phrases import clean
from prm.insight.letters.phrases import news
from prm.insight.letters.phrases import title
from prm.insight.letters.phrases import value
from prm.insight.people import Word
from prm.insight.wishes.wish import Wishing
from prm.insight.wishes.wish import wish_of
from prm.model.rows import NoteRow
from prm.model.vault import Vault


def approach(letter: Letter) -> Facts | Held:
    """Return what I experienced, why I would like to meet them, and what I can give."""
    wish = wish_of(letter.vault, letter.person)
    if wish is None:
        name = letter.person.name
        return Held(f'no wish to meet {name} is noted; “prm wish "{name}"” shows how to begin')
    if not wish.may_approach:
        return Held(_not_yet(wish))
    vault, lang = letter.vault, letter.lang
    lines = [each for each in vault.contacts_of(letter.person.id) if each.day <= vault.today.isoformat()]
    used = [each for each in lines if each.kind == "used"]
    results = [each for each in lines if each.kind == "result"]
    why = value(wish.why.text, lang, theirs=True) if wish.why else ""
    says: dict[str, object] = {
        "mine": introduce(letter),
        "used": next((text for each in used if (text := title(each.text, lang))), ""),
        "result": next((text for each in results if (text := news(each.text, lang))), ""),
        "why": why if lang != "en" or why.startswith("to ") else "",
        "gives": value(wish.gives.text, lang, theirs=True) if wish.gives else "",
    }
    said = [
        Word(f"{key}: {clean(each.text)}", each.at) for key, each in (("why", wish.why), ("gives", wish.gives)) if each
    ]
    evidence = [*said, *(Word(f"{each.day}: {clean(each.text)}", each.at) for each in (*results[:1], *used[:1]))]
    notes = [f"how they like to be approached: {clean(wish.approach.text)}"] if wish.approach else []
    return Facts(says, notes, evidence)


def too_early(vault: Vault, person: NoteRow) -> str:
    """Say why there is no word between us yet, where I wish to meet somebody and they have not answered; else ""."""
    wish = wish_of(vault, person)
    if wish is None or person.status != "wish" or wish.stage in ("answered", "met") or wish.unclear:
        return ""
    if "declined" in wish.missing:
        return _not_yet(wish)
    if wish.stage in ("approached", "waiting"):
        return f"you wrote to {wish.name} ({wish.at}); nothing more is drafted until they answer"
    return f'you do not know {wish.name} yet; the first word is “prm draft approach "{wish.name}"”'


def _not_yet(wish: Wishing) -> str:
    open_ = [task.text for task in wish.research if not task.done]
    if "declined" in wish.missing:
        return f"{wish.name} said no, and that is respected; no letter is drafted"
    if "resting" in wish.missing:
        return f"{wish.name} is paused or archived in your notes; no letter is drafted"
    if "research" in wish.missing and open_:
        return f"not yet: {len(open_)} to study before the first word to {wish.name}: {'; '.join(map(clean, open_))}"
    if "research" in wish.missing:
        return f"not yet: nothing is studied yet; begin a list “## Research” in the note of {wish.name}, and tick it"
    if "gives" in wish.missing:
        return f"not yet: what could you give {wish.name}? write it as “gives” below “wish” in their note"
    return (
        f"the first word to {wish.name} is written ({wish.at}); “prm draft report” or “prm draft thanks” come after it"
    )
