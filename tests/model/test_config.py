"""What `prm.toml` may say: what is not understood is a finding at its place, and its default holds."""

import pytest

from prm.model.config import read_config


def found(text: str) -> list[tuple[str, str]]:
    """Return what is said about a `prm.toml`, with the text at its place."""
    return [(text[each.start : each.end], each.message) for each in read_config(text)[1]]


@pytest.mark.parametrize("key", ["people", "person_tags", "ignore"])
@pytest.mark.parametrize("item", ["1", "[]", "{}", "true", "1979-05-27"])
def test_a_list_holds_texts(key: str, item: str) -> None:
    text = f'{key} = ["x", {item}]\n'
    assert [(key, f"“{key}” in prm.toml must be a list of texts; what is not is left out")] == found(text)
    assert ("x",) == read_config(text)[0].get(key)


@pytest.mark.parametrize("item", ["1", '"x"', "[1]", "{}"])
def test_synonyms_are_lists_of_words(item: str) -> None:
    text = f'[words]\nsynonyms = [["cup", "mug"], {item}]\n'
    assert ["synonyms"] == [place for place, _ in found(text)]
    assert (["cup", "mug"],) == read_config(text)[0].get("words.synonyms")


@pytest.mark.parametrize("value", ["-1", "100001", "99999999999999999999999999", "1.5", "true", '"3"'])
@pytest.mark.parametrize("name", ["keeping.per_day", "circles.inner.room", "introductions.min_months"])
def test_a_number_is_one_that_means_something(name: str, value: str) -> None:
    table, key = name.rsplit(".", 1)
    text = f"[{table}]\n{key} = {value}\n"
    assert [(key, f"“{name}” in prm.toml must be a number from 0 to 100000")] == found(text)


def test_a_budget_is_an_amount() -> None:
    assert [("budget", "“wishes.budget” in prm.toml must be an amount")] == found('[wishes]\nbudget = "much"\n')
    assert [] == found('[wishes]\nbudget = "20,000 JPY"\n') + found("[wishes]\nbudget = 300\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("expect = [1]\n", ""),
        ("expect = {}\n", ""),
        ("[[expect]]\n", "expect"),
        ('[[expect]]\nwho = "circle:inner"\n', "expect"),
        ('[expect]\nwho = "circle:inner"\nhas = ["email"]\n', "expect"),
    ],
)
def test_an_expectation_that_expects_nothing_is_said(text: str, place: str) -> None:
    advice = "this expects nothing; write [[expect]], and below it who, with contact_within or has"
    assert [(place, advice)] == found(text)


def test_the_second_expectation_is_the_one_that_is_named() -> None:
    text = '[[expect]]\nhas = ["email"]\n\n[[expect]]\nwho = "#choir"\n'
    assert [text.rindex("expect")] == [each.start for each in read_config(text)[1]]
