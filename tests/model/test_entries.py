"""What the lines of a log say: every sentence, word and example of the format, line by line."""

# ruff: noqa: E501 - tables of lines

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from prm.insight.history import why
from prm.model.config import read_config
from prm.model.rows import Contact
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source

TODAY = date(2026, 11, 21)
PERSON = "people/Aiko.md"
JOURNAL = "journal/2026-11-20.md"
NOTE = "notes/plans.md"
ORG = "orgs/Hibari.md"
INTRO = "intros/2026-11-01-ben-tom.md"
MEETING = "meetings/2026-11-10 fair.md"
INBOX = "inbox.md"
OTHERS = ("Aiko", "Ben", "Tom", "Clara", "佐藤", "小林", "山本")
MEET = "---\nattendees: ['[[Ben]]', '[[Tom]]']\n---\n"
FACTS = "## Career\n\n"
WISH = "---\nstatus: wish\n---\n"
BETWEEN = "---\nbetween: ['[[Ben]]', '[[Tom]]']\n---\n"


def vault_of(path: str, text: str, toml: str = "", today: date = TODAY) -> Vault:
    config, problems = read_config(toml)
    assert not problems
    files = {f"people/{name}.md": "" for name in OTHERS} | {"orgs/Hall.md": "", path: text}
    return build((Source(each, said.encode()) for each, said in files.items()), config, today)


def told(vault: Vault, path: str) -> str:
    """Return what the lines of a file say: entries with + or - for who took part, and ~ for mentions."""
    people = {note.id: note.name for note in vault.people}
    entries: dict[int, dict[str, Contact]] = {}
    for person, name in people.items():
        for each in vault.contacts_of(person):
            if each.path == path:
                entries.setdefault(each.entry, {})[name] = each
    parts = [_entry(entries[number]) for number in sorted(entries)]
    mentioned = {people[person] for person in people for each in vault.mentions_of(person) if each.path == path}
    parts += [f"~{name}" for name in OTHERS if name in mentioned]
    return " ".join(parts)


def _entry(parts: dict[str, Contact]) -> str:
    one = next(iter(parts.values()))
    who = [
        ("+" if parts[name].counts else "-") + "seen:" * (parts[name].role == "seen") + name
        for name in OTHERS
        if name in parts
    ]
    return " ".join([one.day or "?", (one.kind or "-") + (f"/{one.what}" if one.what else ""), *who])


def reasons(vault: Vault, path: str) -> str:
    """Return why lines of a file do not count."""
    return "; ".join(
        line.reason for person in vault.people for line in why(vault, person).not_counted if line.at.startswith(path)
    )


class Row(NamedTuple):
    """What stands in a file, what it says, and a part of the reason why something is no contact."""

    path: str
    text: str
    expected: str
    reason: str = ""


GRAMMAR = (
    # the example of the format
    Row(
        PERSON,
        "- 2026-10-02 call: her mother's surgery went well, [[Tom]] drives her (30m)",
        "2026-10-02 call +Aiko ~Tom",
    ),
    Row(
        PERSON,
        "- 2026-09-20 coffee [[Ben]]: the three of us planned the spring fair",
        "2026-09-20 coffee +Aiko +Ben",
    ),
    Row(
        PERSON,
        "- 2026-09-14 gave intro: [[Tom]], for the monthly gathering #music → liked it",
        "2026-09-14 gave/intro +Aiko ~Tom",
    ),
    Row(
        PERSON,
        "- 2026-09-01 got referral: the housing community wants a session",
        "2026-09-01 got/referral +Aiko",
    ),
    Row(PERSON, "・2026/8/12(水) 電話で：公演の件。また来月", "2026-08-12 call +Aiko"),
    # bullets
    *(Row(PERSON, f"{bullet} 2026-10-02 call", "2026-10-02 call +Aiko") for bullet in "-*+・●○･－＊＋"),
    *(Row(PERSON, f"{bullet}2026-10-02 call", "2026-10-02 call +Aiko") for bullet in "・●○･"),
    Row(PERSON, "2026-10-02 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "2026年10月2日 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "10/2 call", ""),
    Row(NOTE, "2026-10-02 call [[Ben]]", "~Ben", "in running text"),
    Row(ORG, "2026-10-02 call [[Ben]]", "~Ben"),
    # the day
    Row(PERSON, "- 2026-10-02", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 ", "2026-10-02 - +Aiko"),
    Row(PERSON, "- **2026-10-02** call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- **2026-10-02**: call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- **2026-10-02:** call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- [[2026-10-02]] call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- [[2026-10-02]]: call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- **[[2026-10-02]]** call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- [[2026-10-02|last Friday]] call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026/10/02 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026.10.2 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2 Oct 2026 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- Oct 2, 2026 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- October 2, 2026: call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 令和8年10月2日 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- R8.10.2 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- Ｒ８．１０．２　電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 令和元年10月2日 電話", "2019-10-02 call +Aiko"),
    Row(PERSON, "- 平成30年1月5日 会った", "2018-01-05 meet +Aiko"),
    Row(PERSON, "- ２０２６－１０－０２　電話：また", "2026-10-02 call +Aiko"),
    Row(PERSON, "- ２０２６年１０月２日電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026年10月2日電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02(金)電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02（金・祝）電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 金曜日 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 Fri call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02, Fri: call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 (Fri) call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 20261002 call", ""),
    Row(PERSON, "- 2026-10 call", ""),
    Row(PERSON, "- 2026 call", ""),
    # what follows the day: a blank, a stop, the end
    Row(PERSON, "- 2026-10-02: call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02：電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02:", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 — call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 – call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 - call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 · call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 | call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 ｜ 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02-foo", ""),
    Row(PERSON, "- 2026-10-02|foo", ""),
    Row(PERSON, "- 2026-10-02:foo", ""),
    Row(PERSON, "- 2026-10-02foo", ""),
    Row(PERSON, "- 1/2-inch nails", ""),
    Row(JOURNAL, "- 1/2-inch nails for [[Ben]]", "~Ben"),
    # the time
    Row(PERSON, "- 2026-10-02 14:00 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 14:00-15:00 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 19:00〜 飲み", "2026-10-02 drink +Aiko"),
    Row(PERSON, "- 2026-10-02 14時 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 14時半 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 午後2時 電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 １４：００　電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 14:00: call [[Ben]]", "2026-10-02 call +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02T14:00 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 14時に電話", "2026-10-02 call +Aiko"),
    Row(JOURNAL, "- 10:30 coffee [[Ben]]: visa", "2026-11-20 coffee +Ben"),
    # stops
    Row(PERSON, "- 2026-10-02 coffee [[Ben]] — [[Tom]] is away", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 coffee [[Ben]] – [[Tom]] is away", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 coffee [[Ben]] - [[Tom]] is away", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 coffee [[Ben]] · [[Tom]] is away", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 coffee [[Ben]] | [[Tom]] is away", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 お茶 [[佐藤]]：[[小林]]の話", "2026-10-02 coffee +Aiko +佐藤 ~小林"),
    Row(PERSON, "- 2026-10-02 coffee at 10:30 [[Ben]]", "2026-10-02 coffee +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02 video https://x.org/a: [[Ben]]", "2026-10-02 video +Aiko ~Ben"),
    Row(PERSON, "- 2026-10-02 video https://x.org/a:b with [[Ben]]", "2026-10-02 video +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02 coffee `a: b` [[Ben]]", "2026-10-02 coffee +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02 coffee [[Ben|B: the one]] [[Tom]]", "2026-10-02 coffee +Aiko +Ben +Tom"),
    Row(
        PERSON,
        "- 2026-10-02 coffee [[Ben]] and [Tom](people/Tom.md): fair",
        "2026-10-02 coffee +Aiko +Ben +Tom",
    ),
    Row(PERSON, "- 2026-10-02 coffee <people/x: y> [[Ben]]", "2026-10-02 coffee +Aiko ~Ben"),
    Row(PERSON, "- 2026-10-02 well-known call-back [[Ben]]", "2026-10-02 - +Aiko ~Ben"),
    # the head
    Row(PERSON, "- 2026-10-02 had a call", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 had lunch", "2026-10-02 meal +Aiko"),
    Row(PERSON, "- 2026-10-02 The meeting", "2026-10-02 meet +Aiko"),
    Row(PERSON, "- 2026-10-02 a coffee", "2026-10-02 coffee +Aiko"),
    Row(PERSON, "- 2026-10-02 CALL", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 Lunch with [[Ben]]. [[Tom]] called later.", "2026-10-02 meal +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 lunch with Dr. [[Ben]]. [[Tom]] is well.", "2026-10-02 meal +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 お昼食を[[佐藤]]と。[[小林]]は欠席。", "2026-10-02 meal +Aiko +佐藤 ~小林"),
    Row(PERSON, "- 2026-10-02 お電話", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 ご訪問", "2026-10-02 visit +Aiko"),
    Row(PERSON, "- 2026-10-02 お打ち合わせ", "2026-10-02 meet +Aiko"),
    Row(PERSON, "- 2026-10-02 calling names", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 メールアドレスが変わった", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 コーヒー豆", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 会議室の予約", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 電話番号が変わった", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 Zoomで近況", "2026-10-02 video +Aiko"),
    Row(PERSON, "- 2026-10-02 ＺＯＯＭで近況", "2026-10-02 video +Aiko"),
    Row(PERSON, "- 2026-10-02 LINEで連絡", "2026-10-02 message +Aiko"),
    Row(PERSON, "- 2026-10-02 ＬＩＮＥ：了解", "2026-10-02 message +Aiko"),
    Row(PERSON, "- 2026-10-02 LINEがあった", "2026-10-02 message +Aiko"),
    Row(PERSON, "- 2026-10-02 ﾗﾝﾁ：蕎麦", "2026-10-02 meal +Aiko"),
    Row(PERSON, "- 2026-10-02 ﾒｯｾｰｼﾞで近況", "2026-10-02 message +Aiko"),
    Row(PERSON, "- 2026-10-02 ｺｰﾋｰ [[佐藤]]", "2026-10-02 coffee +Aiko +佐藤"),
    Row(PERSON, "- 2026-10-02 電話があった", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 電話した", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 電話しました", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 お茶した", "2026-10-02 coffee +Aiko"),
    Row(PERSON, "- 2026-10-02 お茶さそわれた", "2026-10-02 coffee +Aiko"),
    Row(PERSON, "- 2026-10-02 会いました", "2026-10-02 meet +Aiko"),
    Row(PERSON, "- 2026-10-02 お会いしました", "2026-10-02 meet +Aiko"),
    Row(PERSON, "- 2026-10-02 話した", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 食べた", "2026-10-02 meal +Aiko"),
    Row(PERSON, "- 2026-10-02 送りました", "2026-10-02 wrote +Aiko"),
    Row(PERSON, "- 2026-10-02 訪問へ", "2026-10-02 visit +Aiko"),
    Row(PERSON, "- 2026-10-02 see https://call.example/lunch [[Ben]]", "2026-10-02 - +Aiko ~Ben"),
    Row(JOURNAL, "- see https://x.org/lunch for [[Ben]]", "~Ben"),
    Row(JOURNAL, "See https://zoom.us/call with [[Ben]]", "~Ben"),
    # words that are names of things too
    Row(PERSON, "- 2026-10-02 heard that she moved", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 heard: she moved", "2026-10-02 heard +Aiko"),
    Row(PERSON, "- 2026-10-02 heard from her", "2026-10-02 heard +Aiko"),
    Row(PERSON, "- 2026-10-02 line 3 is late", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 card games", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 card: a robin", "2026-10-02 letter +Aiko"),
    Row(PERSON, "- 2026-10-02 event planning", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 event [[Ben]]", "2026-10-02 event +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02 note to self", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 note: likes rye", "2026-10-02 note -Aiko", "note"),
    # gave and got
    Row(PERSON, "- 2026-10-02 got a new job", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 got: a new job", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 gave thanks", "2026-10-02 gave/thanks +Aiko"),
    Row(PERSON, "- 2026-10-02 gave a gift: yuzu jam → loved it", "2026-10-02 gave/gift +Aiko"),
    Row(PERSON, "- 2026-10-02 gave the advice", "2026-10-02 gave/advice +Aiko"),
    Row(PERSON, "- 2026-10-02 received an intro: [[Tom]]", "2026-10-02 got/intro +Aiko ~Tom"),
    Row(PERSON, "- 2026-10-02 got help [[Ben]]: the move", "2026-10-02 got/help +Aiko +Ben"),
    Row(PERSON, "- 2026-10-02 gave [[Ben]] help: the move", "2026-10-02 gave/help +Aiko +Ben"),
    *(
        Row(PERSON, f"- 2026-10-02 gave {what}: so", f"2026-10-02 gave/{what} +Aiko")
        for what in [
            "thanks",
            "gift",
            "meal",
            "help",
            "advice",
            "praise",
            "listening",
            "intro",
            "referral",
            "info",
            "money",
        ]
    ),
    *(
        Row(PERSON, f"- 2026-10-02 もらった {word}：はい", f"2026-10-02 got/{what} +Aiko")
        for word, what in (
            ("お礼", "thanks"),
            ("贈り物", "gift"),
            ("食事", "meal"),
            ("手伝い", "help"),
            ("助言", "advice"),
            ("話を聞く", "listening"),
            ("紹介", "intro"),
            ("仕事", "referral"),
            ("情報", "info"),
            ("お金", "money"),
        )
    ),
    Row(PERSON, "- 2026-10-02 お礼を差し上げた", "2026-10-02 gave/thanks +Aiko"),
    Row(PERSON, "- 2026-10-02 助言をいただいた", "2026-10-02 got/advice +Aiko"),
    Row(PERSON, "- 2026-10-02 助言を頂きました", "2026-10-02 got/advice +Aiko"),
    Row(PERSON, "- 2026-10-02 お土産：飴", "2026-10-02 gave/gift +Aiko"),
    Row(PERSON, "- 2026-10-02 お土産をもらった", "2026-10-02 got/gift +Aiko"),
    Row(PERSON, "- 2026-10-02 ご馳走した", "2026-10-02 gave/meal +Aiko"),
    Row(PERSON, "- 2026-10-02 ご馳走になった", "2026-10-02 got/meal +Aiko"),
    Row(PERSON, "- 2026-10-02 ご馳走になりました。また", "2026-10-02 got/meal +Aiko"),
    Row(PERSON, "- 2026-10-02 贈った 贈り物：本", "2026-10-02 gave/gift +Aiko"),
    *(
        Row(PERSON, f"- 2026-10-02 {verb}：椅子", f"2026-10-02 {what} +Aiko")
        for verb, what in (
            ("手伝った", "gave/help"),
            ("手伝いました", "gave/help"),
            ("紹介した", "gave/intro"),
            ("話を聞いた", "gave/listening"),
            ("助言した", "gave/advice"),
            ("褒めた", "gave/praise"),
            ("手伝ってもらった", "got/help"),
            ("手伝っていただいた", "got/help"),
            ("助けてもらった", "got/help"),
            ("紹介していただいた", "got/intro"),
            ("話を聞いてもらった", "got/listening"),
        )
    ),
    Row(PERSON, "- 2026-10-02 手伝った：", "2026-10-02 gave/help +Aiko"),
    *(
        Row(PERSON, f"- 2026-10-02 {line}", f"2026-10-02 {what} +Aiko")
        for line, what in (
            ("引っ越しを手伝ってもらった", "got/help"),
            ("引っ越しを手伝ってくれた。助かった", "got/help"),
            ("搬入をお手伝いいただきました（2時間）", "got/help"),
            ("稽古を手伝った", "gave/help"),
            ("稽古をお手伝いしました", "gave/help"),
            ("大家さんを紹介してくださった", "got/intro"),
            ("新しい仕事を紹介していただいた：チラシ", "got/referral"),
            ("確定申告の相談に乗っていただいた", "got/advice"),
            ("相談に乗った：進路のこと", "gave/advice"),
            ("出し方を教えてもらった", "got/info"),
            ("手料理をご馳走になった", "got/meal"),
            ("ご飯をおごった", "gave/meal"),
            ("お昼をおごってもらった", "got/meal"),
            ("お中元をいただいた：素麺", "got/gift"),
            ("柿のおすそ分けをいただいた", "got/gift"),
            ("お歳暮を差し上げた：昆布 → 喜ばれた", "gave/gift"),
            ("誕生日プレゼントを渡した", "gave/gift"),
            ("本をプレゼントした", "gave/gift"),
            ("花を贈った", "gave/gift"),
        )
    ),
    Row(PERSON, "- 2026-10-02 時間をもらった", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 手伝ってもらえなかった", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 手伝ってもらった人に会えず", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 声をあげた", "2026-10-02 - +Aiko"),
    Row(JOURNAL, "- [[Ben]]さんからお中元をいただいた", "2026-11-20 got/gift +Ben"),
    Row(PERSON, "- 2026-10-02 手伝った人の話", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 紹介した本を読んだ", "2026-10-02 - +Aiko"),
    Row(JOURNAL, "- [[佐藤]]さんから[[Ben]]の話を聞いた。", "~Ben ~佐藤"),
    Row(JOURNAL, "- [[佐藤]]に[[Ben]]を紹介した", "~Ben ~佐藤"),
    Row(JOURNAL, "- 手伝った [[Ben]]：搬入", "2026-11-20 gave/help +Ben"),
    # meals at noon
    *(
        Row(PERSON, f"- 2026-10-02 {word}", "2026-10-02 meal +Aiko")
        for word in (
            "お昼",
            "お昼：蕎麦",
            "お昼 — 蕎麦",
            "お昼を食べた",
            "昼ごはん",
            "お昼ご飯：蕎麦",
            "晩ごはん",
            "朝食：粥",
        )
    ),
    Row(PERSON, "- 2026-10-02 お昼に電話があった", "2026-10-02 - +Aiko"),
    Row(PERSON, "- 2026-10-02 お昼は家にいた", "2026-10-02 - +Aiko"),
    Row(JOURNAL, "- お昼 [[Ben]]", "2026-11-20 meal +Ben"),
    Row(JOURNAL, "昼は蕎麦。[[Ben]]はいない。", "~Ben"),
    Row(PERSON, "- 2026-10-02 もらった本を読んだ", "2026-10-02 - +Aiko"),
    # tried
    *(
        Row(PERSON, f"- 2026-10-02 {word}", "2026-10-02 tried -Aiko", "tried")
        for word in [
            "tried",
            "no answer",
            "missed",
            "cancelled",
            "postponed",
            "no-show",
            "不在",
            "欠席",
            "中止",
            "延期",
            "出ず",
        ]
    ),
    Row(PERSON, "- 2026-10-02 call: no answer", "2026-10-02 tried -Aiko", "tried"),
    Row(PERSON, "- 2026-10-02 call: cancelled, she is ill", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話：不在。また明日", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話したが出ず", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話したが出ず。また明日", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話したけど出なかった", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話したけど、つながらなかった。また明日", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 訪問したが会えませんでした", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 訪問：お留守だった。名刺を置いてきた", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話：結論は出なかった", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 訪問：奥さんには会えなかった", "2026-10-02 visit +Aiko"),
    Row(PERSON, "- 2026-10-02 電話：仕事にはつながらなかった", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 会議は延期", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 会議：来月に延期", "2026-10-02 tried -Aiko"),
    Row(PERSON, "- 2026-10-02 電話：旅行は中止にしたそう", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 call: her trip was cancelled", "2026-10-02 call +Aiko"),
    Row(PERSON, "- 2026-10-02 call: missed her train but happy", "2026-10-02 tried -Aiko"),
    # durations
    Row(PERSON, "- 2026-10-02 call (1h30)", "2026-10-02 call +Aiko"),
    # no kind
    Row(PERSON, "- 2026-10-02 she looked well, so did [[Ben]]", "2026-10-02 - +Aiko ~Ben"),
    Row(PERSON, "- 2026-10-02 庭の話", "2026-10-02 - +Aiko"),
)

KINDS = {
    "meet": "meet met saw meeting walked 会う 会った お会いした 打合せ 打ち合わせ 会議 面談 散歩 同席",
    "coffee": "coffee お茶 コーヒー",
    "meal": "meal lunch dinner breakfast ランチ 昼食 夕食 食事 会食",
    "drink": "drink party 飲み 飲み会",
    "visit": "visit visited 訪問 来訪",
    "event": "event",
    "call": "call called phone talked spoke 電話 お電話 話した",
    "video": "video zoom オンライン オンライン会議",
    "message": "message chat chatted sms texted line dm メッセージ ライン チャット 連絡",
    "email": "email mail emailed メール",
    "letter": "letter card 手紙 はがき 年賀状",
    "wrote": "wrote sent reached+out 送った 返信した 返事した 返事を書いた 連絡した 連絡しました",
    "heard": "heard heard+from they+wrote reply 返事あり 返事が来た 返信あり 連絡あり",
}
NO_CONTACT = {
    "tried": "tried no+answer missed cancelled postponed no-show 不在 欠席 中止 延期 出ず",
    "thought": "thought 気にかけた",
    "note": "note メモ",
    "learned": "learned 聞いた 知った",
}
INTRO_KINDS = {
    "asked": "asked 打診",
    "yes": "yes 承諾 快諾",
    "no": "no 辞退 見送り",
    "outcome": "outcome その後",
    "thanked": "thanked お礼した",
}
WISH_KINDS = {"bought": "bought 購入 買った", "used": "used 試した 使った 読んだ 読了", "result": "result 成果"}

PARTS = (
    Row(PERSON, "- 2026-10-02 call about [[Ben]]", "2026-10-02 call +Aiko ~Ben"),
    Row(
        PERSON,
        "- 2026-10-02 call with [[Ben]] about [[Tom]]: late",
        "2026-10-02 call +Aiko +Ben ~Tom",
        "talked about",
    ),
    Row(PERSON, "- 2026-10-02 email [[Ben]] re [[Tom]]", "2026-10-02 email +Aiko +Ben ~Tom"),
    Row(PERSON, "- 2026-10-02 email [[Ben]] re: [[Tom]]", "2026-10-02 email +Aiko +Ben ~Tom"),
    Row(
        PERSON,
        "- 2026-10-02 call [[Ben]] regarding [[Tom]] and [[Clara]]",
        "2026-10-02 call +Aiko +Ben ~Tom ~Clara",
    ),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]の件", "2026-10-02 call +Aiko ~佐藤"),
    Row(PERSON, "- 2026-10-02 電話：[[佐藤]]の件", "2026-10-02 call +Aiko ~佐藤"),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]について", "2026-10-02 call +Aiko ~佐藤"),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]さんのこと", "2026-10-02 call +Aiko ~佐藤"),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]と[[小林]]の件", "2026-10-02 call +Aiko ~佐藤 ~小林"),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]・[[小林]]の件", "2026-10-02 call +Aiko ~佐藤 ~小林"),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]、[[小林]]の件", "2026-10-02 call +Aiko ~佐藤 ~小林"),
    Row(
        PERSON,
        "- 2026-10-02 電話 [[佐藤]]さんと[[小林]]先生と[[山本]]くんの件",
        "2026-10-02 call +Aiko ~佐藤 ~小林 ~山本",
    ),
    Row(PERSON, "- 2026-10-02 電話 [[佐藤]]に[[小林]]の件で", "2026-10-02 call +Aiko +佐藤 ~小林"),
    Row(JOURNAL, "- 電話 [[佐藤]]さんに[[小林]]さんと[[山本]]さんのこと", "2026-11-20 call +佐藤 ~小林 ~山本"),
    Row(JOURNAL, "- call with [[Ben]] about [[Tom]]", "2026-11-20 call +Ben ~Tom"),
    Row(JOURNAL, "- saw [[Ben]]'s post", "~Ben"),
    Row(JOURNAL, "- saw [[Ben]]’s post with [[Tom]]", "2026-11-20 meet +Tom ~Ben"),
    Row(PERSON, "- 2026-10-02 saw [[Ben]]'s post", "2026-10-02 meet +Aiko ~Ben"),
    Row(JOURNAL, "- call [[Ben]]", "2026-11-20 call +Ben"),
    Row(JOURNAL, "- call: [[Ben]] is well. [[Tom]] too.", "2026-11-20 call +Ben ~Tom"),
    Row(JOURNAL, "- call: long talk with [[Ben]] about [[Tom]]", "2026-11-20 call +Ben ~Tom"),
    Row(JOURNAL, "- お茶：[[佐藤]]さんと。[[小林]]さんは来ず", "2026-11-20 coffee +佐藤 ~小林"),
    Row(JOURNAL, "- call [[Ben]]: [[Tom]] is ill", "2026-11-20 call +Ben ~Tom"),
    Row(JOURNAL, "- [[Ben]]: moved", "~Ben", "no word of contact"),
    Row(JOURNAL, "- [[Ben]]: lunch at noon", "2026-11-20 meal +Ben"),
    Row(JOURNAL, "- [[Ben]] and [[Tom]]: coffee, the fair", "2026-11-20 coffee +Ben +Tom"),
    Row(JOURNAL, "- [[Ben]]: should call about [[Tom]]", "~Ben ~Tom"),
    Row(JOURNAL, "- [[佐藤]]：電話で近況", "2026-11-20 call +佐藤"),
    Row(PERSON, "- 2026-10-02 [[Ben]] came along", "2026-10-02 - +Aiko ~Ben"),
    Row(JOURNAL, "- coffee [[Ben]], [[Tom]] and [[Clara]]: fair", "2026-11-20 coffee +Ben +Tom +Clara"),
    Row(JOURNAL, "- tried [[Ben]]", "2026-11-20 tried -Ben", "tried"),
    Row(JOURNAL, "- call [[Ben]]: no answer", "2026-11-20 tried -Ben", "tried"),
    Row(JOURNAL, "- thought of [[Ben]]", "2026-11-20 thought -Ben", "thought"),
    Row(JOURNAL, "- coffee [[Hall]]: quiet", ""),
    Row(JOURNAL, "- coffee [[Nobody]]: quiet", ""),
    Row(JOURNAL, "- gave [[Ben]] advice", "2026-11-20 gave/advice +Ben"),
    Row(JOURNAL, "- [[佐藤]]さんにお土産をあげた", "2026-11-20 gave/gift +佐藤"),
)

FACT_LINES = (
    *(
        Row(PERSON, f"## {title}\n\n- 2010-04-01 started at the hall", "2010-04-01 - -Aiko", "a fact")
        for title in (
            "Life events",
            "Positions",
            "Career",
            "Education",
            "Dates",
            "Gifts",
            "経歴",
            "職歴",
            "学歴",
            "年表",
            "CAREER",
        )
    ),
    Row(PERSON, "## Career\n\n- 2010-04-01 call from the hall", "2010-04-01 call -Aiko", "a fact"),
    Row(PERSON, "## Career\n\n- 2010-04-01 call: the hall", "2010-04-01 call +Aiko"),
    Row(PERSON, "## Career\n\n### Early\n\n- 2010-04-01 started", "2010-04-01 - -Aiko", "a fact"),
    Row(
        PERSON,
        "## Career\n\n- 2010-04-01 started\n\n## Log\n\n- 2020-04-01 garden",
        "2010-04-01 - -Aiko 2020-04-01 - +Aiko",
    ),
    Row(PERSON, "## 経歴\n\n・2010/4/1 会議所に入る", "2010-04-01 - -Aiko", "a fact"),
    Row(
        PERSON,
        "---\nmet: {date: 2021-09-14}\n---\n- 2020-01-01 in Lund\n- 2021-09-14 the choir",
        "2020-01-01 - -Aiko 2021-09-14 - +Aiko",
        "before you met",
    ),
    Row(PERSON, "---\nmet: 2021-09-14\n---\n- 2020-01-01 call: wrong number", "2020-01-01 call +Aiko"),
    Row(
        PERSON,
        "---\nmet: {date: 2021}\n---\n- 2021-01-01 the choir\n- 2020-12-31 Lund",
        "2021-01-01 - +Aiko 2020-12-31 - -Aiko",
    ),
)

HEADINGS = (
    Row(PERSON, "## 2026-10-02 call with [[Ben]]\n\nHe and [[Tom]] sing.", "2026-10-02 call +Aiko +Ben ~Tom"),
    Row(PERSON, "## 2026-10-02\n\nThe garden.", "2026-10-02 - +Aiko"),
    Row(PERSON, "## 2026-10-02 Fri: coffee\n- [[Ben]] joined", "2026-10-02 coffee +Aiko ~Ben"),
    Row(
        PERSON,
        "## 2026-10-02 call\n### More\n[[Ben]]\n## Other\n- 2026-10-03 lunch",
        "2026-10-02 call +Aiko 2026-10-03 meal +Aiko ~Ben",
    ),
    Row(PERSON, "## 2026-10-02 call\n- 2026-10-01 lunch", "2026-10-02 call +Aiko"),
    Row(
        PERSON,
        "## Log\n### 2026-10-02 call\n### 2026-10-03 coffee",
        "2026-10-02 call +Aiko 2026-10-03 coffee +Aiko",
    ),
    Row(PERSON, "## 2026年10月2日（金）　お茶\n\n[[佐藤]]の話", "2026-10-02 coffee +Aiko ~佐藤"),
    Row(PERSON, "## 2019-2021\n- 2026-10-02 call", "2026-10-02 call +Aiko"),
    Row(ORG, "## 2026-10-02 meeting [[Ben]]\n\nwith [[Tom]]'s plan", "2026-10-02 meet +Ben ~Tom"),
    Row(ORG, "- 2026-10-02 meeting [[Ben]]: hall", "2026-10-02 meet +Ben"),
    Row(ORG, "- 2026-10-02 rent for [[Ben]]", "~Ben"),
    Row(INTRO, BETWEEN + "## 2026-11-02 introduced", "2026-11-02 introduced +Ben +Tom"),
    Row(NOTE, "## 2026-10-02\n- call [[Ben]]: fair\n- [[Tom]] sings", "2026-10-02 call +Ben ~Tom"),
    Row(
        NOTE,
        "## 2026-10-02\n- call [[Ben]]\n## 10/5\n- lunch [[Tom]]",
        "2026-10-02 call +Ben 2026-10-05 meal +Tom",
    ),
    Row(NOTE, "## 2026-10-02 call [[Ben]]\n- lunch [[Tom]]", "2026-10-02 call +Ben ~Tom"),
    Row(JOURNAL, "## 2026-11-18\n- lunch [[Tom]]", "2026-11-18 meal +Tom"),
    Row(
        JOURNAL,
        "## Call [[Ben]]\n[[Tom]] was there, lunch with [[Clara]]",
        "2026-11-20 call +Ben ~Tom ~Clara",
    ),
    Row(JOURNAL, "## Evening\n- lunch [[Tom]]", "2026-11-20 meal +Tom"),
    Row(
        "journal/November.md",
        "## 2026年11月1日（日）\n- 電話 [[佐藤]]：はい\n## 11月4日（水）\n- 食事 [[小林]]",
        "2026-11-01 call +佐藤 2026-11-04 meal +小林",
    ),
    Row("journal/November.md", "- lunch [[Tom]]", "~Tom"),
)

TABLES = (
    Row(PERSON, "| Date | What |\n|---|---|\n| 2026-10-02 | call | her garden |", "2026-10-02 call +Aiko"),
    Row(PERSON, "| 2026-10-02 | the garden |", "2026-10-02 - +Aiko"),
    Row(PERSON, "| 2026-10-02 | call | no answer |", "2026-10-02 tried -Aiko"),
    Row(PERSON, "| 2026-10-02 | coffee [[Ben]] | [[Tom]] |", "2026-10-02 coffee +Aiko +Ben ~Tom"),
    Row(PERSON, "| 2026-10-02 | [[Ben\\|B]] |", "2026-10-02 - +Aiko ~Ben"),
    Row(PERSON, "| what | 2026-10-02 |", ""),
    Row(PERSON, "## Career\n| 2010-04-01 | call centre |", "2010-04-01 call -Aiko", "a fact"),
    Row(PERSON, "| 2019-2021 | Lund |", ""),
    Row(NOTE, "| 2026-10-02 | call [[Ben]] |", "2026-10-02 call +Ben"),
    Row(NOTE, "| 2026-10-02 | [[Ben]] pays |", "~Ben", "no kind"),
    Row(JOURNAL, "| 2026-10-02 | call [[Ben]] |", "2026-10-02 call +Ben"),
)

FRONT = (
    Row(
        PERSON,
        "---\ninteractions:\n  - {date: 2026-10-02, text: 'call: the fair'}\n---\n",
        "2026-10-02 call +Aiko",
    ),
    Row(PERSON, "---\ninteractions:\n- date: 2026-10-02\n  text: the garden\n---\n", "2026-10-02 - +Aiko"),
    Row(
        PERSON,
        "---\ninteractions: [{date: 2026-10-02, text: 'call: no answer'}]\n---\n",
        "2026-10-02 tried -Aiko",
    ),
    Row(
        PERSON,
        "---\ninteractions: [{date: 2026-10-02, text: 'coffee [[Ben]]: [[Tom]]'}]\n---\n",
        "2026-10-02 coffee +Aiko +Ben ~Tom",
    ),
    Row(
        PERSON,
        "---\nmet: 2026-11-01\ninteractions: [{date: 2026-10-02, text: Lund}]\n---\n",
        "2026-10-02 - -Aiko",
        "before you met",
    ),
    Row(
        PERSON,
        "---\ninteractions: [{date: 2026-12-02, text: call}]\n---\n",
        "2026-12-02 call -Aiko",
        "future",
    ),
)

JOURNALS = (
    Row(JOURNAL, "We ended up having lunch with [[Ben]].", "2026-11-20 meal +Ben"),
    Row(JOURNAL, "I saw [[Ben]] and later phoned [[Tom]].", "2026-11-20 meet +Ben +Tom"),
    Row(JOURNAL, "[[Ben]] sings. Lunch was soup.", "~Ben", "no word of contact"),
    Row(JOURNAL, "[[Ben]] had lunch alone.", "~Ben"),
    Row(JOURNAL, "Lunch was soup. [[Ben]] sings.", "~Ben"),
    Row(JOURNAL, "I should call [[Ben]].", "~Ben", "only meant"),
    *(
        Row(JOURNAL, f"{word} call [[Ben]].", "~Ben", "only meant")
        for word in ("I need to", "Should", "I want to", "The plan: ", "I will", "TODO", "Remind me to")
    ),
    Row(JOURNAL, "Lunch with [[Ben]], who will move soon.", "2026-11-20 meal +Ben"),
    Row(JOURNAL, "- had lunch with [[Ben]]; we should call [[Tom]].", "2026-11-20 meal +Ben +Tom"),
    Row(JOURNAL, "夜は電話で[[佐藤]]さんと話。", "2026-11-20 call +佐藤"),
    Row(JOURNAL, "[[佐藤]]さんとランチを食べた。", "2026-11-20 meal +佐藤"),
    Row(JOURNAL, "[[佐藤]]さんに会った。[[小林]]さんは元気だそう。", "2026-11-20 meet +佐藤 ~小林"),
    Row(JOURNAL, "[[佐藤]]さんとお茶の予定。", "~佐藤"),
    *(
        Row(JOURNAL, f"[[佐藤]]さんに{words}。", "~佐藤")
        for words in (
            "電話したい",
            "電話しないと",
            "電話しよう",
            "電話しなきゃ",
            "会うつもり",
            "電話を忘れずに",
            "会う予定",
        )
    ),
    Row(JOURNAL, "[[佐藤]]さんに電話したが出ず。", "2026-11-20 tried -佐藤"),
    Row(JOURNAL, "[[佐藤]]の件で[[小林]]さんに電話した。", "2026-11-20 call +小林 ~佐藤"),
    Row(JOURNAL, "Coffee\nwith [[Ben]] by the sea.", "2026-11-20 coffee +Ben"),
    Row(JOURNAL, "- lunch with\n  [[Ben]]", "~Ben"),
    Row(JOURNAL, "- garden\n  - coffee [[Ben]]: seeds", "2026-11-20 coffee +Ben"),
    Row(JOURNAL, "- garden with seeds [[Tom]]\n  - [[Ben]] likes them", "~Ben ~Tom"),
    Row(
        JOURNAL,
        "- lunch [[Tom]]\n  - call [[Ben]]: [[Clara]]",
        "2026-11-20 meal +Tom 2026-11-20 call +Ben ~Clara",
    ),
    Row(PERSON, "- 2026-10-02 lunch\n  - call [[Ben]]", "2026-10-02 meal +Aiko ~Ben", "below an entry"),
    Row(PERSON, "- 2026-10-02 lunch\n  and [[Ben]]", "2026-10-02 meal +Aiko ~Ben"),
    Row(PERSON, "- 2026-10-02 lunch\n\n  later [[Ben]]", "2026-10-02 meal +Aiko ~Ben"),
    Row(PERSON, "- call [[Ben]]", "~Ben", "no day"),
    Row(PERSON, "We had lunch with [[Ben]].", "~Ben"),
    Row(JOURNAL, "- 2026-11-18 lunch [[Ben]]", "2026-11-18 meal +Ben"),
    Row(JOURNAL, "- 11/9 電話 [[佐藤]]", "2026-11-09 call +佐藤"),
    Row("journal/2026-01-03.md", "- 12/30 call [[Ben]]", "2025-12-30 call +Ben"),
    Row(
        "journal/2026-01-03.md",
        "- 2025-12-28 call [[Ben]]\n- 1/2 lunch [[Tom]]",
        "2025-12-28 call +Ben 2026-01-02 meal +Tom",
    ),
    Row("people/Aiko/2026-11-19.md", "The garden.", "2026-11-19 - +Aiko"),
    Row("people/Aiko/2026-11-19.md", "---\ntype: call\n---\nThe garden.", "2026-11-19 call +Aiko"),
    Row("2026-11-19.md", "- lunch [[Ben]]", "2026-11-19 meal +Ben"),
    Row("diary/20261119.md", "- lunch [[Ben]]", "2026-11-19 meal +Ben"),
    Row("日記/2026年11月19日（木）.md", "- ランチ [[佐藤]]", "2026-11-19 meal +佐藤"),
    Row("daily/2026-11-19 Thu.md", "- lunch [[Ben]]", "2026-11-19 meal +Ben"),
    Row("daily/2026/11/2026-11-19.md", "- lunch [[Ben]]", "2026-11-19 meal +Ben"),
    Row(
        "daily/2026-11-19.md",
        "---\npeople: ['[[Tom]]']\n---\n- lunch [[Ben]]",
        "2026-11-19 meal +Ben 2026-11-19 meet +Tom",
    ),
    Row(NOTE, "- 2026-10-02 call [[Ben]]: fair", "2026-10-02 call +Ben"),
    Row(NOTE, "- 2026-10-02 [[Ben]] pays", "~Ben", "no kind"),
    Row(NOTE, "- call [[Ben]]", "~Ben"),
    Row(NOTE, "---\ndate: 2026-10-02\n---\n- call [[Ben]]\n\nlunch with [[Tom]]", "~Ben ~Tom"),
)

NEVER = (
    Row(PERSON, "- [ ] 2026-10-02 call", ""),
    Row(JOURNAL, "- [ ] call [[Ben]]", "~Ben", "not ticked"),
    Row(JOURNAL, "- [-] call [[Ben]]", "~Ben"),
    Row(JOURNAL, "- ☐ call [[Ben]]", "~Ben"),
    Row(JOURNAL, "□ 電話 [[佐藤]]", "~佐藤"),
    Row(PERSON, "> 2026-10-02 call", "2026-10-02 - -Aiko", "block quote"),
    Row(PERSON, "> - 2026-10-02 call", "2026-10-02 - -Aiko", "block quote"),
    Row(JOURNAL, "> lunch with [[Ben]]", "~Ben", "block quote"),
    Row(PERSON, "```\n- 2026-10-02 call\n```", "2026-10-02 - -Aiko", "code"),
    Row(PERSON, "~~~ md\n- 2026-10-02 call\n~~~", "2026-10-02 - -Aiko", "code"),
    Row(JOURNAL, "`lunch with [[Ben]]`", ""),
    Row(JOURNAL, "![[Ben]]", "~Ben", "embedded"),
    Row(JOURNAL, "lunch with ![[Ben]]", "~Ben"),
    Row(PERSON, "<!-- 2026-10-02 call -->", "2026-10-02 - -Aiko", "comment"),
    Row(PERSON, "<!--\n- 2026-10-02 call\n-->", "2026-10-02 - -Aiko", "comment"),
    Row(
        PERSON,
        "<!-- prm:begin -->\n- 2026-10-02 call [[Ben]]\n<!-- prm:end -->\n- 2026-10-03 lunch",
        "2026-10-03 meal +Aiko",
    ),
    Row(PERSON, "<!-- prm:begin kind=log -->\n- 2026-10-02 call [[Ben]]", ""),
    Row(PERSON, "- 2026-12-02 call", "2026-12-02 call -Aiko", "future"),
    Row("journal/2026-12-01.md", "- lunch [[Ben]]", "2026-12-01 meal -Ben", "future"),
    Row(JOURNAL, "- [x] call [[Ben]]", "2026-11-20 call +Ben"),
    Row(JOURNAL, "- [X] call [[Ben]] ✅ 2026-11-18", "2026-11-18 call +Ben"),
    Row(JOURNAL, "- [x] call [[Ben]] done:2026-11-18", "2026-11-18 call +Ben"),
    Row(JOURNAL, "- ☑ 電話 [[佐藤]]", "2026-11-20 call +佐藤"),
    Row(JOURNAL, "- [x] post the parcel to [[Ben]]", "2026-11-20 - -Ben", "does not begin with"),
    Row(JOURNAL, "- [x] call [[Ben]]: no answer", "2026-11-20 tried -Ben"),
    Row(PERSON, "- [x] call her ✅ 2026-11-18", "2026-11-18 call +Aiko"),
    Row(PERSON, "- [x] call with [[Ben]] ✅ 2026-11-18", "2026-11-18 call +Aiko +Ben"),
    Row(PERSON, "- [x] send the score ✅ 2026-11-18", "2026-11-18 - -Aiko"),
    Row(PERSON, "- [x] call her", "? call -Aiko", "without a day"),
    Row(PERSON, "- [x] @me call her ✅ 2026-11-18", "2026-11-18 call +Aiko"),
    Row(PERSON, "- [x] call her ✅ 2026-12-18", "2026-12-18 call -Aiko", "future"),
)

MEETINGS = (
    Row(MEETING, MEET + "\nThe fair. [[Clara]] is away.", "2026-11-10 meet +Ben +Tom ~Clara"),
    Row(MEETING, MEET + "\n- call [[Clara]]", "2026-11-10 meet +Ben +Tom ~Clara"),
    Row(MEETING, "---\nattendees: [Ben, Tom]\n---\nThe fair.", "2026-11-10 meet +Ben +Tom"),
    Row(MEETING, "---\nattendees: Ben, Tom\n---\nThe fair.", "2026-11-10 meet +Ben +Tom"),
    Row(MEETING, "---\nattendees: [[Ben]], [[Tom]]\n---\nThe fair.", "2026-11-10 meet +Ben +Tom"),
    *(
        Row(MEETING, f"---\n{key}: ['[[Ben]]']\n---\nThe fair.", "2026-11-10 meet +Ben")
        for key in ("people", "person", "participants", "contacts", "参加者", "Attendees")
    ),
    Row(MEETING, "---\ntype: call\nattendees: ['[[Ben]]']\n---\nx", "2026-11-10 call +Ben"),
    Row(MEETING, "---\ntype: 電話\nattendees: ['[[Ben]]']\n---\nx", "2026-11-10 call +Ben"),
    Row(MEETING, "---\ntype: workshop\nattendees: ['[[Ben]]']\n---\nx", "2026-11-10 meet +Ben"),
    Row(
        "notes/Studio.md",
        "---\ndate: 2026-11-03\npeople: ['[[Ben]]']\n---\nThe light.",
        "2026-11-03 meet +Ben",
    ),
    Row("notes/Studio.md", "---\npeople: ['[[Ben]]']\n---\nThe light.", ""),
    Row(
        MEETING,
        MEET.replace("---\natt", "---\nstatus: planned\natt") + "x",
        "2026-11-10 meet -Ben -Tom",
        "planned",
    ),
    Row(
        MEETING,
        MEET.replace("---\natt", "---\nstatus: cancelled\natt") + "x",
        "2026-11-10 meet -Ben -Tom",
        "cancelled",
    ),
    Row("meetings/2026-12-10 fair.md", MEET + "x", "2026-12-10 meet -Ben -Tom", "future"),
    Row(MEETING, MEET + "\n## Agenda\n\n- \n\n## Notes\n", "2026-11-10 meet -Ben -Tom", "nothing is written"),
    Row(MEETING, MEET + "\n## Agenda\n\n- {{cursor}}\n", "2026-11-10 meet -Ben -Tom", "nothing is written"),
    Row(MEETING, MEET, "2026-11-10 meet +Ben +Tom"),
    Row(
        MEETING,
        "---\nattendees: [Ben, Tom, Clara, 佐藤, 小林, 山本, Aiko, Zoe, Yan]\n---\nx",
        "2026-11-10 meet -seen:Aiko -seen:Ben -seen:Tom -seen:Clara -seen:佐藤 -seen:小林 -seen:山本",
        "seen among 9",
    ),
    Row(
        MEETING,
        "---\nattendees: [Ben, Tom, Clara, 佐藤, 小林, 山本, Aiko, Zoe]\n---\nx",
        "2026-11-10 meet +Aiko +Ben +Tom +Clara +佐藤 +小林 +山本",
    ),
)

INTROS = (
    Row(INTRO, BETWEEN + "- 2026-11-02 asked [[Ben]]", "2026-11-02 asked -Ben"),
    Row(INTRO, BETWEEN + "- 2026-11-03 yes [[Ben]]: gladly", "2026-11-03 yes -Ben"),
    Row(INTRO, BETWEEN + "- 2026-11-03 no [[Tom]]", "2026-11-03 no -Tom"),
    Row(INTRO, BETWEEN + "- 2026-11-04 introduced", "2026-11-04 introduced +Ben +Tom"),
    Row(INTRO, BETWEEN + "- 2026-11-04 introduced [[Ben]]", "2026-11-04 introduced +Ben"),
    Row(INTRO, BETWEEN + "- 2026-11-04 introduced in person", "2026-11-04 introduced +Ben +Tom"),
    Row(INTRO, BETWEEN + "- 2026-11-04 引き合わせた", "2026-11-04 introduced +Ben +Tom"),
    Row(INTRO, BETWEEN + "- 2026-11-05 outcome: they sing", ""),
    Row(INTRO, BETWEEN + "- 2026-11-06 thanked", ""),
    Row(INTRO, BETWEEN + "- 2026-11-06 call [[Ben]]: how it went", "2026-11-06 call +Ben"),
    Row(PERSON, "- 2026-11-06 asked [[Ben]]", "2026-11-06 - +Aiko ~Ben"),
    Row(PERSON, "- 2026-11-06 yes", "2026-11-06 - +Aiko"),
    Row(PERSON, "- 2026-11-06 introduced [[Ben]]", "2026-11-06 - +Aiko ~Ben"),
    Row(PERSON, WISH + "- 2026-11-06 bought the book", "2026-11-06 bought -Aiko", "bought"),
    Row(PERSON, WISH + "- 2026-11-06 reported: it helped", "2026-11-06 reported +Aiko"),
    Row(PERSON, WISH + "- 2026-11-06 報告：役に立った", "2026-11-06 reported +Aiko"),
    Row(PERSON, "---\nwish: {why: her staging}\n---\n- 2026-11-06 読了", "2026-11-06 used -Aiko"),
    Row(PERSON, "- 2026-11-06 bought the book", "2026-11-06 - +Aiko"),
    Row(PERSON, "- 2026-11-06 reported: it helped", "2026-11-06 - +Aiko"),
)

YEARS = (
    Row(INBOX, "- 11/16 lunch [[Ben]]", "2026-11-16 meal +Ben"),
    Row(INBOX, "- 12/1 lunch [[Ben]]", "2025-12-01 meal +Ben"),
    Row(INBOX, "- 11月16日 ランチ [[佐藤]]", "2026-11-16 meal +佐藤"),
    Row(
        INBOX,
        "- 2026-11-13 call [[Ben]]\n- 11/16(月) お茶 [[佐藤]]",
        "2026-11-13 call +Ben 2026-11-16 coffee +佐藤",
    ),
    Row(INBOX, "- 2026-01-03 call [[Ben]]\n- 12/30 lunch [[Tom]]", "2026-01-03 call +Ben 2025-12-30 meal +Tom"),
    Row(PERSON, "- 2026-11-01 lunch\n- 10/20 call", "2026-11-01 meal +Aiko 2026-10-20 call +Aiko"),
    Row(PERSON, "- 2026-01-03 lunch\n- 12/30 call", "2026-01-03 meal +Aiko 2025-12-30 call +Aiko"),
    Row(PERSON, "- 8/1〜8/5 call", ""),
    Row(PERSON, "- 2026-08-01〜2026-08-05 in Oslo", ""),
    Row(PERSON, "- 2026/8/1 - 2026/8/5 in Oslo", ""),
    Row(PERSON, "- 2026-08-01 to 2026-08-05 in Oslo", ""),
    Row(PERSON, "- 2026-08-01 / 2026-08-05 in Oslo", ""),
    Row(PERSON, "- 2026-08-01 ~ 8/5 in Oslo with [[Ben]]", "~Ben"),
    Row(PERSON, "- 2019-2021 Lund", ""),
    Row(PERSON, "2019-2021: Lund", ""),
    Row(PERSON, "- 2019年〜2021年 Lund", ""),
    Row(PERSON, "- 8月1日〜5日 旅行", ""),
    Row(PERSON, "- 1990-02-30 call", "? call -Aiko", "no day"),
    Row(PERSON, "- 03/04/2026 call", "? call -Aiko", "no day"),
)

CONFLICT = (
    Row(
        PERSON,
        "<<<<<<< HEAD\n- 2026-10-02 call\n=======\n- 2026-10-03 lunch [[Ben]]\n>>>>>>> theirs\n- 2026-10-04 coffee\n",
        "2026-10-02 call +Aiko 2026-10-03 meal +Aiko +Ben 2026-10-04 coffee +Aiko",
    ),
    Row(
        PERSON,
        "<<<<<<< HEAD\n- 2026-10-02 call\n||||||| base\n- 2026-10-01 visit\n=======\n- 2026-10-03 lunch\n>>>>>>> theirs\n",
        "2026-10-02 call +Aiko 2026-10-03 meal +Aiko",
    ),
    Row(
        PERSON,
        "---\n<<<<<<< HEAD\nname: Aiko\n=======\nname: Aiko\ninteractions: [{date: 2026-10-02, text: call}]\n>>>>>>> x\n---\n- 2026-10-03 lunch\n",
        "2026-10-03 meal +Aiko 2026-10-02 call +Aiko",
    ),
    Row(PERSON, "- 2026-10-02 lunch %% private %% with [[Ben]] %% /private %%", "2026-10-02 meal +Aiko +Ben"),
    Row(PERSON, "## Private\n- 2026-10-02 call", "2026-10-02 call +Aiko"),
    Row(PERSON, "%% private %%\n- 2026-10-02 call\n%% /private %%", "2026-10-02 call +Aiko"),
)

ROWS = (
    *GRAMMAR,
    *PARTS,
    *FACT_LINES,
    *HEADINGS,
    *TABLES,
    *FRONT,
    *JOURNALS,
    *NEVER,
    *MEETINGS,
    *INTROS,
    *YEARS,
    *CONFLICT,
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.path}: {row.text[:60]!r}" for row in ROWS])
def test_a_line_says(row: Row) -> None:
    vault = vault_of(row.path, row.text)
    assert row.expected == told(vault, row.path)
    assert row.reason in reasons(vault, row.path)


@pytest.mark.parametrize(
    ("kind", "alias", "contact"),
    [
        (kind, alias.replace("+", " "), contact)
        for table, contact in ((KINDS, True), (NO_CONTACT, False))
        for kind, aliases in table.items()
        for alias in aliases.split()
    ],
)
def test_an_alias_means_one_kind(kind: str, alias: str, contact: bool) -> None:
    vault = vault_of(PERSON, f"- 2026-10-02 {alias}: so")
    assert f"2026-10-02 {kind} {'+' if contact else '-'}Aiko" == told(vault, PERSON)


@pytest.mark.parametrize(
    ("kind", "alias"), [(kind, alias) for kind, aliases in INTRO_KINDS.items() for alias in aliases.split()]
)
def test_a_word_of_introductions(kind: str, alias: str) -> None:
    vault = vault_of(INTRO, BETWEEN + f"- 2026-11-02 {alias} [[Ben]]")
    assert f"2026-11-02 {kind} -Ben" == told(vault, INTRO)


@pytest.mark.parametrize(
    ("kind", "alias"), [(kind, alias) for kind, aliases in WISH_KINDS.items() for alias in aliases.split()]
)
def test_a_word_of_wishes(kind: str, alias: str) -> None:
    assert f"2026-11-02 {kind} -Aiko" == told(vault_of(PERSON, WISH + f"- 2026-11-02 {alias}"), PERSON)


@pytest.mark.parametrize(
    ("toml", "row"),
    [
        ('mentions = "all"', Row(JOURNAL, "[[Ben]] sings.", "2026-11-20 - +Ben")),
        ('mentions = "all"', Row(JOURNAL, "- [[Ben]]: moved", "2026-11-20 - +Ben")),
        ('mentions = "all"', Row(JOURNAL, "Lunch with [[Ben]].", "2026-11-20 meal +Ben")),
        ('mentions = "all"', Row(JOURNAL, "- [ ] call [[Ben]]", "~Ben")),
        ('mentions = "all"', Row(JOURNAL, "> [[Ben]]", "~Ben")),
        ('mentions = "never"', Row(JOURNAL, "We had lunch with [[Ben]].", "~Ben", "do not count")),
        ('mentions = "never"', Row(JOURNAL, "- lunch [[Ben]]", "2026-11-20 meal +Ben")),
        (
            '[kinds.rehearsal]\naliases = ["合奏", "jammed"]',
            Row(PERSON, "- 2026-10-02 rehearsal", "2026-10-02 rehearsal +Aiko"),
        ),
        (
            '[kinds.rehearsal]\naliases = ["合奏", "jammed"]',
            Row(PERSON, "- 2026-10-02 合奏で", "2026-10-02 rehearsal +Aiko"),
        ),
        (
            '[kinds.rehearsal]\naliases = ["合奏", "jammed"]',
            Row(JOURNAL, "We jammed with [[Ben]].", "2026-11-20 rehearsal +Ben"),
        ),
        (
            '[kinds.rehearsal]\naliases = ["合奏"]',
            Row(JOURNAL, "[[佐藤]]さんと合奏した。", "2026-11-20 rehearsal +佐藤"),
        ),
        ("[kinds.prayed]\ncontact = false", Row(PERSON, "- 2026-10-02 prayed", "2026-10-02 prayed -Aiko")),
        ('[kinds.coffee]\naliases = ["fika"]', Row(PERSON, "- 2026-10-02 fika", "2026-10-02 coffee +Aiko")),
        ("[kinds.lent]\ngive = true", Row(PERSON, "- 2026-10-02 lent money", "2026-10-02 lent/money +Aiko")),
        ("[kinds.lent]\ngive = true", Row(PERSON, "- 2026-10-02 lent me a saw", "2026-10-02 - +Aiko")),
        (
            '[giving]\nkinds = ["bread"]',
            Row(PERSON, "- 2026-10-02 gave bread: rye", "2026-10-02 gave/bread +Aiko"),
        ),
        ('[giving]\nkinds = [""]', Row(PERSON, "- 2026-10-02 gave bread: rye", "2026-10-02 - +Aiko")),
        ('[log]\nfacts = ["Moves"]', Row(PERSON, "## Moves\n- 2026-10-02 Oslo", "2026-10-02 - -Aiko")),
        ('[log]\nfacts = ["Moves"]', Row(PERSON, "## Career\n- 2026-10-02 Oslo", "2026-10-02 - +Aiko")),
        ('[words]\nintention = ["hope", "かも"]', Row(JOURNAL, "I hope to call [[Ben]].", "~Ben")),
        ('[words]\nintention = ["hope", "かも"]', Row(JOURNAL, "[[佐藤]]さんと会うかも。", "~佐藤")),
        ('date_order = "dmy"', Row(PERSON, "- 03/04/2026 call", "2026-04-03 call +Aiko")),
        ('date_order = "mdy"', Row(PERSON, "- 03/04/2026 call", "2026-03-04 call +Aiko")),
        ('lang = "ja"', Row(PERSON, "- 03/04/2026 call", "2026-03-04 call +Aiko")),
        ("[keeping]\ncrowd = 1", Row(MEETING, MEET + "x", "2026-11-10 meet -seen:Ben -seen:Tom")),
        ('me = "[[Tom]]"', Row(MEETING, MEET + "x", "2026-11-10 meet +Ben")),
    ],
)
def test_settings_change_what_a_line_says(toml: str, row: Row) -> None:
    vault = vault_of(row.path, row.text, toml)
    assert row.expected == told(vault, row.path)
    assert row.reason in reasons(vault, row.path)
