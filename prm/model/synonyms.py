"""Words that mean nearly the same to somebody who looks for somebody, and words that mean nothing."""

from __future__ import annotations

SYNONYMS: tuple[tuple[str, ...], ...] = (
    (
        "teach", "teacher", "lesson", "tutor", "coach", "instructor", "workshop", "教え", "教わ", "教室", "教師",
        "講師", "レッスン", "お稽古", "習い", "習う", "習え", "~先生", "~class", "~course",
    ),
    (
        "landlord", "landlady", "let flats", "let rooms", "rent out", "real estate", "estate agent", "大家",
        "家主", "不動産", "賃貸", "貸家", "~借りられる",
    ),
    ("flat", "apartment", "アパート", "マンション", "住まい", "賃貸"),
    (
        "lodging", "accommodation", "place to stay", "somewhere to stay", "spare room", "guest room", "bed for",
        "a bed", "sofa", "泊ま", "泊め", "宿", "客間", "~sleep over", "~stay",
    ),
    ("room", "部屋"),
    ("doctor", "physician", "clinic", "surgeon", "gp", "医者", "医師", "医院", "診療所", "~medical"),
    ("nurse", "nursing", "看護"), ("hospital", "病院", "ward"), ("dentist", "歯医者", "歯科"),
    ("lawyer", "solicitor", "attorney", "legal", "弁護士", "法律", "司法書士"),
    ("accountant", "accounting", "tax", "bookkeeping", "会計", "税理士", "税金", "経理", "確定申告"),
    ("translate", "translator", "translation", "翻訳", "訳し", "訳せ", "訳す", "訳詞"),
    ("interpreter", "interpret", "通訳"), ("letter", "手紙"), ("english", "英語", "日英", "英訳"),
    ("japanese", "日本語", "日英", "和訳"), ("german", "ドイツ語"), ("french", "フランス語"),
    ("swedish", "スウェーデン語"), ("chinese", "中国語"), ("korean", "韓国語"), ("spanish", "スペイン語"),
    ("portuguese", "ポルトガル語"), ("conversation", "会話"), ("bamboo", "竹"),
    ("percussion", "percussionist", "drum", "drummer", "打楽器", "太鼓", "ドラム", "パーカッション"),
    ("flute", "shakuhachi", "笛", "尺八", "フルート"), ("instrument", "楽器"),
    ("piano", "pianist", "ピアノ", "ピアニスト"), ("violin", "violinist", "fiddle", "バイオリン", "ヴァイオリン"),
    ("guitar", "guitarist", "ギター"), ("tuner", "piano tuner", "調律"),
    ("music", "musician", "音楽", "奏者", "演奏", "ミュージシャン"),
    (
        "sing", "singer", "choir", "soprano", "alto", "tenor", "bass", "歌う", "歌え", "歌手", "合唱", "声楽",
        "コーラス",
    ),
    ("conductor", "conduct", "choirmaster", "指揮"), ("dance", "dancer", "踊り", "ダンス", "舞踊"), ("song", "歌"),
    ("rehearse", "rehearsal room", "practice room", "稽古場", "練習室", "スタジオ", "練習場所"),
    ("stage", "theatre", "theater", "舞台", "劇場", "演劇"), ("hall", "venue", "会場", "ホール", "会館"),
    ("concert", "gig", "コンサート", "演奏会", "ライブ"), ("record", "recording", "sound engineer", "録音"),
    ("radio", "broadcast", "ラジオ", "放送"), ("bread", "baker", "bakery", "sourdough", "パン", "パン屋"),
    ("cook", "chef", "catering", "caterer", "料理", "料理人", "シェフ", "炊き出し", "食堂"),
    ("restaurant", "canteen", "食堂", "レストラン", "料理店"), ("cake", "pastry", "ケーキ", "菓子"),
    ("tofu", "豆腐"), ("koji", "麹"), ("miso", "味噌"), ("honey", "beekeeper", "bees", "蜂蜜", "はちみつ", "養蜂"),
    ("ferment", "fermentation", "koji", "発酵", "麹"), ("menu", "献立", "メニュー"),
    ("repair", "mend", "fix", "restore", "rebinding", "修理", "直し", "直せ", "直す", "修繕", "張り替え", "繕"),
    ("carpenter", "carpentry", "woodwork", "大工", "木工", "家具"),
    ("plumber", "boiler", "heating", "radiator", "水道", "配管", "ボイラー", "暖房"),
    ("electrician", "wiring", "電気工事", "配線"),
    ("garden", "gardener", "plants", "nursery", "allotment", "庭", "庭師", "園芸", "造園", "植木"),
    ("umbrella", "傘"), ("book", "bookbinder", "bindery", "本を", "本の", "古本", "書籍", "製本", "装丁"),
    ("bind", "bookbinder", "bookbinding", "rebinding", "製本"),
    ("ceramics", "ceramicist", "pottery", "potter", "clay", "kiln", "bowls", "陶芸", "陶器", "焼き物", "器"),
    ("paint", "painter", "painting", "絵", "画家"), ("draw", "illustrator", "illustration", "イラスト", "絵"),
    ("design", "designer", "graphic", "デザイン", "デザイナー"),
    ("photo", "photographer", "photography", "camera", "写真", "カメラマン", "撮影"),
    ("film", "video", "filming", "動画", "映像", "映画"), ("knit", "knitting", "wool", "編み物", "編む", "毛糸"),
    ("sew", "tailor", "seamstress", "縫い", "縫う", "縫え", "裁縫", "仕立て", "洋裁"),
    ("program", "programmer", "software", "developer", "coder", "coding", "プログラ", "エンジニア", "開発者"),
    ("website", "web", "homepage", "hp", "ホームページ", "ウェブ", "サイト"),
    ("computer", "laptop", "pc", "パソコン", "コンピュータ"),
    ("car", "drive", "driver", "van", "lorry", "truck", "車", "運転", "トラック"),
    ("move", "moving", "removal", "carry", "van", "引っ越し", "引越", "運ぶ", "運べ", "運び"),
    ("bicycle", "bike", "cycling", "自転車"), ("boat", "sail", "sailing", "ferry", "船", "ヨット"),
    ("swim", "swimmer", "swimming", "水泳", "泳"), ("ski", "skating", "skate", "スキー", "スケート"),
    ("run", "runner", "jogging", "マラソン", "ランニング"),
    (
        "child", "children", "kids", "childcare", "babysitter", "子ども", "子供", "保育", "子守", "託児",
        "ベビーシッター",
    ),
    ("school", "学校", "小学校"), ("university", "student", "大学", "学生"),
    ("physics", "science", "物理", "理科", "科学"), ("math", "maths", "mathematics", "数学", "算数"),
    ("haiku", "poem", "poetry", "poet", "俳句", "詩", "短歌"),
    ("write", "writer", "author", "editor", "作家", "編集", "ライター", "執筆"),
    ("newspaper", "journalist", "press", "新聞", "記者"), ("dog", "犬"), ("cat", "猫"),
    ("vet", "veterinarian", "獣医", "動物病院"), ("bank", "finance", "loan", "investor", "銀行", "融資", "投資"),
    ("insurance", "保険"), ("permit", "permission", "town hall", "municipality", "council", "許可", "市役所", "役所"),
    ("therapist", "counsellor", "counselor", "psychologist", "カウンセラー", "心理", "~相談"),
    ("massage", "physiotherapist", "マッサージ", "整体", "鍼"), ("yoga", "ヨガ"), ("chess", "チェス"),
    ("shogi", "将棋"), ("tea ceremony", "茶道"), ("calligraphy", "書道", "習字"),
    ("farm", "farmer", "農家", "農業", "畑"), ("flower", "florist", "~花", "お花", "花屋", "花束", "生け花"),
    ("make", "maker", "作る", "作れ", "作って", "作り", "職人", "製作", "制作", "作成"),
    ("手伝", "pair of hands", "lend a hand"), ("job", "hiring", "仕事", "求人", "就職", "転職", "キャリア"),
    ("key", "keys", "鍵"),
    ("ladder", "はしご", "脚立"), ("kyoto", "京都"), ("yokohama", "横浜"), ("tokyo", "東京"), ("osaka", "大阪"),
    ("malmo", "マルメ"), ("copenhagen", "コペンハーゲン"), ("lisbon", "リスボン"), ("japan", "日本"),
    ("sweden", "スウェーデン"), ("lund", "ルンド"), ("denmark", "デンマーク"), ("portugal", "ポルトガル"),
    ("germany", "ドイツ"), ("england", "britain", "イギリス"), ("america", "usa", "アメリカ"),
)  # fmt: skip
"""Groups of words that stand for each other. `~` before one: it is understood in a question and never searched for.

Words of several languages, short forms of Japanese verbs up to where they change; `[words] synonyms` adds groups.
"""

STOPS = frozenset((
    "a", "able", "about", "all", "also", "am", "an", "and", "any", "anybody", "anyone", "are", "around", "as",
    "ask", "asking", "at", "be", "been", "but", "by", "can", "could", "d", "day", "days", "do", "does", "eight",
    "experience", "experienced", "expert", "expertise", "find", "finding", "first", "five", "for", "four", "from",
    "get", "give", "good", "has", "have", "having", "he", "help", "helps", "her", "here", "him", "his", "how", "i",
    "i'm", "ideally", "if", "in", "into", "is", "it", "its", "just", "kind", "know", "knowing", "knows", "last",
    "like", "live", "lives", "living", "ll", "look", "looking", "looks", "m", "maybe", "me", "might", "most", "my",
    "near", "need", "needed", "needs", "new", "nice", "night", "nine", "no", "not", "of", "old", "on", "one", "or",
    "our", "people", "perhaps", "person", "place", "please", "professional", "re", "really", "recommend", "s",
    "search", "searching", "seek", "seeking", "seven", "she", "should", "six", "so", "some", "somebody", "somehow",
    "someone", "something", "somewhere", "specialist", "such", "sure", "t", "ten", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "three", "time", "times", "to", "try", "trying",
    "two", "up", "us", "use", "useful", "ve", "very", "want", "wanted", "wants", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "whom", "whose", "will", "wish", "with", "working", "works", "would",
    "you", "your",
))  # fmt: skip
"""English words that say nothing about what is looked for."""

JAPANESE_STOPS: tuple[str, ...] = (
    "ご存じ", "ご存知", "知り合い", "知って", "知っている", "知りたい", "知ってる", "誰か", "だれか", "誰", "だれ",
    "どなたか", "どなた", "どこか", "何か", "なにか", "詳しい", "くわしい", "得意", "上手", "専門家", "専門",
    "探して", "探す", "探し", "さがして", "さがす", "ください", "下さい", "お願い", "紹介して", "いますか",
    "いませんか", "いない", "いる", "ある", "ありますか", "ほしい", "欲しい", "もらえる", "くれる", "できる",
    "出来る", "やっている", "やってる", "している", "してる", "してくれる", "してもらえる", "する人", "という",
    "ような", "について", "に関する", "持って", "持つ", "人たち", "ひと", "人", "方", "者", "家の人", "さん",
    "一緒に", "いっしょに", "近く", "私", "僕", "こと", "もの", "ところ", "場所", "見つけ", "住んで", "住む",
    "働い", "働く", "出ている", "出て", "頼みたい", "頼める", "頼んで", "頼む", "お願いしたい", "お願いできる",
    "乗ってくれる", "乗って", "乗れる", "募集", "募集中", "求めて", "求む", "困って", "知りませんか", "知りません",
    "いらっしゃいませんか", "いらっしゃいません", "いらっしゃる", "出してくれる",
)  # fmt: skip
"""Japanese words that say nothing about what is looked for."""

MEASURES = frozenset((
    "big", "bigger", "biggest", "small", "smaller", "smallest", "large", "larger", "little", "long", "longer",
    "short", "shorter", "tall", "wide", "better", "best", "cheap", "cheaper", "affordable", "decent", "proper",
    "great", "lovely", "quick", "fast", "extra", "second", "third", "another", "spare", "regular", "occasional",
    "next", "whole", "half", "quiet", "sunny", "bright", "friendly", "patient", "clever", "young", "few",
    "several", "many", "more", "twenty", "thirty", "forty", "fifty", "hundred", "thousand",
))  # fmt: skip
"""English words that tell how big, how good or how many: they fit whatever is looked for."""

LIGHT = ("teach", "mak", "hand", "手伝", "教え", "相談")
"""What most things can be done with: such a word says less than the thing itself."""

AGENTS = ("者", "家", "士", "師", "屋", "員", "手", "業", "店", "さん", "教室", "職人")
"""What makes a Japanese word the name of somebody who does it: 翻訳者, 写真家, 豆腐屋."""
