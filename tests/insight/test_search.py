"""Search by the index and by reading everything find the same; nothing private is found in what leaves."""

from __future__ import annotations

from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things
from prm.insight.search.lines import find
from prm.insight.search.lines import wanted
from prm.insight.search.pieces import marked
from prm.insight.search.pieces import nearest_words
from prm.insight.search.pieces import search
from prm.insight.search.who import who
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.redact import redact
from prm.text.source import Source
from tests.small import vault_of

WORDS = (
    "bread", "teacher", "teaching", "teach", "Bäcker", "baker", "lets", "flats", "landlord", "party", "parties",
    "night", "train", "竹", "楽器", "竹の楽器", "教える", "教えられる人", "パン", "ﾊﾟﾝ", "サーバー", "ビール",
    "髙橋", "高橋", "京都", "東京都", "1990", "e-mail", "don't", "Ōno", "Søren", "𠮷野", "한국어", "“", "”", '"',
    "'", "-", "*", "(", ")", "AND", "OR", "NOT", "NEAR", ":", "[[Ben", "Ito]]", "%", "_",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=8).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
@example(["I"], "I")
@example(["ski"], "skiing")
def test_index_and_scan_find_the_same(texts: list[str], question: str) -> None:
    files = {
        f"people/P{number}.md": f"# P{number}\n\n## Offers\n\n- {text}\n\n- 2025-01-0{number + 1} call: {text}\n"
        for number, text in enumerate(texts)
    } | {"journal/2025-05-05.md": f"- lunch [[P0]]: {texts[0]}\n"}
    scan, indexed = vault_of(files), vault_of(files, indexed=True)

    assert who(scan, question) == who(indexed, question)
    asked = wanted(question)
    assert find(scan, asked) == find(indexed, asked)
    assert nearest_words(scan, asked.things) == nearest_words(indexed, asked.things)


@given(TEXTS, TEXTS)
def test_marking_changes_no_sign(text: str, question: str) -> None:
    asked = things(question, Lexicon(read_config("")[0]))

    assert text == marked(text, asked, "\ufdd0", "\ufdd1").replace("\ufdd0", "").replace("\ufdd1", "")


def test_marks_stand_around_what_was_found() -> None:
    asked = wanted("ぴあの teacher")

    assert "a «Teacher» of «ピアノ», «ﾋﾟｱﾉ» and 《teach》" == marked(
        "a Teacher of ピアノ, ﾋﾟｱﾉ and 《teach》", asked.things, "«", "»"
    ).replace("《«teach»》", "《teach》")


def test_words_are_found_in_all_their_forms() -> None:
    vault = vault_of(
        {
            "people/Ann.md": "# Ann\n\n- 2025-01-01 call: she is teaching at the Bäckerei\n",
            "people/蓮.md": "# 蓮\n\nコーヒーとピアノ。\n髙橋さんの弟子。\n",
        }
    )

    def at(words: str) -> list[str]:
        return [row.at for row in find(vault, wanted(words))]

    assert ["people/Ann.md:3"] == at("teacher") == at("backerei") == at('"is teaching"') == at("ｔｅａｃｈ")
    assert ["people/蓮.md:3"] == at("ﾋﾟｱﾉ") == at("ぴあの") == at("高橋") == at("ーヒ") == at('"ピアノ。髙橋"')
    assert [] == at("teach -call") == at('"teaching is"') == at("ピアノ -髙橋")


def test_a_slip_of_one_letter_is_tried_only_where_the_word_stands_nowhere() -> None:
    vault = vault_of({"people/A.md": "# A\n\n## Offers\n\n- percussion\n- baking\n"})
    lexicon = Lexicon(vault.config)

    assert [("percusion", ["percussion"])] == search(vault, things("percusion", lexicon)).taken
    assert [] == search(vault, things("baking", lexicon)).taken
    assert [] == search(vault, things("bale", lexicon)).taken


def test_nothing_private_is_found_in_what_leaves() -> None:
    files = {
        "people/A.md": "---\noffers: [honey]\nprivate: [offers]\n---\n# A\n\nsugar %% private %% honey %% /private %%\n"
        "\n## Private\n\nhoney\n\n- 2025-01-01 call: honey\n",
        "people/B.md": "---\nprivate: true\noffers: [honey]\n---\n# B\n",
        "journal/2025-01-01.md": "- lunch [[B]]: honey\n",
    }
    config, _ = read_config("")
    reader = Reader(config)
    sources = [Source(path, text.encode()) for path, text in files.items()]
    shared = vault_of({each.path: each.text for each in redact([(each, reader.read(each)) for each in sources])})

    assert ["A", "B"] == sorted({match.name for match in who(vault_of(files), "honey").people})
    assert [] == who(shared, "honey").people == find(shared, wanted("honey"))
    assert ["people/A.md:7"] == [row.at for row in find(shared, wanted("sugar"))]
