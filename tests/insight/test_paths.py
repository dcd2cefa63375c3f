"""Ways to people: what speaks for a hop, whom nobody is sent to, and that less evidence never makes a better way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.paths import bonds
from prm.insight.paths.bonds import Bond
from prm.insight.paths.bonds import Source
from prm.insight.paths.relating import FAMILY
from prm.insight.paths.relating import relation_weight
from prm.insight.paths.tree import drawn
from prm.insight.paths.tree import tree
from prm.insight.paths.ways import Chain
from prm.insight.paths.ways import Path
from prm.insight.paths.ways import Ways
from prm.insight.paths.ways import paths
from prm.model.vault import Vault
from tests.small import vault_of

MET = "- 2025-12-0{day} coffee: a long talk\n"


def known(name: str, days: int = 5, **keys: str) -> str:
    """Somebody I met on some days, with keys of front matter."""
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{front}---\n# {name}\n\n" + "".join(MET.format(day=day + 1) for day in range(days))


def ways(files: dict[str, str], who: str = "Zoe", most: int = 3) -> list[Path]:
    vault = vault_of({"prm.toml": 'me = "[[Me]]"\n', "people/Me.md": "# Me\n"} | files)
    return paths(vault, vault.who(who), most)


def said(found: list[Path]) -> list[tuple[list[str], str]]:
    return [([hop.name for hop in path.hops], path.grade) for path in found]


ONE_HOP = {
    "relations: {sister: Zoe}": (0.9, [("family", "sister: Zoe", 1, None, "people/Ann.md:2")]),
    "relations: {friend: '[[Zoe]]'}": (0.8, [("relation", "friend: Zoe", 1, None, "people/Ann.md:2")]),
    "relations: {knows: Zoe}": (0.5, [("relation", "knows: Zoe", 1, None, "people/Ann.md:2")]),
    "met: {through: '[[Zoe]]'}": (0.7, [("through", "Zoe", 1, None, "people/Ann.md:2")]),
}


@pytest.mark.parametrize("line", ONE_HOP)
def test_what_is_stated_counts_from_both_sides(line: str) -> None:
    key, _, value = line.partition(": ")
    here = ways({"people/Ann.md": known("Ann", **{key: value}), "people/Zoe.md": "# Zoe\n"})
    there = ways({"people/Ann.md": known("Ann"), "people/Zoe.md": f"---\n{line.replace('Zoe', 'Ann')}\n---\n# Zoe\n"})

    strength, evidence = ONE_HOP[line]
    assert [["Ann", "Zoe"]] == [[hop.name for hop in path.hops] for path in here]
    assert (strength, evidence) == (here[0].hops[1].strength, [tuple(each) for each in here[0].hops[1].evidence])
    assert strength == there[0].hops[1].strength


def test_evenings_together_add_up() -> None:
    def together(days: int) -> float:
        journal = {f"journal/2025-11-0{day + 1}.md": "- coffee [[Ann]] and [[Zoe]]: talk\n" for day in range(days)}
        vault = vault_of({"people/Ann.md": "# Ann\n", "people/Zoe.md": "# Zoe\n"} | journal)
        return Ways(vault).bonds.strength(vault.who("Ann")[0].id, vault.who("Zoe")[0].id)

    assert [0.0, 0.45, 0.61, 0.7] == [round(together(days), 2) for days in range(4)]


def test_a_meeting_names_its_line() -> None:
    found = ways(
        {
            "people/Ann.md": known("Ann"),
            "people/Zoe.md": "---\nstatus: wish\n---\n# Zoe\n",
            "people/Bo.md": "# Bo\n\n- 2025-10-01 call [[Ann]] [[Zoe]]: about the fair\n",
        }
    )

    assert [["Ann", "Zoe"], ["Bo", "Zoe"]] == [[hop.name for hop in path.hops] for path in found]
    assert [("together", "about the fair", 1, "2025-10-01", "people/Bo.md:3")] == [
        tuple(each) for each in found[0].hops[1].evidence
    ]


def test_work_at_one_place_counts_at_one_time_only() -> None:
    def strength(ann: str, zoe: str) -> float:
        found = ways({"people/Ann.md": known("Ann", org=ann), "people/Zoe.md": f"---\norg: {zoe}\n---\n# Zoe\n"})
        return found[0].hops[1].strength if found else 0.0

    assert 0.4 == strength("Slow Crumb", '"[[slow crumb]]"')
    assert 0.5 == strength("{org: Slow Crumb, from: 2019, to: 2021}", "{org: Slow Crumb, from: 2021-05}")
    assert 0.0 == strength("{org: Slow Crumb, from: 2019, to: 2020}", "{org: Slow Crumb, from: 2021-05}")
    assert 0.0 == strength("freelance", "freelance")


def test_what_only_names_both_is_weak() -> None:
    found = ways(
        {
            "people/Ann.md": known("Ann")
            + "- 2025-12-20 call: [[Zoe]] drives\n"
            + "- 2025-12-21 call: [[Zoe]] sings\n" * 9,
            "people/Zoe.md": "# Zoe\n",
        }
    )

    assert [(["Ann", "Zoe"], "weak")] == said(found)
    assert ("named", "[[Zoe]] sings", 10, "2025-12-21") == tuple(found[0].hops[1].evidence[0])[:4]
    assert [] == ways(
        {
            "people/Ann.md": known("Ann") + "- [ ] introduce her to [[Zoe]]\n",
            "people/Zoe.md": "# Zoe\n",
            "README.md": "[[Ann]], [[Zoe]]\n",
        }
    )


CHAIN = {
    "people/Ann.md": known("Ann"),
    "people/Bo.md": "---\nrelations: {friend: Ann}\n---\n# Bo\n",
    "people/Cy.md": "---\nrelations: {friend: Bo}\n---\n# Cy\n",
    "people/Zoe.md": "---\nrelations: {sister: Cy}\n---\n# Zoe\n",
}


def test_a_way_of_many_hops() -> None:
    assert [(["Ann", "Bo", "Cy", "Zoe"], "strong")] == said(ways(CHAIN))


def test_the_shortest_way_is_told_beside_the_strongest() -> None:
    weak = {"people/Dee.md": known("Dee", 1, relations="{knows: Zoe}")}

    assert [["Ann", "Bo", "Cy", "Zoe"], ["Dee", "Zoe"]] == [
        [hop.name for hop in path.hops] for path in ways(CHAIN | weak)
    ]
    others = {f"people/E{number}.md": known(f"E{number}", 5, relations="{friend: Bo}") for number in range(4)}
    assert ["Dee", "Zoe"] in [[hop.name for hop in path.hops] for path in ways(CHAIN | weak | others)]


@pytest.mark.parametrize("status", ["deceased", "paused", "archived", "wish"])
def test_nobody_is_sent_to_them(status: str) -> None:
    bo = CHAIN["people/Bo.md"].replace("---\nrel", f"---\nstatus: {status}\nrel")

    assert [] == ways(CHAIN | {"people/Bo.md": bo})


def test_nobody_leads_to_the_dead_and_none_to_me() -> None:
    assert [] == ways(CHAIN | {"people/Zoe.md": "---\nstatus: deceased\nrelations: {sister: Cy}\n---\n# Zoe\n"})
    assert [] == ways(CHAIN, "Me")


def test_who_is_apart_is_no_bridge_to_the_other() -> None:
    assert [] == ways(CHAIN | {"people/Zoe.md": "---\nrelations: {ex-husband: Cy}\n---\n# Zoe\n"})


def test_a_relation_that_is_over_says_nothing() -> None:
    zoe = "---\nrelations: {sister: {target: Cy, until: 2020}}\n---\n# Zoe\n"

    assert [] == ways(CHAIN | {"people/Zoe.md": zoe})


def test_a_declined_introduction_is_not_asked_for_again() -> None:
    intro = '---\ntype: intro\nbetween: ["[[Me]]", "[[Zoe]]"]\nby: "[[Cy]]"\n---\n\n- 2026-01-02 asked [[Cy]]\n'

    assert 1 == len(ways(CHAIN | {"intros/a.md": intro}))
    assert [] == ways(CHAIN | {"intros/a.md": intro + "- 2026-01-05 no [[Zoe]]\n"})
    assert 1 == len(ways(CHAIN | {"intros/a.md": intro + "- 2026-01-05 no [[Zoe]]\n"}, "Cy"))


@pytest.mark.parametrize(
    ("between", "by"), [('["[[Me]]", "[[Zoe]]"]', "[[Ann]]"), ('["[[Ann]]", "[[Zoe]]"]', ""), ("[Ann, Zoe]", "[[Me]]")]
)
def test_who_was_asked_to_introduce_or_to_be_introduced_knows_nobody_by_it(between: str, by: str) -> None:
    files = {"people/Ann.md": known("Ann"), "people/Zoe.md": "# Zoe\n"}
    intro = (
        f'---\ntype: intro\nbetween: {between}\nby: "{by}"\n---\n# Zoe and Ann\n\n- 2026-01-02 asked [[Ann]] [[Zoe]]\n'
    )
    made = intro + "- 2026-01-03 yes [[Ann]]\n- 2026-01-04 yes [[Zoe]]\n- 2026-01-10 introduced\n"

    assert [] == ways(files | {"intros/a.md": intro})
    assert ["Ann", "Zoe"] in [[hop.name for hop in path.hops] for path in ways(files | {"intros/a.md": made})]


def test_whom_i_know_best_comes_first() -> None:
    bo = known("Bo", 2, relations="{friend: Zoe}", trust="trusts")
    ann = known("Ann", 5, relations="{friend: Zoe}")
    zoe = "---\nstatus: wish\n---\n# Zoe\n\n- 2026-01-02 wrote: a letter\n"

    found = ways({"people/Ann.md": ann, "people/Bo.md": bo, "people/Zoe.md": zoe})
    assert [["Bo", "Zoe"], ["Ann", "Zoe"]] == [[hop.name for hop in path.hops] for path in found]
    assert ["trust", "contact"] == [each.kind for each in found[0].hops[0].evidence]


@pytest.mark.parametrize(
    ("label", "weight"),
    [
        ("mother-in-law", FAMILY), ("姉", FAMILY), ("娘さん", FAMILY), ("partner", FAMILY), ("business partner", 0.65),
        ("best friend", 0.8), ("友人", 0.8), ("knows", 0.5), ("", 0.5), ("landlord", 0.65), ("ex-wife", 0.0),
    ],
)  # fmt: skip
def test_relations_are_graded(label: str, weight: float) -> None:
    assert weight == relation_weight(label)


# less evidence

NAMES = ("Ann", "Bo", "Cy", "Dee", "Zoe")
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
FRONT = st.tuples(st.sampled_from(("friend", "sister", "knows", "through", "org")), PAIRS, st.just(""))
LINES = st.tuples(
    st.sampled_from(("mine", "mine", "page", "journal", "call", "talk")),
    PAIRS,
    st.sampled_from(("2019-01-01", "2023-05-05", "2025-12-01", "2025-12-02", "2025-12-03")),
)
EVIDENCE = st.lists(st.one_of(FRONT, LINES), min_size=1, max_size=14)


def world(evidence: list[tuple[str, tuple[str, str], str]]) -> Vault:
    """A vault that says these things and nothing else."""
    relations: dict[str, list[str]] = {name: [] for name in NAMES}
    keys: dict[str, list[str]] = {name: [] for name in NAMES}
    log: dict[str, list[str]] = {name: [] for name in NAMES}
    journal: dict[str, list[str]] = {}
    for kind, (one, other), day in evidence:
        if kind in ("friend", "sister", "knows"):
            relations[one].append(f"  - {kind}: {other}")
        elif kind == "through":
            keys[one] = [*(key for key in keys[one] if "through" not in key), f"met: {{through: {other}}}"]
        elif kind == "org":
            keys[one] = [*(key for key in keys[one] if "org" not in key), "org: Slow Crumb"]
        elif kind == "mine":
            log[one].append(f"- {day} coffee: with me")
        elif kind == "page":
            log[one].append(f"- {day} meal [[{other}]]: the three of us")
        elif kind == "talk":
            log[one].append(f"- {day} learned: [[{other}]] is near")
        else:
            head = "coffee" if kind == "journal" else "call"
            journal.setdefault(day, []).append(f"- {head} [[{one}]] [[{other}]]: talk\n")
    files = {"prm.toml": 'me = "[[Me]]"\n', "people/Me.md": "# Me\n"}
    for name in NAMES:
        front = [*keys[name], *(["relations:", *relations[name]] if relations[name] else [])]
        files[f"people/{name}.md"] = "\n".join(["---", *front, "---", f"# {name}", "", *log[name], ""])
    return vault_of(files | {f"journal/{day}.md": "".join(lines) for day, lines in journal.items()})


def measured(vault: Vault) -> tuple[dict[tuple[str, str], float], list[float], float, int]:
    """The strength of every bond, how well I know everybody, the best way to Zoe and the hops of the shortest."""
    found = Ways(vault)
    number = {name: vault.who(name)[0].id for name in NAMES}
    bonds = {(one, other): found.bonds.strength(number[one], number[other]) for one in NAMES for other in NAMES}
    chains = found.to(vault.notes[number["Zoe"]], 9)
    best = max((chain.strength for chain in chains), default=0.0)
    return bonds, [found.known(number[name]) for name in NAMES], best, min((len(c.people) for c in chains), default=99)


@given(EVIDENCE, st.data())
def test_less_evidence_never_makes_a_hop_or_a_way_better(
    evidence: list[tuple[str, tuple[str, str], str]], data: st.DataObject
) -> None:
    # The same key said twice is one key: what stands for nothing is left out before one piece is taken away.
    keys = {(each[0], each[1][0]): at for at, each in enumerate(evidence) if each[0] in ("through", "org")}
    kept = [each for at, each in enumerate(evidence) if keys.get((each[0], each[1][0]), at) == at]
    left = data.draw(st.integers(0, len(kept) - 1))

    bonds, mine, best, hops = measured(world(kept))
    fewer_bonds, fewer_mine, fewer_best, fewer_hops = measured(world([*kept[:left], *kept[left + 1 :]]))

    close = 1e-9
    assert [] == [pair for pair in bonds if fewer_bonds[pair] > bonds[pair] + close]
    assert all(fewer <= more + close for fewer, more in zip(fewer_mine, mine, strict=True))
    assert fewer_best <= best + close
    assert fewer_hops >= hops


@given(EVIDENCE)
def test_a_bond_is_the_same_from_both_ends(evidence: list[tuple[str, tuple[str, str], str]]) -> None:
    bonds, *_ = measured(world(evidence))

    assert [] == [pair for pair in bonds if bonds[pair] != bonds[pair[::-1]]]


@given(EVIDENCE)
def test_every_hop_has_a_line_that_says_so(evidence: list[tuple[str, tuple[str, str], str]]) -> None:
    vault = world(evidence)
    for path in paths(vault, vault.who("Zoe")):
        for hop in path.hops:
            assert hop.evidence
            assert all(each.at.rpartition(":")[2].isdigit() for each in hop.evidence)
            assert 0 < hop.strength <= 1


def everything_said(vault: Vault) -> list[object]:
    """Every bond with its evidence, and every way to everybody."""
    ways = Ways(vault)
    people = [vault.who(name)[0] for name in NAMES]
    bonds = [(ways.bonds.strength(one.id, two.id), ways.evidence(one.id, two.id)) for one in people for two in people]
    return [bonds, [Ways(vault).to(person) for person in people], [paths(vault, [person]) for person in people]]


@given(EVIDENCE)
def test_to_read_of_some_or_of_everybody_says_the_same(evidence: list[tuple[str, tuple[str, str], str]]) -> None:
    vault = world(evidence)
    one_by_one = everything_said(vault)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bonds, "_PATIENCE", 0)
        assert everything_said(vault) == one_by_one


def searched_to_the_end(vault: Vault, person: int, most: int) -> list[tuple[float, tuple[int, ...]]]:
    """The strongest ways as they follow from all bonds: the strongest chain to each, known to me, none a detour."""
    ways = Ways(vault)
    found: list[tuple[float, tuple[int, ...]]] = []
    queue: list[tuple[float, int, tuple[int, ...], tuple[float, ...]]] = [(-1.0, 1, (person,), ())]
    settled: set[int] = set()
    while queue:
        queue.sort()
        minus, hops, people, strengths = queue.pop(0)
        if people[0] in settled:
            continue
        settled.add(people[0])
        far = [ways.known(people[0])]
        for strength in strengths:
            far.append(far[-1] * strength)
        if far[0] and not any(ways.known(each) >= much for each, much in zip(people[1:], far[1:], strict=True)):
            found.append((-Chain(people, (far[0], *strengths)).strength, people))
        for other in ways.bonds.standings:
            strength = ways.bonds.strength(people[0], other) if other != people[0] else 0.0
            if strength and other != vault.me:
                queue.append((minus * strength, hops + 1, (other, *people), (strength, *strengths)))
    ordered = sorted(found, key=lambda each: (each[0], len(each[1]), each[1]))
    return [(-minus, people) for minus, people in ordered[:most]]


@given(EVIDENCE, st.sampled_from(NAMES))
def test_the_strongest_ways_are_those_of_a_search_to_the_end(
    evidence: list[tuple[str, tuple[str, str], str]], name: str
) -> None:
    vault = world(evidence)
    person = vault.who(name)[0].id
    strongest = Ways(vault)._strongest(person, frozenset(), 3)

    assert searched_to_the_end(vault, person, 3) == [(chain.strength, chain.people) for chain in strongest]


# who came through whom


def test_the_tree_of_who_came_through_whom() -> None:
    vault = vault_of(
        {
            "prm.toml": 'me = "[[Me]]"\n',
            "people/Me.md": "# Me\n",
            "people/Ben.md": "# Ben\n\n- 2025-05-05 got intro: [[Dee]], at the fair\n",
            "people/Ann.md": "---\nmet: {date: 2020-01-01, through: Ben}\n---\n# Ann\n",
            "people/Bo.md": "---\nmet: {date: 2019-01-01, through: '[[Ben]]'}\n---\n# Bo\n",
            "people/Cy.md": "---\nmet: {through: Bo}\n---\n# Cy\n",
            "people/Dee.md": "# Dee\n",
            "people/Eve.md": "# Eve\n",
            "intros/e.md": '---\ntype: intro\nbetween: [Me, "[[Eve]]"]\nby: "[[Ben]]"\n---\n\n'
            "- 2024-02-02 introduced [[Eve]]\n",
        }
    )
    found = tree(vault, vault.who("Ben")[0])

    assert found == tree(vault)
    assert [
        (0, "Ben", None, None, None, 5),
        (1, "Bo", "through", "2019-01-01", "people/Bo.md:2", 1),
        (2, "Cy", "through", None, "people/Cy.md:2", 0),
        (1, "Ann", "through", "2020-01-01", "people/Ann.md:2", 0),
        (1, "Eve", "introduced", "2024-02-02", "intros/e.md:7", 0),
        (1, "Dee", "given", "2025-05-05", "people/Ben.md:3", 0),
    ] == [(each.depth, each.name, *each[3:7]) for each in drawn(found)]
    assert [(True, []), (False, []), (True, [True]), (False, []), (False, []), (True, [])] == [
        (each.last, each.passing) for each in drawn(found)
    ]


def test_a_tree_that_bites_its_tail_ends() -> None:
    vault = vault_of(
        {
            "people/Ann.md": "---\nmet: {through: Bo}\n---\n# Ann\n",
            "people/Bo.md": "---\nmet: {through: Ann}\n---\n# Bo\n",
            "people/Cy.md": "---\nmet: {through: Bo}\n---\n# Cy\n",
        }
    )

    assert [(0, "Ann"), (1, "Bo"), (2, "Cy")] == [(each.depth, each.name) for each in drawn(tree(vault))]
    assert [(0, "Bo"), (1, "Ann"), (1, "Cy")] == [
        (each.depth, each.name) for each in drawn(tree(vault, vault.who("Bo")[0]))
    ]


LINES = st.one_of(
    st.tuples(st.just("state"), st.sampled_from(["family", "trust", "met"]), st.floats(0.05, 0.95)),
    st.tuples(st.just("meet"), st.sampled_from(["2025-01-01", "2025-02-01", "2026-01-01"]), st.floats(0.05, 1.0)),
    st.tuples(st.just("name"), st.integers(0, 9), st.just(0.0)),
)


def bond(lines: list[tuple[str, str | int, float]]) -> Bond:
    found = Bond()
    for at, (sort, what, weight) in enumerate(lines):
        source = Source(str(what), "", "", "", at)
        if sort == "state":
            found.state(weight, source)
        elif sort == "meet":
            found.meet(str(what), weight, at)
        else:
            found.named[1, int(what)] = source
    return found


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12), st.data())
def test_a_line_less_never_makes_a_bond_stronger(
    lines: list[tuple[str, str | int, float]], data: st.DataObject
) -> None:
    less = data.draw(st.integers(0, len(lines) - 1))

    assert bond(lines[:less] + lines[less + 1 :]).strength() <= bond(lines).strength() + 1e-9
    assert bond(lines[::-1]).strength() == pytest.approx(bond(lines).strength())
