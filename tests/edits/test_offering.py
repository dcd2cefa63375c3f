"""What somebody makes, and what is to be found out, are written into their note, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.edits.body.tasks import add_research
from prm.edits.offering import add_offering
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.insight.wishes.offerings import said_offering
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.dates import partial
from prm.text.source import Source

CONFIG, _ = read_config("")
JAPANESE, _ = read_config('lang = "ja"')
BOOKLET = {"what": "booklet", "price": "2,200 JPY"}


def added(text: str, item: dict[str, str]) -> str:
    source = Source("people/Kenji.md", text.encode())
    return result(source, add_offering(source, CONFIG, item)).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Kenji\n", '---\nwish: {offerings: [{what: booklet, price: "2,200 JPY"}]}\n---\n# Kenji\n'),
        (
            "---\nwish: to listen\n---\n",
            '---\nwish: {why: to listen, offerings: [{what: booklet, price: "2,200 JPY"}]}\n---\n',
        ),
        (
            "---\nwish:\n  why: to listen # so\n---\n",
            '---\nwish:\n  why: to listen # so\n  offerings: [{what: booklet, price: "2,200 JPY"}]\n---\n',
        ),
        (
            "---\nwish: {offerings: [sheets]}\n---\n",
            '---\nwish: {offerings: [sheets, {what: booklet, price: "2,200 JPY"}]}\n---\n',
        ),
        (
            "---\nwish:\n  offerings:\n    - what: sheets\n      price: 800 JPY\n---\n",
            "---\nwish:\n  offerings:\n    - what: sheets\n      price: 800 JPY\n    - what: booklet\n"
            "      price: 2,200 JPY\n---\n",
        ),
        (
            "---\nwish: {offerings: sheets}\n---\n",
            '---\nwish: {offerings: [sheets, {what: booklet, price: "2,200 JPY"}]}\n---\n',
        ),
    ],
)
def test_it_is_added_in_the_style_that_is_there(before: str, after: str) -> None:
    assert after == added(before, BOOKLET)


def test_a_list_of_wishes_is_refused() -> None:
    with pytest.raises(Refused):
        added("---\nwish: [to listen, to learn]\n---\n", BOOKLET)


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("booklet", {"what": "booklet"}),
        ("booklet, 2,200 JPY", BOOKLET),
        ("小冊子「竹を待つ」、2200円", {"what": "小冊子「竹を待つ」", "price": "2200円"}),
        (
            "workshop day, online, 3500 JPY, 2026-01-24 10:00, https://example.org/day",
            {
                "what": "workshop day, online",
                "price": "3500 JPY",
                "release": "2026-01-24 10:00",
                "url": "https://example.org/day",
            },
        ),
        ("2026 calendar, 12 EUR", {"what": "2026 calendar", "price": "12 EUR"}),
    ],
)
def test_price_day_and_address_are_told_apart(words: str, item: dict[str, str]) -> None:
    assert item == said_offering(words)


@given(st.text(alphabet="ab c,:'\"#{}[]-&豆\\", min_size=1, max_size=12).filter(lambda text: text.strip()))
def test_what_is_written_is_read_again(what: str) -> None:
    what = " ".join(what.split())
    try:
        after = added("---\nwish: {why: to listen}\nlang: ja\n---\n# Kenji\n", {"what": what, "price": "1 EUR"})
    except Refused:
        return
    values = Reader(CONFIG).read(Source("people/Kenji.md", after.encode())).values
    assert [("why", "to listen"), ("offering", what)] == [
        (each.label, each.text) for each in values if each.key == "wish"
    ]


@pytest.mark.parametrize(
    ("before", "done", "after"),
    [
        ("# Kenji\n", "", "# Kenji\n\n## Research\n- [ ] read it\n"),
        ("# Kenji\n", "2026-01-05", "# Kenji\n\n## Research\n- [x] read it ✅ 2026-01-05\n"),
        ("## Research\n\n* [ ] one\n* [x] two\n", "", "## Research\n\n* [ ] one\n* [ ] read it\n* [x] two\n"),
        ("## 下調べ\n□ 一つ\n", "2026-01-05", "## 下調べ\n□ 一つ\n☑ read it ✅ 2026-01-05\n"),
        ("## Promises\n- [ ] call\n", "", "## Promises\n- [ ] call\n\n## Research\n- [ ] read it\n"),
    ],
)
def test_what_to_find_out_stands_under_research(before: str, done: str, after: str) -> None:
    source = Source("people/Kenji.md", before.encode())
    day = partial(done).whole if done else None  # type: ignore[union-attr]
    assert after == result(source, add_research(source, CONFIG, "read it", day)).text


def test_the_heading_is_japanese_in_a_japanese_vault() -> None:
    source = Source("people/森.md", "# 森\n".encode())
    assert "# 森\n\n## 下調べ\n- [ ] 本を読む\n" == result(source, add_research(source, JAPANESE, "本を読む")).text
