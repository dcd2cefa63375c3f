"""Jinja templates: found in the vault or in what came with `prm`, rendered in a sandbox, each error one line.

The context is plain data: dicts, lists, texts, numbers and None. An object of another kind does no harm, but
the sandbox opens no attribute of it.
"""

from __future__ import annotations

import marshal
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from types import TracebackType

from jinja2 import BaseLoader
from jinja2 import BytecodeCache
from jinja2 import Environment
from jinja2 import Template
from jinja2 import TemplateNotFound
from jinja2 import TemplateSyntaxError
from jinja2 import UndefinedError
from jinja2 import __version__ as jinja2_version
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path

from prm.sandbox import Refused
from prm.sandbox import Sandbox
from prm.sandbox import suggestion

SECONDS = 2.0
_LARGEST_FILE = 1_000_000
_OWN = "prm/"  # before a name: the template that came with prm, even where the vault has one of that name
_COMPILERS = ("sandbox.py", "filters.py", "render.py")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?\Z")


class TemplateProblem(Exception):
    """What is wrong with a template, in one line; `line` is None where no line is to blame."""

    def __init__(self, name: str, line: int | None, message: str) -> None:
        super().__init__(name, line, message)
        self.name = name
        self.line = line
        self.message = message

    def __str__(self) -> str:
        place = self.name if self.line is None else f"{self.name}:{self.line}"
        return f"{place}: {self.message}"


def render(
    name: str,
    context: Mapping[str, object],
    *,
    vault_templates: str | None,
    lang: str,
    compiled: str | None = None,
) -> str:
    """Render the template of this name, the vault's own before the one that came with `prm`.

    `vault_templates` is the folder in the vault, `compiled` one of the user's cache that keeps the code of templates.
    Raises TemplateProblem.
    """
    sandbox = Sandbox(_Roots(vault_templates, lang), lang)
    sandbox.bytecode_cache = Compiled(compiled, lang) if compiled else None
    with _clean_errors(name, sandbox), _time_limit(SECONDS):
        return sandbox.write(sandbox.get_template(name), [context])


def render_rows(
    source: str,
    rows: Iterable[Mapping[str, object]],
    *,
    lang: str,
    vault_templates: str | None = None,
    name: str = "--format",
) -> str:
    """Render a template given as text once for each row, compiled once; errors call it `name`.

    Raises TemplateProblem.
    """
    sandbox = Sandbox(_Roots(vault_templates, lang), lang)
    with _clean_errors(name, sandbox), _time_limit(SECONDS):
        code = sandbox.compile(source, filename=name)
        return sandbox.write(Template.from_code(sandbox, code, sandbox.make_globals(None)), rows)


def available(vault_templates: str | None) -> list[str]:
    """Return the names of all templates, a translated one once, in order."""
    roots = [packaged_templates()] if vault_templates is None else [vault_templates, packaged_templates()]
    return sorted({name for root in roots for name in _names(root)})


def packaged_templates() -> str:
    """Return the folder of the templates that came with `prm`: in the package, or in a checkout beside it."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "templates")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "templates")


def _names(root: str) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        parts = [part for part in os.path.relpath(folder, root).split(os.sep) if part != "."]
        if parts and _LANGUAGE.match(parts[0]):
            del parts[0]
        yield from ("/".join((*parts, file)) for file in files if file.endswith(".j2") and file[0] != ".")


class _Roots(BaseLoader):
    """Finds a template: in the vault, then in what came with `prm`; in each the one in its language first."""

    def __init__(self, vault_templates: str | None, lang: str) -> None:
        self.vault_templates = vault_templates
        self.lang = lang if _LANGUAGE.match(lang) else ""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        """Return the text of a template and the name that errors call it. Raises TemplateNotFound."""
        for path, shown in self._places(template):
            if os.path.isfile(path):
                return _read(path, shown), shown, None
        raise TemplateNotFound(template)

    def _places(self, template: str) -> Iterator[tuple[str, str]]:
        own = template.startswith(_OWN)
        parts = split_template_path(template.removeprefix(_OWN))
        variants = [[self.lang, *parts], parts] if self.lang else [parts]
        if self.vault_templates is not None and not own:
            for variant in variants:
                yield _inside(self.vault_templates, variant), "/".join(("templates", *variant))
        for variant in variants:
            yield os.path.join(packaged_templates(), *variant), _OWN + "/".join(variant)


class Compiled(BytecodeCache):
    """The code of templates, kept in a folder of the user's cache as Python keeps that of modules.

    What it depends on stands at its head: the text of the template, the versions, and how the sandbox looks that
    compiled it. What does not begin so is compiled again; where nothing can be kept nothing is.
    """

    def __init__(self, folder: str, lang: str) -> None:
        self._folder = folder
        looks = [os.stat(os.path.join(os.path.dirname(os.path.abspath(__file__)), name)) for name in _COMPILERS]
        self._head = repr((lang, sys.version, jinja2_version, [(each.st_size, each.st_mtime_ns) for each in looks]))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it is kept."""
        try:
            with open(os.path.join(self._folder, bucket.key), "rb") as file:
                if os.fstat(file.fileno()).st_uid == os.getuid() and marshal.load(file) == self._named(bucket):
                    bucket.code = marshal.load(file)
        except (OSError, ValueError, EOFError, TypeError, AttributeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        path = os.path.join(self._folder, bucket.key)
        unfinished = f"{path}.{os.getpid()}"
        try:
            os.makedirs(self._folder, 0o700, exist_ok=True)
            with open(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(marshal.dumps(self._named(bucket)) + marshal.dumps(bucket.code))
            os.rename(unfinished, path)
        except OSError:
            return

    def _named(self, bucket: Bucket) -> tuple[str, str]:
        return self._head, bucket.checksum


def _inside(root: str, parts: list[str]) -> str:
    """Return the path of a template of the vault, or "" where a symbolic link leads out of its folder."""
    home = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(root))), os.path.basename(root))
    path = os.path.realpath(os.path.join(root, *parts))
    return path if path.startswith(home + os.sep) else ""


def _read(path: str, shown: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST_FILE + 1)
        if len(data) > _LARGEST_FILE:
            raise TemplateProblem(shown, None, "larger than a template should be (1 MB)")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateProblem(shown, line, "not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise TemplateProblem(shown, None, f"cannot be read: {error.strerror}") from None


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time; only the main thread of a POSIX system can, elsewhere there is no limit.

    A machine that is busy with other things, or asleep, is no fault of a template.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    running = True

    def stop(_number: int, _frame: object) -> None:
        if running:
            raise Refused(f"takes longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)  # again, should something swallow the first
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before if before is not None else signal.SIG_DFL)


@contextmanager
def _clean_errors(name: str, sandbox: Sandbox) -> Iterator[None]:
    """Turn whatever a template raises into one line that says where and what."""
    try:
        yield
    except TemplateProblem:
        raise
    except Exception as error:
        raise _problem(error, name, sandbox) from error


def _problem(error: Exception, name: str, sandbox: Sandbox) -> TemplateProblem:
    if isinstance(error, TemplateSyntaxError):
        return TemplateProblem(error.filename or name, error.lineno, _syntax(error, sandbox))
    shown, line, names = _place(error.__traceback__)
    if isinstance(error, TemplateNotFound):
        return _not_found(error, name, shown, line, sandbox)
    return TemplateProblem(shown or name, line, _message(error, names))


def _not_found(
    error: TemplateNotFound, name: str, shown: str | None, line: int | None, sandbox: Sandbox
) -> TemplateProblem:
    loader = sandbox.loader
    known = available(loader.vault_templates) if isinstance(loader, _Roots) else []
    missing = str(error.name)
    if line is None:
        return TemplateProblem(name, None, f"no such template{suggestion(missing, known)}")
    return TemplateProblem(shown or name, line, f"no template “{missing}”{suggestion(missing, known)}")


def _place(trace: TracebackType | None) -> tuple[str | None, int | None, list[str]]:
    """Return the innermost line of a template in a traceback, and the names that were known there."""
    name, line, names = None, None, []
    while trace is not None:
        frame = trace.tb_frame
        if "__jinja_exception__" in frame.f_globals:
            name, line, names = frame.f_code.co_filename, trace.tb_lineno, list(frame.f_locals)
        trace = trace.tb_next
    return name, line, names


def _message(error: Exception, names: list[str]) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply, or it calls itself without end"
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    text = str(error) or type(error).__name__
    if isinstance(error, UndefinedError) and (asked := re.fullmatch("no “(.*)” here", text)):
        text += suggestion(asked[1], names)
    return " ".join(text.split())


def _syntax(error: TemplateSyntaxError, sandbox: Sandbox) -> str:
    text = re.sub(r"'([^']*)'", r"“\1”", error.message or "cannot be read").rstrip(".")
    if unknown := re.fullmatch("No filter named “(.*)”", text):
        text += suggestion(unknown[1], sandbox.filters)
    return text[0].lower() + text[1:]
