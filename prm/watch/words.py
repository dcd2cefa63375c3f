"""What `prm watch` says of people, in English and in Japanese."""

from typing import NamedTuple


class Words(NamedTuple):
    """Lines with gaps, by what they say."""

    new: str
    gone: str
    moved: str
    renamed: str
    due: str
    contact: str
    none: str
    today: str
    yesterday: str
    promised: str
    promised_to: str
    promised_by: str
    kept: str
    kept_of: str
    join: str
    for_today: str
    with_names: str
    release: str
    of: str
    avoid: str
    promise: str
    unknown: str


ENGLISH = Words(
    new="new: {name}",
    gone="gone: {name}",
    moved="{name}: now {path}",
    renamed="{name}: was {was}",
    due="{name}: time to be in touch",
    contact="{name}: last contact {day}",
    none="{name}: no contact noted",
    today="today",
    yesterday="yesterday",
    promised="promised: {text}",
    promised_to="promised {name}: {text}",
    promised_by="{name} promised: {text}",
    kept="kept: {text}",
    kept_of="kept: {text} ({name})",
    join=", ",
    for_today="Promised for today",
    with_names="{text} ({names})",
    release="{text} at {time}",
    of="{name}: {text}",
    avoid="better left alone: {text}",
    promise="you promised: {text}",
    unknown="not here yet: {names}",
)
JAPANESE = Words(
    new="新しい人：{name}",
    gone="ページがなくなりました：{name}",
    moved="{name}：{path} に移りました",
    renamed="{name}：前の名前は{was}",
    due="{name}：そろそろ連絡のころ",
    contact="{name}：最後の連絡は{day}",
    none="{name}：連絡の記録はまだありません",
    today="今日",
    yesterday="昨日",
    promised="約束：{text}",
    promised_to="約束：{text}（{name}）",
    promised_by="{name}の約束：{text}",
    kept="守られた約束：{text}",
    kept_of="守られた約束：{text}（{name}）",
    join="、",
    for_today="今日の約束",
    with_names="{text}（{names}）",
    release="{time} {text}",
    of="{name}：{text}",
    avoid="触れないほうがよい話：{text}",
    promise="約束：{text}",
    unknown="まだページのない人：{names}",
)


def words(lang: str) -> Words:
    """Return the words of a language."""
    return JAPANESE if lang == "ja" else ENGLISH
