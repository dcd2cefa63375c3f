"""How a value is written in YAML: plain where no program misreads it, else in quotes."""

from __future__ import annotations

from datetime import date

from prm.text.pattern import Pattern

_WORDS = frozenset(("", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "=", "<<", "-", "---", "..."))
_NUMBER = Pattern(
    r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:e[-+]?[0-9]+)?|\.inf|\.nan)"
)
_CANONICAL = Pattern(r"(?:0|-?[1-9][0-9]{0,14}|(?:0|-?[1-9][0-9]{0,7})\.[0-9]{0,5}[1-9])")
_DAY = Pattern(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = Pattern(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:.*")
_SIGN_FIRST = Pattern(r"[,\[\]{}#&*!|>'\"%@`?:]|-(?:[ \t\u3000]|\Z)")
_SIGN_INSIDE = Pattern(r":(?=[ \t]|\Z)|[ \t]#|[\t\n\r\x85\u2028\u2029\ufeff]")
_SIGN_IN_FLOW = Pattern(r"[,\[\]{}:?]|\A-")
_UNPRINTABLE = Pattern("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = Pattern(rf"[\"\\]|{_UNPRINTABLE.written}")


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether `text` can stand without quotes, so that every program reads just that text."""
    if text != text.strip() or text.casefold() in _WORDS or not _keeps_its_form(text):
        return False
    if _SIGN_FIRST.match(text) or _SIGN_INSIDE.search(text) or _UNPRINTABLE.search(text):
        return False
    return not (flow and _SIGN_IN_FLOW.search(text))


def _keeps_its_form(text: str) -> bool:
    """Tell whether a number or a day comes back as it was: `0123`, `1.10` and `12:30` do not, `2026-01-02` does."""
    if found := _DAY.fullmatch(text):
        try:
            return bool(date(*map(int, found.groups())))
        except ValueError:
            return False
    if _TIME.fullmatch(text):
        return False
    return not _NUMBER.fullmatch(text.lower()) or _CANONICAL.fullmatch(text) is not None


def scalar(text: str, *, flow: bool = False, was: str = "", quote: str = '"') -> str:
    """Return `text` as YAML: in the quotes that it `was` in, else plain where it can be, else in `quote`."""
    if not was and is_plain(text, flow=flow):
        return text
    if _UNPRINTABLE.search(text):
        return _double(text)
    awkward = not was and '"' in text + text.replace("\\", '"') and "'" not in text
    if was == "'" or (not was and quote == "'") or awkward:
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def quoted(text: str) -> str:
    """Return `text` in quotes: in those that need no escapes, if any do."""
    return scalar(text, was="'" if '"' in text or "\\" in text else '"')


def _double(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


def _escape(sign: str) -> str:
    code = ord(sign)
    wide = f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    return _ESCAPES.get(sign, wide)


def literal(text: str, indent: str, newline: str) -> tuple[str, str] | None:
    """Return header and lines of a literal block that says `text`, without the last line end; None where none can."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    bare = not body or body[0] in " \t\n" or body[-1] == "\n" or not all(lines[-1:])
    if bare or _UNPRINTABLE.search(body.replace("\n", "")) or any(line.isspace() for line in lines):
        return None
    shown = newline.join(indent + line if line else "" for line in lines)
    return ("|" if text != body else "|-"), shown
