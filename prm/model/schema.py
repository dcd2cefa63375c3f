"""The two tables of the vocabulary: FIELDS, the keys of front matter, and KINDS, the words of the log."""

from typing import NamedTuple


class Field(NamedTuple):
    """A key of front matter: what `prm` writes, what it also reads, its shape, how two versions merge.

    `shape`: text, list, labelled (text, list or map label → text), position (org and role), date, cadence, snooze,
    dates, met, relations, needs (list of text or {what, since, until}), wish, private, day, entries. Each has its
    function in shapes.py.
    `merge`: scalar, set or map, for the merge driver; a list or map where the column says scalar merges by its items
    if both sides have one, except that a map is then one value (a snooze).
    """

    name: str
    spellings: tuple[str, ...]
    shape: str
    merge: str
    example: str
    doc: str


def _field(name: str, spellings: str, shape: str, example: str, doc: str) -> Field:
    merge = {
        "list": "set",
        "needs": "set",
        "entries": "set",
        "labelled": "map",
        "dates": "map",
        "met": "map",
        "relations": "map",
        "wish": "map",
    }
    return Field(name, tuple(spellings.split()), shape, merge.get(shape, "scalar"), example, doc)


FIELDS: tuple[Field, ...] = (
    _field("type", "mondotype contacttype documenttype entitytype", "text", "person", "what kind of note this is"),
    _field(
        "name",
        "fullname displayname fn personname speaker.name 名前 氏名",
        "text",
        "Aiko Sato",
        "the name in full; else the first heading, else the file name",
    ),
    _field("family", "lastname 姓 nom familyname", "text", "Sato", "the family name"),
    _field("given", "firstname 名 prenom givenname", "text", "Aiko", "the given name"),
    _field(
        "reading",
        "kana yomi phonetic furigana よみ ふりがな よみがな フリガナ xphoneticname",
        "text",
        "さとう あいこ",
        "how the name is read; sorts and finds it",
    ),
    _field(
        "aliases",
        "alias nickname nicknames aka a.k.a. 別名",
        "list",
        "[Ai]",
        "other names that find this person",
    ),
    _field("call", "addressas 呼び方", "text", "佐藤先生", "how I address them"),
    _field("register", "文体", "text", "polite", "casual, polite or formal: how drafts sound"),
    _field(
        "tags",
        "groups group labels categories circles persontags 分類",
        "list",
        "[choir, music]",
        "words to group by",
    ),
    _field(
        "circle",
        "tier closeness category relationshiptier prmtier",
        "text",
        "inner",
        "a circle of prm.toml, with its rhythm",
    ),
    _field(
        "cadence",
        "contactfrequency frequency keepintouch contactintervaldays cadencedays prmcadence contactcadence "
        "customfrequencydays",
        "cadence",
        "4w..6w",
        "how often to be in touch: 30, 2w, monthly, 4w..6w or none",
    ),
    _field(
        "snooze",
        "snoozeuntil prmsnoozeuntil",
        "snooze",
        "{until: 2026-02-01, because: exams}",
        "leave alone until that day",
    ),
    _field(
        "relationship",
        "relation relationshiptype prmrelationship 関係",
        "text",
        "friend",
        "what they are to me",
    ),
    _field("status", "", "text", "active", "active, acquaintance, paused, archived, deceased or wish"),
    _field("because", "why 気になる理由", "text", "she listens", "why I keep this person in mind"),
    _field(
        "email",
        "emails mail mailaddress emailaddress メール メールアドレス",
        "labelled",
        "aiko@example.org",
        "addresses",
    ),
    _field(
        "phone",
        "phones phonenumber telephone tel mobile mobilephone cell 電話 電話番号 携帯 携帯電話",
        "labelled",
        "+81 90 0000 0001",
        "telephone numbers, as written",
    ),
    _field(
        "address",
        "addresses streetaddress adr 住所",
        "labelled",
        "1-2-3 Midori, Yokohama",
        "postal addresses",
    ),
    _field(
        "url",
        "urls website homepage linkedin linkedinurl web",
        "labelled",
        "https://example.org",
        "places on the web",
    ),
    _field("prefers", "", "text", "LINE, evenings", "how they like to be reached"),
    _field("location", "city basedin loc livesin prmlocation", "text", "Yokohama", "where they live"),
    _field("timezone", "tz", "text", "Asia/Tokyo", "an IANA time zone"),
    _field("lang", "language", "text", "ja", "the language of drafts to them"),
    _field(
        "org",
        "company companies organisation organization organisations organizations institution employer agency 会社 所属",
        "position",
        "[[Hibari Hall]]",
        "where they work or belong",
    ),
    _field(
        "role",
        "jobtitle position poste officialtitle 役職 肩書",
        "position",
        "conductor",
        "what they do there",
    ),
    _field("title", "", "text", "Staff Engineer", "the name where it equals heading or file name, else the role"),
    _field(
        "birthday",
        "birthdate born bday dateofbirth prmbirthday 誕生日 生年月日",
        "date",
        "--04-17",
        "date of birth, as much of it as is known",
    ),
    _field(
        "dates",
        "anniversary importantdates deathday died",
        "dates",
        "{wedding: 2015-06-06}",
        "other days of the year to remember",
    ),
    _field("mourning", "喪中", "date", "2025-11-02", "in mourning since: no congratulations for a year"),
    _field(
        "met",
        "howwemet metat metvia metdate metcontext firstmet firstmetdate wherewemet introducedby discoveredin source "
        "出会い 紹介者",
        "met",
        "{date: 2021-09-14, at: choir week, through: '[[Ben Ito]]'}",
        "how, when and through whom we met",
    ),
    _field(
        "relations",
        "relationships related spouse partner children kids parents siblings manager reportsto 家族",
        "relations",
        "{spouse: '[[Ben Ito]]'}",
        "who is what to them",
    ),
    _field("interests", "趣味", "list", "[bread]", "what they love"),
    _field("gifts", "giftideas 贈り物", "list", "[yuzu jam]", "ideas for presents"),
    _field("dislikes", "苦手", "list", "[lilies]", "what not to bring"),
    _field("avoid_topics", "", "list", "[his old band]", "what not to bring up"),
    _field(
        "offers",
        "canhelpwith skills 得意 できること",
        "needs",
        "[translation]",
        "what they can do for others",
    ),
    _field(
        "needs",
        "lookingfor 困りごと 探している",
        "needs",
        "[{what: a room, since: 2025-05}]",
        "what they look for",
    ),
    _field("trust", "fan", "text", "likes", "they know, like or trust me; private by default"),
    _field(
        "wish",
        "",
        "wish",
        "{why: her staging, gives: backstage tales}",
        "why I wish to meet them, what I can give",
    ),
    _field("private", "visibility", "private", "[needs, Health]", "keys and sections that never leave, or true"),
    _field(
        "last_contact",
        "lastcontacted prmlastcontacted lastinteraction lastchatted lastchat lasttouch lastcontactdate",
        "day",
        "2026-01-02",
        "read as evidence, never written",
    ),
    _field(
        "next_contact",
        "nextcontactdue nextfollowup followupdate",
        "day",
        "2026-03-01",
        "read as evidence, never written",
    ),
    _field("interactions", "", "entries", "[{date: 2026-01-02, text: 'call: the fair'}]", "entries of the log"),
    _field("date", "", "day", "2026-01-15", "the day of a meeting"),
    _field(
        "attendees",
        "people person participants contacts 参加者",
        "list",
        "['[[Aiko Sato]]']",
        "who took part in a meeting",
    ),
    _field("between", "", "list", "['[[Aiko Sato]]', '[[Tom Larsen]]']", "the two of an introduction"),
    _field("form", "", "text", "light", "light or real: how the two are introduced"),
    _field("for", "", "text", "[[Aiko Sato]]", "whose need an introduction answers"),
    _field("by", "", "text", "[[Ben Ito]]", "who introduces, where it is not me"),
    _field("cost", "", "text", "1200", "what a meeting cost"),
    _field("hours", "", "text", "2", "how long a meeting took"),
    _field("prm_ignore", "prmignore", "list", "[duplicate-phone]", "findings not to report in this file"),
)


class Kind(NamedTuple):
    """A word of the log: its aliases, whether it is a contact, where it is a kind at all, who has the ball after it.

    `where`: "" anywhere, "intro" in introductions only, "wish" with a wish only. `channel`: in person, live (call,
    video), message, one way (wrote, heard), giving, or none.
    """

    name: str
    aliases: tuple[str, ...]
    contact: bool
    channel: str
    where: str
    doc: str


def _kind(name: str, aliases: str, channel: str, doc: str, *, contact: bool = True, where: str = "") -> Kind:
    return Kind(name, tuple(alias.replace("+", " ") for alias in aliases.split()), contact, channel, where, doc)


KINDS: tuple[Kind, ...] = (
    _kind(
        "meet",
        "met saw meeting walked 会う 会った 会いました 会って お会いした お会いしました お会いして "
        "打合せ 打ち合わせ 打ち合せ 会議 面談 散歩 同席",
        "in person",
        "we met",
    ),
    _kind("coffee", "お茶 コーヒー", "in person", "over a cup of something"),
    _kind(
        "meal",
        "lunch dinner breakfast ランチ 昼食 夕食 食事 会食 食べた 食べました "
        "お昼 お昼を食べた お昼を食べました 昼ごはん 昼ご飯 晩ごはん 晩ご飯 夕ごはん 夕ご飯 朝食",
        "in person",
        "we ate together",
    ),
    _kind("drink", "party 飲み 飲み会 飲んだ 飲みました", "in person", "drinks, or a party"),
    _kind("visit", "visited 訪問 来訪 訪ねた 訪ねました 訪れた 訪れました", "in person", "one of us came by"),
    _kind("event", "", "in person", "we were at the same event"),
    _kind(
        "call",
        "called phone phoned talked spoke 電話 お電話 話した 話しました",
        "live",
        "we talked at a distance",
    ),
    _kind("video", "zoom オンライン オンライン会議", "live", "we saw each other on a screen"),
    _kind(
        "message",
        "chat chatted sms texted line dm メッセージ ライン チャット 連絡",
        "message",
        "short messages, both ways",
    ),
    _kind("email", "mail emailed メール", "message", "mail, both ways"),
    _kind("letter", "card 手紙 はがき 葉書 年賀状", "message", "a letter or a card"),
    _kind(
        "wrote",
        "sent reached+out 送った 送りました 返信した 返信しました 返事した 返事しました "
        "返事を書いた 返事を書きました 連絡した 連絡しました",
        "one way",
        "I wrote; the ball is with them",
    ),
    _kind(
        "heard",
        "heard+from they+wrote reply 返事あり 返事が来た 返事が来ました 返信あり 連絡あり",
        "one way",
        "they wrote; the ball is with me",
    ),
    _kind(
        "gave",
        "give あげた あげました 差し上げた 差し上げました 贈った 贈りました お土産 ご馳走した ご馳走しました "
        "手伝った 手伝いました 紹介した 紹介しました 話を聞いた 話を聞きました "
        "助言した 助言しました 褒めた 褒めました",
        "giving",
        "I gave something; what is named behind it",
    ),
    _kind(
        "got",
        "received もらった もらいました いただいた いただきました 頂いた 頂きました ご馳走になった ご馳走になりました "
        "手伝ってもらった 手伝っていただいた 紹介してもらった 紹介していただいた "
        "話を聞いてもらった 話を聞いていただいた 助けてもらった 助けていただいた 褒めてもらった 褒めていただいた",
        "giving",
        "they gave me something; what is named behind it",
    ),
    _kind(
        "tried",
        "no+answer missed cancelled canceled postponed no-show 不在 欠席 中止 延期 出ず",
        "",
        "it did not come about",
        contact=False,
    ),
    _kind("thought", "気にかけた 気にかけました", "", "I thought of them", contact=False),
    _kind("note", "メモ", "", "something to remember", contact=False),
    _kind("learned", "聞いた 聞きました 知った 知りました", "", "something I learned about them", contact=False),
    _kind("asked", "打診", "", "asked whether they would like to meet", contact=False, where="intro"),
    _kind("yes", "承諾 快諾", "", "said yes to being introduced", contact=False, where="intro"),
    _kind("no", "辞退 見送り", "", "said no to being introduced", contact=False, where="intro"),
    _kind(
        "introduced",
        "引き合わせた 引き合わせました",
        "in person",
        "the two were introduced",
        contact=True,
        where="intro",
    ),
    _kind("outcome", "その後", "", "what came of it", contact=False, where="intro"),
    _kind("thanked", "お礼した お礼しました", "", "thanked for the introduction", contact=False, where="intro"),
    _kind("bought", "購入 買った 買いました", "", "bought what they make", contact=False, where="wish"),
    _kind(
        "used",
        "試した 試しました 使った 使いました 読んだ 読みました 読了",
        "",
        "used what they make",
        contact=False,
        where="wish",
    ),
    _kind("result", "成果", "", "what it did for me", contact=False, where="wish"),
    _kind("reported", "報告", "message", "told them what it did for me", contact=True, where="wish"),
)

NAMES_OF_THINGS = ("heard", "line", "card", "event", "got", "gave", "note", "お昼")
"""Kinds and aliases that are also names of things: they need a stop, a link or a what behind them."""

GIVING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("thanks", ("お礼", "thank you")),
    ("gift", ("贈り物", "プレゼント", "present")),
    ("meal", ("食事",)),
    ("help", ("手伝い",)),
    ("advice", ("助言",)),
    ("praise", ()),
    ("listening", ("話を聞く",)),
    ("intro", ("紹介", "introduction")),
    ("referral", ("仕事",)),
    ("info", ("情報",)),
    ("money", ("お金",)),
)
"""What can be given and received, each with its other words."""

IMPLIED_GIVING = (
    ("お土産", "gift"), ("手土産", "gift"), ("お中元", "gift"), ("お歳暮", "gift"), ("お年賀", "gift"),
    ("お祝い", "gift"), ("お見舞い", "gift"), ("おすそ分け", "gift"), ("お裾分け", "gift"), ("差し入れ", "gift"),
    ("お餞別", "gift"), ("花束", "gift"),
    ("ご馳走", "meal"),
)  # fmt: skip
"""Words that say by themselves what was given."""

GIVING_VERBS = (
    ("手伝", "help"), ("助け", "help"), ("助言", "advice"), ("紹介", "intro"), ("話を聞", "listening"),
    ("褒め", "praise"),
)  # fmt: skip
"""How aliases begin that say what was given where a stop or a link stands behind them: 手伝った：搬入."""

STATUSES = ("active", "acquaintance", "paused", "archived", "deceased", "wish")
REGISTERS = ("casual", "polite", "formal")
TRUSTS = ("knows", "likes", "trusts")
FORMS = ("light", "real")

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("private", ("private", "非公開")),
    ("promises", ("promises", "約束")),
    ("research", ("research", "下調べ")),
    ("offers", ("offers", "can help with", "できること", "得意なもの", "得意")),
    ("needs", ("needs", "looking for", "探しているもの", "困りごと", "探している")),
)
"""Headings that give what stands below them a meaning."""

FACT_HEADINGS = (
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
)
"""Headings whose dated lines are facts, not contacts, unless a head with a stop says otherwise (`[log] facts`)."""

INTENTION = (
    (
        "need",
        "needs",
        "should",
        "want",
        "wants",
        "plan",
        "plans",
        "planning",
        "will",
        "todo",
        "remind",
        "remember",
    ),
    ("予定", "たい", "しないと", "しよう", "しなきゃ", "つもり", "忘れずに"),
)
"""Words that say something is only meant, in English and Japanese."""

HONORIFICS = ("さん", "様", "さま", "先生", "氏", "君", "くん", "ちゃん", "殿")

PERSON_TYPES = ("person", "contact", "人物", "crmcontact", "people")
ORG_TYPES = ("org", "company", "organisation", "organization", "会社", "団体")
GENERATED_TYPES = ("digest", "brief")
PEOPLE_FOLDERS = ("people", "persons", "contacts", "人", "人物", "連絡先")
ORG_FOLDERS = ("orgs", "organizations", "organisations", "companies")
INTRO_FOLDERS = ("intros", "紹介")
JOURNAL_FOLDERS = ("journal", "journals", "日記")
PERSON_TAGS = ("person", "people", "contact")
NOT_PEOPLE = ("readme", "index", "_index")
