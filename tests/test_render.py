"""Law 8: a template can read the context and nothing else, and it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

import pytest

import prm.render
from prm.render import TemplateProblem
from prm.render import available
from prm.render import render
from prm.render import render_rows

ADA = {"name": "Ada", "slug": "people/ada", "org": None, "tags": ["x", "y"], "days": 3}

ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [1]|map(attribute='__class__')|first }}",
    "{{ '{0.__class__}'.format(p) }}",
    "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
    "{{ '%s'|format(1) }}",
    "{{ 'a%s' % 'b' }}",
    "{{ p.update({'name': 'x'}) }}",
    "{{ p.pop('name') }}",
    "{{ p.clear() }}",
    "{{ p.tags.append(1) }}",
    "{{ p.tags.sort() }}",
    "{{ ().__init__ }}",
    "{{ (1).to_bytes(4, 'big') }}",
    "{{ 'a'.encode() }}",
    "{{ 'a'.translate({97: 'b'}) }}",
    "{{ range.__self__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1) }}",
    "{{ ([1]|map('string')).gi_frame }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum(n=100) }}",
    "{{ joiner() }}",
    "{{ dict(a=1) }}",
    "{{ nothing.__class__ }}",
    "{{ environment }}",
    "{{ context }}",
    "{{ p() }}",
    "{{ 'x'|pprint }}",
    "{{ [1, 2]|random }}",
    "{{ {'a': 1}|xmlattr }}",
    "{% do p.clear() %}",
    "{% include '/etc/passwd' %}",
    "{% include '../secret.md' %}",
    "{% include 'digest/../../secret.md' %}",
    "{% extends '../secret.md' %}",
    "{% import '../secret.md' as s %}",
    "{% include ['../secret.md', '/etc/passwd'] %}",
)

BOMBS = (
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [1] * 10**9 }}",
    "{{ 10**10**10 }}",
    "{{ 10.0**1000 }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'.zfill(10**9) }}",
    "{{ '\t'.expandtabs(10**9) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ '%01000000000d'|format(1) }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a'.replace('', 'b' * 10**6) }}",
    "{{ ('a' * 10**6)|replace('a', 'b' * 10**6) }}",
    "{{ ('a\n' * 10**6)|indent(10**9) }}",
    "{{ [1]|batch(10**9, 'x')|list }}",
    "{{ 1.5|round(10**9, 'ceil') }}",
    "{{ range(10**9)|list }}",
    "{% set x = 'a' * 10**6 %}" + "{% set x = x ~ x %}" * 40,
    "{% set x = 'a' * 10**6 %}" + "{% set x = x + x %}" * 40,
    "{% set x = 'a' * 10**6 %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "{% set x = 'a' * 10**6 %}" + "{% set x = [x, x]|join %}" * 40,
    "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 40 + "'aaaa'" + ")" * 40 + " }}",
    "{% set x = [1, 2] %}" + "{% set x = [x, x] %}" * 40 + "{{ x == [x] }}",
    "{% set x = (1, 2) %}" + "{% set x = (x, x) %}" * 40,
    "{% set x = {} %}" + "{% set x = {1: x, 2: x} %}" * 40,
    "{% set x = [1] %}" + "{% set x = x + x %}" * 40,
    "{% set x = [1] * 1000 %}{% set y = [x] * 1000 %}{% set z = [y] * 1000 %}",
    "{{ ('a' * 1999999).strip('b' * 1999999) }}",
    "{% for i in range(99999) %}{{ 'a' * 10000 }}{% endfor %}",
    "{{ ['a' * 10**6]|string }}",
    "{{ [['a' * 10**6] * 1000]|upper }}",
    "{{ [['a' * 10**6] * 1000]|e }}",
    "{{ '\"'" + "|tojson" * 40 + " }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "+".join("1" for _ in range(5000)) + " }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
)

ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) if false %}{{ a }}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% set x = range(99999)|map('string')|list|length %}{% endfor %}",
)


def text(source: str, context: Mapping[str, object] | None = None, lang: str = "en", **more: str) -> str:
    return render_rows(source, [{"p": ADA} if context is None else context], lang=lang, **more)


def problem(source: str, context: Mapping[str, object] | None = None) -> str:
    with pytest.raises(TemplateProblem) as caught:
        text(source, context)
    return str(caught.value)


@pytest.fixture
def roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The folder of a vault's templates, and that of the packaged ones."""
    own, packaged = tmp_path / "vault" / "templates", tmp_path / "package" / "templates"
    monkeypatch.setattr(prm.render, "packaged_templates", lambda: str(packaged))
    put(packaged, "digest/daily.md.j2", "packaged {{ p.name }}{% block tail %}.{% endblock %}\n")
    put(packaged, "digest/weekly.md.j2", "week of {{ p.name }}\n")
    put(packaged, "ja/digest/daily.md.j2", "同梱 {{ p.name }}\n")
    put(tmp_path / "vault", "secret.md", "secret")
    own.mkdir()
    return own, packaged


def put(root: Path, name: str, content: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def rendered(own: Path, name: str = "digest/daily.md.j2", lang: str = "en") -> str:
    return render(name, {"p": ADA}, vault_templates=str(own), lang=lang)


@pytest.mark.parametrize("source", ESCAPES)
def test_an_escape_is_refused(source: str, roots: tuple[Path, Path]) -> None:
    put(roots[0], "digest/daily.md.j2", source)
    with pytest.raises(TemplateProblem) as caught:
        rendered(roots[0])

    assert "\n" not in str(caught.value)
    assert {"name": "Ada", "slug": "people/ada", "org": None, "tags": ["x", "y"], "days": 3} == ADA


@pytest.mark.parametrize("source", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused(source: str) -> None:
    assert "\n" not in problem(source)


@pytest.mark.parametrize("source", ENDLESS)
def test_what_does_not_end_is_stopped(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prm.render, "SECONDS", 0.1)

    assert problem(source) == "--format:1: takes longer than 0.1 seconds"


def test_only_processor_time_is_counted() -> None:
    """A machine that is busy with something else, or asleep, must not make a digest fail."""
    seen: list[tuple[float, bool]] = []

    def rows() -> Iterator[dict[str, object]]:
        seen.append((signal.getitimer(signal.ITIMER_REAL)[0], signal.getitimer(signal.ITIMER_PROF)[0] > 0))
        yield {"name": "Ada"}

    assert "Ada\n" == render_rows("{{ name }}\n", rows(), lang="en")
    assert [(0.0, True)] == seen


def test_another_thread_renders_without_a_limit() -> None:
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(text("{{ p.name }}")))
    thread.start()
    thread.join()

    assert said == ["Ada"]


def test_an_object_in_the_context_is_closed() -> None:
    class Thing:
        secret = "secret"

        def run(self) -> str:
            return self.secret

    assert "“secret” cannot be used" in problem("{{ p.secret }}", {"p": Thing()})
    assert "“run” cannot be used" in problem("{{ p.run() }}", {"p": Thing()})
    assert "cannot be called" in problem("{{ p() }}", {"p": Thing})
    assert "only text and numbers" in problem("{{ p }}", {"p": Thing()})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\n{{ persn }}", "--format:2: no “persn” here"),
        ("{{ persons }}\n", "--format:1: no “persons” here; did you mean “person”?"),
        ("{{ person.nmae }}", "--format:1: no “nmae” here; did you mean “name”?"),
        ("{% for x in person.tags %}\n{{ y }}{% endfor %}", "--format:2: no “y” here"),
        (
            "{% for tag in person.tags %}{{ tagg }}{% endfor %}",
            "--format:1: no “tagg” here; did you mean “tag”?",
        ),
        ("{{ person.org.name }}", "--format:1: “name” is asked of an empty value; guard it with {% if %}"),
        (
            "{{ person.tags }}",
            "--format:1: only text and numbers can be written; for a list use join or a loop",
        ),
        ("{{ person.nope|upper }}", "--format:1: no “nope” here"),
        ("{{ person.name|uper }}", "--format:1: no filter named “uper”; did you mean “upper”?"),
        ("{% if %}", "--format:1: expected an expression, got “end of statement block”"),
        ("{{ 1 / 0 }}", "--format:1: division by zero"),
    ],
)
def test_an_error_names_template_line_and_what_was_meant(source: str, expected: str) -> None:
    found = problem(source, {"person": {"name": "Ada", "org": None, "tags": ["x"]}})

    assert expected == (found if "persn" not in source else found.partition(";")[0])


def test_the_vaults_own_template_comes_first(roots: tuple[Path, Path]) -> None:
    own = roots[0]

    assert rendered(own) == "packaged Ada."

    put(own, "digest/daily.md.j2", "own {{ p.name }}\n")

    assert rendered(own) == "own Ada\n"
    assert rendered(own, "digest/weekly.md.j2") == "week of Ada\n"
    assert render("digest/daily.md.j2", {"p": ADA}, vault_templates=None, lang="en") == "packaged Ada."


def test_an_own_template_can_extend_the_one_it_overrides(roots: tuple[Path, Path]) -> None:
    put(
        roots[0],
        "digest/daily.md.j2",
        "{% extends 'prm/digest/daily.md.j2' %}{% block tail %}{{ super() }}!{% endblock %}",
    )

    assert rendered(roots[0]) == "packaged Ada.!"


def test_a_template_in_the_language_comes_first_in_each_folder(roots: tuple[Path, Path]) -> None:
    own = roots[0]

    assert rendered(own, lang="ja") == "同梱 Ada\n"
    assert rendered(own, "digest/weekly.md.j2", "ja") == "week of Ada\n"

    put(own, "digest/daily.md.j2", "own\n")

    assert rendered(own, lang="ja") == "own\n"

    put(own, "ja/digest/daily.md.j2", "自分の\n")

    assert rendered(own, lang="ja") == "自分の\n"
    assert rendered(own, lang="../en") == "own\n"


def test_an_error_in_an_included_template_names_that_template(roots: tuple[Path, Path]) -> None:
    put(roots[0], "digest/daily.md.j2", "\n{% include 'parts/row.md.j2' %}")
    put(roots[0], "parts/row.md.j2", "\n\n{{ p.nmae }}")
    with pytest.raises(TemplateProblem) as caught:
        rendered(roots[0])

    assert (caught.value.name, caught.value.line) == ("templates/parts/row.md.j2", 3)
    assert caught.value.message == "no “nmae” here; did you mean “name”?"


def test_a_template_that_is_not_there(roots: tuple[Path, Path]) -> None:
    with pytest.raises(TemplateProblem) as caught:
        rendered(roots[0], "digest/dayly.md.j2")

    assert str(caught.value) == "digest/dayly.md.j2: no such template; did you mean “digest/daily.md.j2”?"

    put(roots[0], "digest/daily.md.j2", "\n{% include 'digest/weakly.md.j2' %}")
    with pytest.raises(TemplateProblem) as caught:
        rendered(roots[0])

    expected = "templates/digest/daily.md.j2:2: no template “digest/weakly.md.j2”"
    assert expected == str(caught.value).partition(";")[0]


def test_a_link_that_leads_out_of_the_templates_is_not_followed(roots: tuple[Path, Path]) -> None:
    own = roots[0]
    (own / "digest").mkdir()
    (own / "digest" / "daily.md.j2").symlink_to(own.parent / "secret.md")

    assert rendered(own) == "packaged Ada."

    linked = own.parent / "linked"
    linked.symlink_to(own.parent)

    with pytest.raises(TemplateProblem):
        render("secret.md", {}, vault_templates=str(linked), lang="en")


def test_a_template_that_cannot_be_read_says_why(roots: tuple[Path, Path]) -> None:
    put(roots[0], "digest/daily.md.j2", b"good\nb\xe9d")
    with pytest.raises(TemplateProblem) as caught:
        rendered(roots[0])

    assert str(caught.value) == "templates/digest/daily.md.j2:2: not UTF-8; save it as UTF-8"

    put(roots[0], "digest/daily.md.j2", b"x" * 1_000_001)
    with pytest.raises(TemplateProblem):
        rendered(roots[0])


def test_the_names_of_all_templates(roots: tuple[Path, Path]) -> None:
    put(roots[0], "note/mine.md.j2", "")
    put(roots[0], ".hidden.md.j2", "")
    put(roots[0], "note/mine.md~", "")

    assert available(str(roots[0])) == ["digest/daily.md.j2", "digest/weekly.md.j2", "note/mine.md.j2"]
    assert available(None) == ["digest/daily.md.j2", "digest/weekly.md.j2"]


def test_html_is_escaped_and_markdown_is_not(roots: tuple[Path, Path]) -> None:
    source = "{% set x %}<i>{{ n }}</i>{% endset %}{{ n }} {{ x }} {{ x ~ n }}"
    for name in ("page.html.j2", "page.md.j2"):
        put(roots[0], name, source)
    made = {
        name: render(name, {"n": "<b>"}, vault_templates=str(roots[0]), lang="en")
        for name in ("page.html.j2", "page.md.j2")
    }

    assert made["page.html.j2"] == "&lt;b&gt; <i>&lt;b&gt;</i> <i>&lt;b&gt;</i>&lt;b&gt;"
    assert made["page.md.j2"] == "<b> <i><b></i> <i><b></i><b>"


def test_what_templates_do_every_day() -> None:
    assert text("{% for k, v in p.items() %}{{ k }}{% if not loop.last %}, {% endif %}{% endfor %}") == (
        "name, slug, org, tags, days"
    )
    assert text("{{ p.org }}|{{ p.nickname|default('-') }}|{{ 'x' if p.org else 'y' }}") == "|-|y"
    assert text("{% set o = namespace(n=0) %}{% for t in p.tags %}{% set o.n = o.n + 1 %}{% endfor %}{{ o.n }}") == "2"
    assert (
        text("{{ p.tags|map('upper')|join(', ') }} {{ p.name ~ 1 }} {{ p.name.lower() }} {{ 7 % 4 }}")
        == "X, Y Ada1 ada 3"
    )
    assert text("{{ [3, 1, 2]|sort|first }} {{ [1, 2]|sum }} {{ 2.345|round(1) }} {{ 2.5|round }}") == "1 3 2.3 2"
    assert (
        text(
            "{% for g in rows|groupby('k') %}{{ g.grouper }}:{{ g.list|length }} {% endfor %}",
            {"rows": [{"k": 1}, {"k": 2}, {"k": 1}]},
        )
        == "1:2 2:1 "
    )
    assert text("{{ p.items }}", {"p": {"items": "mine"}}) == "mine"
    assert text("{{ lang }}", lang="ja") == "ja"
    assert text("{% for a, b in [(1, 2), (3, 4)] %}{{ a + b }} {% endfor %}") == "3 7 "
    assert text("{% macro m(x, y=2) %}{{ x }}{{ y }}{{ caller() }}{% endmacro %}{% call m(1) %}c{% endcall %}") == "12c"
    assert text("  {% if true %}\n  x\n  {% endif %}\n") == "  x\n"


def test_rows_are_rendered_one_by_one() -> None:
    assert render_rows("{{ name }}\n", [{"name": "Ada"}, {"name": "愛子"}], lang="en") == "Ada\n愛子\n"


def test_a_large_page_fits() -> None:
    rows = [{"name": f"Person {number}", "tags": ["a", "b"], "days": number} for number in range(10_000)]
    page = text(
        "{% for p in rows %}- {{ p.name|md }} {{ p.days|ago }} {{ p.tags|join(' ') }}\n{% endfor %}",
        {"rows": rows},
    )

    assert page.count("\n") == 10_000
