"""What `check` says in English, by the name of its rule, and the same in Japanese."""

from __future__ import annotations

_TWO = "おひとりの方が二つのファイルに分かれているのでしょうか、それともおふたりで使っているものでしょうか"

FINDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "not-utf8": (
        ("the file is not UTF-8 (shown as CP932); save it as UTF-8",
         "UTF-8のファイルではありません（CP932として読んでいます）。UTF-8で保存しなおしてください"),
        ("the file is not UTF-8 (shown with �); save it as UTF-8",
         "UTF-8のファイルではありません（読めない文字は�にしています）。UTF-8で保存しなおしてください"),
        ("the file is not UTF-8 ({}); it looks like UTF-16; save it as UTF-8",
         "UTF-8のファイルではなく、UTF-16のようです。UTF-8で保存しなおしてください"),
    ),
    "unclosed-front-matter": (
        ("this front matter is never closed; add a line “{}” after its last key",
         "はじめの項目欄が閉じていません。最後の項目の次に「{0}」だけの行を足してください"),
    ),
    "bad-yaml": (
        ("this line is no “key: value”; give it a key, indent it below one, or move it to the body",
         "この行は「項目: 値」になっていません。項目名をつけるか、字下げするか、本文に移してください"),
        ("YAML cannot read this line; check its indentation, quotes and brackets",
         "この行をYAMLとして読めません。字下げ・引用符・かっこを確かめてください"),
        ("this line cannot be read as TOML; check its quotes and brackets",
         "この行をTOMLとして読めません。引用符とかっこを確かめてください"),
        ("this line {}", "この行{0:said}"),
        ("this item {}", "この一覧の一つ{0:said}"),
        ("the value of “{}” {}", "「{0}」の値{1:said}"),
    ),
    "duplicate-key": (
        ("key “{}” is given twice; keep one, or make it a list",
         "「{0}」という項目が二つあります。一つにするか、一覧にまとめてください"),
    ),
    "conflict-marker": (
        ("git could not merge this file: choose between the sides and delete the marker lines",
         "gitがこのファイルをまとめられませんでした。どちらかを選んで、目印の行を消してください"),
    ),
    "unrendered-template": (
        ("“{}” was never filled in: write the value, or delete the line",
         "「{0}」が埋められていません。値を書くか、行を消してください"),
    ),
    "link-outside-vault": (
        ("a symbolic link out of the vault; it is not followed", "手帳の外へのリンクなので、たどっていません"),
    ),
    "too-large": (
        ("the file has {} MB; only the first {} are read",
         "ファイルが{0}MBあります。読んでいるのは初めの{1}MBだけです"),
    ),
    "conflict-copy": (
        ("“{}” is still in iCloud: download it, or it is not read",
         "「{0}」はまだiCloudにあります。ダウンロードするまで読めません"),
        ("a copy that a sync program left beside “{}”; it is not read: merge it by hand and delete it",
         "同期のソフトが「{0}」の横に残した写しです。読んでいませんので、見くらべて一つにまとめ、消してください"),
    ),
    "unreadable-file": (
        ("the folder cannot be read: {}", "フォルダーを読めません（{0:said}）"),
        ("the file cannot be read: {}", "ファイルを読めません（{0:said}）"),
    ),
    "not-a-file": (
        ("a symbolic link to nothing; it is not read", "行き先のないリンクなので、読んでいません"),
        ("{}, and no file; it is not read", "ふつうのファイルではないので、読んでいません（{0:said}）"),
    ),
    "not-a-person": (
        ("“{}” is a name that a template was to fill in; the file is not listed",
         "「{0}」はひな形のままの名前なので、人として数えていません"),
        ("“{}” is the name of no person; the file is not listed",
         "「{0}」は人の名前ではないので、人として数えていません"),
    ),
    "nul-byte": (
        ("a NUL byte: look whether words are missing here, and delete it",
         "NUL文字があります。言葉が欠けていないか確かめて、消してください"),
    ),
    "misspelt-key": (
        ("unknown key “{}”; did you mean “{}”?", "「{0}」という項目はありません。「{1}」のことですか？"),
    ),
    "bad-value": (
        ("no circle “{}” in prm.toml; did you mean “{}”?",
         "prm.toml に「{0}」という親しさはありません。「{1}」のことですか？"),
        ("“{}” is no register; use {}",
         "「{0}」という文体（register）はありません。{1:words} のどれかを書いてください"),
        ("“{}” is no trust; use {}", "「{0}」という trust はありません。{1:words} のどれかを書いてください"),
        ("“{}” is no form; use {}", "「{0}」という紹介の形（form）はありません。{1:words} のどちらかを書いてください"),
        ("an introduction is between two people; name both as `between`, or it stands in no list",
         "紹介はふたりの間のことです。between におふたりの名前を書かないと、どの一覧にも出ません"),
        ("a private span is opened and not closed: all below it is private",
         "非公開の範囲が始まったまま閉じていません。ここから下はすべて非公開になります"),
        ("unknown status “{}”; did you mean “{}”?", "「{0}」という status はありません。「{1}」のことですか？"),
        ("a cadence is one value, such as 2w or 4w..6w",
         "間隔（cadence）は、2w や 4w..6w のように一つだけ書いてください"),
        ("a snooze needs a day: write {until: 2026-02-01}",
         "いつまで休むか、日付を書いてください：{until: 2026-02-01}"),
    ),
    "key-means-two-things": (
        ("“title” is neither the name nor the only role; write `role` or `name`",
         "「title」が名前なのか肩書なのか、はっきりしません。role か name と書いてください"),
    ),
    "name-not-split": (
        ("where does the family name of “{}” end? write it with a blank, or add `reading`",
         "「{0}」の姓はどこまでですか？ 姓と名の間に空白を入れるか、reading（よみ）を書いてください"),
    ),
    "unquoted-link": (
        ("“{}” stands without quotes: to other programs it is a list in a list",
         "{0} に引用符がありません。ほかのソフトには、一覧の中の一覧に見えます"),
    ),
    "hidden-tag": (
        ("“{}” without quotes is a comment to YAML, and no tag: put it in quotes",
         "「{0}」に引用符がないので、YAMLでは覚え書きになり、タグになりません。引用符で囲んでください"),
    ),
    "broken-link": (
        ("no person “{}”: write the name as their file has it, or make one for them",
         "「{0}」という人はいません。ファイルの名前のとおりに書くか、その方のページを作ってください"),
        ("no person “{}”; did you mean {}?", "「{0}」という人はいません。{1:quoted}のことですか？"),
    ),
    "ambiguous-link": (
        ("“{}” can be {}; link the file", "「{0}」は{1:quoted}のどれかです。ファイルの名前でリンクしてください"),
        ("“{}” can be {} and {} more; link the file",
         "「{0}」は{1:quoted}など、ほかに{2}人のどれかです。ファイルの名前でリンクしてください"),
    ),
    "self-link": (
        ("“{}” is related to themselves: who is meant?", "「{0}」がご自分と続柄になっています。どなたのことですか？"),
        ("“{}” was met through themselves: who is meant?",
         "「{0}」とご自分を通じて出会ったことになっています。どなたのことですか？"),
        ("“{}” is introduced to themselves: who is meant?",
         "「{0}」をご自分に紹介することになっています。どなたのことですか？"),
    ),
    "future-entry": (
        ("{} is far ahead, so this is no contact; is the year right? for a plan write a task",
         "{0}はずっと先なので、連絡には数えていません。年は合っていますか？ 予定なら [ ] の行にしてください"),
    ),
    "overdue-promise": (
        ("“{}” was meant for {}", "「{0}」は{1}までのつもりでした"),
    ),
    "stated-contact-disagrees": (
        ("{} is still to come; it is not counted", "{0}はまだ来ていないので、数えていません"),
        ("{} is stated, but {} is noted at {}; the key can go",
         "{0}と書かれていますが、{2} に{1}の行があります。この項目は消してかまいません"),
    ),
    "impossible-order": (
        ("met on {}, which is still to come", "出会いが{0}になっていますが、まだ来ていない日です"),
        ("met on {}, but {} has you together on {}", "出会いが{0}になっていますが、{1} には{2}に一緒だったとあります"),
        ("born on {}, which is still to come", "誕生日が{0}になっていますが、まだ来ていない日です"),
        ("died on {}, before the birthday", "亡くなった日が{0}で、誕生日より前になっています"),
        ("it ends ({}) before it begins ({})", "終わり（{0}）が始まり（{1}）より前になっています"),
        ("left alone until {}: mend the year, or write `status: paused`",
         "{0}までお休みになっています。年を直すか、status: paused と書いてください"),
    ),
    "weekday-mismatch": (
        ("{} is a {}, not a {}", "{0}は{1:said}です。{2:said}ではありません"),
    ),
    "undated-year": (
        ("no year: nothing above says which; write the date in full",
         "何年のことか、上の行からは分かりません。年も書いてください"),
    ),
    "owner-unclear": (
        ("whose promise is it? write @[[Name]] instead of @them",
         "どなたの約束でしょうか。@them のかわりに @[[名前]] と書いてください"),
    ),
    "unpadded-date": (
        ("“{}” is no date to other programs; write {}",
         "「{0}」は、ほかのソフトには日付に見えません。{1} と書いてください"),
    ),
    "duplicate-email": (
        ("“{}” is also that of “{}” ({}): one person, or two who share it?",
         f"「{{0}}」は「{{1}}」（{{2}}）と同じです。{_TWO}"),
    ),
    "duplicate-phone": (
        ("“{}” is also that of “{}” ({}): one person, or two who share it?",
         f"「{{0}}」は「{{1}}」（{{2}}）と同じです。{_TWO}"),
    ),
    "duplicate-name": (
        ("“{}” is also the name in {}, and nothing tells the two apart",
         "「{0}」は {1} と同じ名前で、おふたりを見分けるものが書かれていません"),
    ),
    "case-collision": (
        ("on a Mac or on Windows this is the same file as “{}”; rename one",
         "MacやWindowsでは「{0}」と同じファイルになります。どちらかの名前を変えてください"),
    ),
    "contradicting-relation": (
        ("“{}” cannot be {} to “{}” both ways ({})",
         "「{0}」と「{2}」が、お互いに{1:said}になっています（{3}）。どちらかを直してください"),
        ("“{}” names “{}” as {} ({}); has one of the two ended?",
         "「{0}」のページでは「{1}」が{2:said}です（{3}）。どちらかはもう終わったことでしょうか"),
    ),
    "circle-over-room": (
        ("“{}” has room for {} and holds {}; more room, or a wider circle?",
         "「{0}」は{1}人までのところ、{2}人います。人数を増やすか、どなたかを広い方へ移しませんか"),
    ),
    "introduced-too-early": (
        ("introduced before {} said yes; in person it needs no asking",
         "{0:names}さんの承諾の前に引き合わせています。その場で引き合わせたのなら、承諾は要りません"),
        ("“{}” is introduced on your own standing, and still missing is: {}",
         "「{0}」を責任をもって紹介するには、まだ足りないものがあります：{1:parts}"),
    ),
    "answer-unread": (
        ("this looks like an answer and is read as none; begin it so: “yes [[…]]” or “no [[…]]”",
         "お返事のようですが、そうとは読めません。「yes [[…]]」か「no [[…]]」で始めてください"),
    ),
    "bad-config": (
        ("prm.toml cannot be read: {} (at line {}, column {})",
         "prm.toml を読めません。{1}行目の{2}文字目あたりを確かめてください"),
        ("prm.toml cannot be read: {} (at end of document)", "prm.toml を読めません。終わりのあたりを確かめてください"),
        ("prm.toml cannot be read: {}", "prm.toml を読めません（{0}）"),
        ("unknown key “{}” in prm.toml", "prm.toml に「{0}」という項目はありません"),
        ("unknown key “{}” in prm.toml; did you mean “{}”?",
         "prm.toml に「{0}」という項目はありません。「{1}」のことですか？"),
        ("“{}” in prm.toml must be {}", "prm.toml の「{0}」には{1:said}を書いてください"),
        ("“{}” in prm.toml must be {}; what is not is left out",
         "prm.toml の「{0}」には{1:said}を書いてください。そうでないものは使いません"),
        ("this expects nothing; write [[expect]], and below it who, with contact_within or has",
         "何を望むのか書かれていません。[[expect]] と書き、その下に who と、contact_within か has を書いてください"),
        ("“{}” is {}, not “{}”", "「{0}」は {1:words} のどれかです。「{2}」は書けません"),
        ("“{}”: {}", "「{0}」：{1:said}"),
        ("no field “{}” to spell in other ways", "「{0}」という項目はないので、別の書き方を決められません"),
        ("no field “{}” to spell in other ways; did you mean “{}”?",
         "「{0}」という項目はありません。「{1}」のことですか？"),
        ("“me” is “{}” and finds several notes; link the file",
         "me の「{0}」にあてはまるページがいくつもあります。ファイルの名前で書いてください"),
        ("“me” is “{}” and finds no note; link the file that is yours",
         "me の「{0}」というページはありません。あなた自身のページを書いてください"),
        ("“{}” is no field, and no key of this vault", "「{0}」という項目は、この手帳にありません"),
    ),
    "expectation-failed": (
        ("no contact with “{}” is noted; prm.toml expects one within {} days",
         "「{0}」との連絡が書かれていません。prm.toml では{1}日以内に一度のつもりです"),
        ("{} days since the last contact with “{}” ({}); prm.toml expects one within {} days",
         "「{1}」との最後の連絡（{2}）から{0}日たちました。prm.toml では{3}日以内に一度のつもりです"),
        ("{} days since you met “{}” ({}); prm.toml expects one within {} days",
         "「{1}」と出会って（{2}）から{0}日たちました。prm.toml では{3}日以内に一度のつもりです"),
        ("no {} of “{}”; prm.toml expects one",
         "「{1}」の {0} が書かれていません。prm.toml では書くつもりになっています"),
        ("no {} of “{}”; prm.toml expects one of {}",
         "「{1}」の {0} が書かれていません。prm.toml では {2} の人に書くつもりになっています"),
    ),
}  # fmt: skip
"""By the name of the rule; what dates and values are found to be stands in READING, for all of them."""
