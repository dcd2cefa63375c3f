"""What `prm watch` says of people, in English and in Japanese."""

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from prm.rules import Finding


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
    more: str
    watching: str
    people: tuple[str, str]
    nothing: str
    severities: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    found: str
    files: tuple[str, str]
    wrote: str
    fresh: str
    away: str
    back: str
    replaced: str
    distant: str
    short: str
    crowded: str
    silent: str
    ended: str
    unrun: str
    waiting: str
    stopped: str

    def number(self, number: int, forms: tuple[str, str]) -> str:
        """Return a number of things."""
        return forms[number != 1].format(number=number)

    def summary(self, findings: "Collection[Finding]") -> str:
        """Return one line that counts findings."""
        many = Counter(each.severity for each in findings)
        kinds = zip(("error", "warning", "info"), self.severities, strict=True)
        parts = [self.number(many[kind], forms) for kind, forms in kinds if many[kind]]
        files = self.number(len({each.path for each in findings}), self.files)
        return self.found.format(count=self.join.join(parts), files=files) if parts else self.nothing


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
    more="and {number} more",
    watching="watching {about}, {people}; {findings}; Ctrl-C ends it",
    people=("{number} person", "{number} people"),
    nothing="nothing to mend",
    severities=(
        ("{number} error", "{number} errors"),
        ("{number} warning", "{number} warnings"),
        ("{number} note", "{number} notes"),
    ),
    found="{count} in {files}",
    files=("{number} file", "{number} files"),
    wrote="wrote {about}",
    fresh="{about} is fresh again",
    away="{about} is gone; waiting for it to come back",
    back="{about} is back",
    replaced="{about} was replaced by another folder; everything is read anew",
    distant="{about} lies on {why}, where changes made elsewhere are not announced: it is looked at by the clock",
    short="the system announces changes in some folders only, all are looked at by the clock; try: {about}",
    crowded="too many programs listen already, all folders are looked at by the clock; try: {about}",
    silent="the system announces no changes here ({about}), all folders are looked at by the clock",
    ended="“{about}” ended with exit code {why}",
    unrun="“{about}” could not be run: {why}",
    waiting="waiting for “{about}” to end",
    stopped="“{about}” is stopped",
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
    more="ほか{number}件",
    watching="{about} を見守っています（{people}、{findings}）。Ctrl-C で終わります",
    people=("{number}人", "{number}人"),
    nothing="直すところはありません",
    severities=(
        ("エラー{number}件", "エラー{number}件"),
        ("警告{number}件", "警告{number}件"),
        ("メモ{number}件", "メモ{number}件"),
    ),
    found="{count}、{files}",
    files=("{number}ファイル", "{number}ファイル"),
    wrote="{about} を書きました",
    fresh="{about} は元どおり新しくなりました",
    away="{about} が見つかりません。戻るのを待っています",
    back="{about} が戻りました",
    replaced="{about} は別のフォルダーになりました。すべて読み直します",
    distant="{about} は {why} にあり、ほかでの変更が知らされないため、時間をおいて見に行きます",
    short="一部のフォルダーの変更しか知らされないため、時間をおいてすべてを見に行きます。次で直せます：{about}",
    crowded="変更の知らせを待つプログラムが多すぎるため、時間をおいてすべてを見に行きます。次で直せます：{about}",
    silent="ここでは変更が知らされないため（{about}）、時間をおいてすべてを見に行きます",
    ended="「{about}」は終了コード {why} で終わりました",
    unrun="「{about}」を始められませんでした：{why}",
    waiting="「{about}」が終わるのを待っています",
    stopped="「{about}」を止めました",
)


class Notice(NamedTuple):
    """Something to say about the watching itself: which of the words, about what, and why."""

    what: str
    about: str = ""
    why: str = ""

    def said(self, spoken: Words) -> str:
        """Return the line in a language."""
        line: str = getattr(spoken, self.what)
        return line.format(about=self.about, why=self.why)

    @property
    def text(self) -> str:
        """The line in English."""
        return self.said(ENGLISH)


def words(lang: str) -> Words:
    """Return the words of a language."""
    return JAPANESE if lang == "ja" else ENGLISH
