"""The form in which most days are written, and what no day begins with: read without what knows all other forms."""

from __future__ import annotations

from prm.text.pattern import Pattern

_WORD_DAYS = "[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un"
USUAL_WORD = rf"(?!{_WORD_DAYS}|to[ \t\d*\[]|.曜)[^\W\d_\uff01-\uff5e]"
USUAL = Pattern(
    rf"(\d{{4}})-(\d\d)-(\d\d)(?=:| (?:[\[*|]|{USUAL_WORD}| {{1,7}}(?!(?i:{_WORD_DAYS})){USUAL_WORD})|[\r\n]|\Z)"
)
MAY_BEGIN = Pattern(
    r"(?:\*\*)?(?:\[\[)?(?:\d{1,4}[-/.年月 snrt\uff0d\uff0f\uff0e\u3000\u00a0]|[明大昭平令\uff21-\uff5a]"
    r"|[MTSHRmtshr][ \d元]|[JFMASONDjfmasondſ](?i:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec))|[\uff0a\uff3b]"
)
"""What every day begins with, and other lines, too."""
