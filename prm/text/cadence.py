"""How often to be in touch, as people write it in English and Japanese."""

from typing import NamedTuple

from prm.text.forms import Refused
from prm.text.forms import shorten
from prm.text.forms import unwrap
from prm.text.pattern import Pattern


class Cadence(NamedTuple):
    """How often, in days: at least and at most so many lie between two contacts."""

    least: int
    most: int


_CADENCES = {
    **dict.fromkeys(("daily", "毎日"), 1),
    **dict.fromkeys(("weekly", "毎週", "週1回"), 7),
    **dict.fromkeys(("biweekly", "fortnightly", "隔週"), 14),
    **dict.fromkeys(("monthly", "毎月", "月1回"), 30),
    **dict.fromkeys(("隔月",), 60),
    **dict.fromkeys(("quarterly", "四半期", "毎四半期"), 91),
    **dict.fromkeys(("twiceyearly", "twiceayear", "halfyearly", "halfayear", "半年", "年2回"), 182),
    **dict.fromkeys(("yearly", "annually", "annual", "毎年", "年1回"), 365),
}
_UNITS = {
    **dict.fromkeys(("d", "day", "days", "日"), 1),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "週", "週間"), 7),
    **dict.fromkeys(("m", "mo", "month", "months", "ヶ月", "か月", "カ月", "ヵ月", "ケ月", "箇月"), 30),
    **dict.fromkeys(("q", "quarter", "quarters"), 91),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "年", "年間"), 365),
}
_MOST_DAYS = 36500
_JOINTS = str.maketrans("", "", "-_ ")
_EVERY = Pattern(r"\A(?:every |毎)|(?:ごと|おき)\Z|に1(?:回|度)\Z")
_TERM = Pattern(r"(\d*) ?([^\W\d_]*)")
_RANGE = Pattern(r" ?(?:\.{2,3}|[-–—~〜]| to |から) ?")


def _named_days(term: str) -> int | None:
    bare = _EVERY.sub("", term).translate(_JOINTS)
    return _CADENCES.get(bare) or _CADENCES.get(term.translate(_JOINTS))


def _days(term: str, unit: str = "") -> int | None:
    """Return the days of `monthly`, `3 months`, `every week` or `30`, the last in `unit` if one is given."""
    if named := _named_days(term):
        return named
    found = _TERM.fullmatch(_EVERY.sub("", term))
    if found is None or not found.group():
        return None
    each = _UNITS.get(found.group(2) or unit or "d")
    if each is None or (not found.group(1) and found.group() == term):
        return None
    return int(found.group(1) or 1) * each


def cadence(text: str) -> Cadence | Refused | None:
    """Read how often to be in touch; None where it says never."""
    value = " ".join(unwrap(text).lower().split())
    if value in ("none", "never", "なし"):
        return None
    least = most = _days(value)
    if most is None:
        first, *rest = _RANGE.split(value, maxsplit=1)
        last = rest[0] if rest else ""
        found = _TERM.fullmatch(last)
        least, most = _days(first, found.group(2) if found else ""), _days(last)
    if least is None or most is None:
        known = "write it like 30d, 2w, 3 months, monthly, 4w..6w or none"
        return Refused("unreadable", f"“{shorten(text)}” does not say how often; {known}")
    if not 0 < least <= most <= _MOST_DAYS:
        known = "write one day to 100 years, the shorter first"
        return Refused("impossible", f"“{shorten(text)}” cannot be how often; {known}")
    return Cadence(least, most)
