"""The sandbox that templates run in: what is not listed here is refused, and what grows or lasts is bounded.

Templates may come with a vault that somebody else made; no new method or filter of Python or Jinja opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from functools import partial
from functools import wraps
from types import BuiltinMethodType
from types import MethodType
from typing import Any

from jinja2 import BaseLoader
from jinja2 import Environment
from jinja2 import StrictUndefined
from jinja2 import Template
from jinja2 import Undefined
from jinja2 import nodes
from jinja2 import pass_environment
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import BlockReference
from jinja2.runtime import Context
from jinja2.runtime import LoopContext
from jinja2.runtime import Macro
from jinja2.runtime import TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.sandbox import safe_range
from jinja2.utils import Namespace
from markupsafe import Markup

from prm.filters import FILTERS
from prm.filters import LONGEST
from prm.layout import said

ROOM = 20_000_000  # characters and values that one rendering may make, all told
_LONGEST_ARGUMENT = 1_000
_BITS = 256

_METHODS: tuple[tuple[type | tuple[type, ...], tuple[str, ...]], ...] = (
    (
        str,
        (
            *(
                "capitalize",
                "casefold",
                "count",
                "endswith",
                "find",
                "isalnum",
                "isalpha",
                "isdigit",
                "islower",
            ),
            *(
                "isspace",
                "istitle",
                "isupper",
                "lower",
                "lstrip",
                "partition",
                "removeprefix",
                "removesuffix",
            ),
            *("rfind", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip"),
            *("swapcase", "title", "upper"),
        ),
    ),
    (dict, ("get", "items", "keys", "values")),
    ((list, tuple), ("count", "grouper", "index", "list")),
)
_JINJA = (BlockReference, LoopContext, Macro, Namespace, TemplateModule, TemplateReference)
_TEXT_FILTERS = ("e", "escape", "safe", "title", "urlencode", "wordcount")
_JINJA_FILTERS = (
    *("abs", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "last"),
    *("length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr"),
    *("sort", "unique"),
)


class Refused(Exception):
    """A template asked for more than it may have."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a question after the known name that is nearest, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, [word for word in known if not word.startswith("_")], 1)
    return f"; did you mean “{near[0]}”?" if near else ""


class _Missing(StrictUndefined):
    """What a template asks for and nobody gave; any use of it is an error that says so."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, asked = self._undefined_name, self._undefined_obj
        if asked is None:
            return f"“{name}” is asked of an empty value; guard it with {{% if %}}"
        known = [str(key) for key in asked] if isinstance(asked, dict) else []
        return f"no “{name}” here{suggestion(str(name), known)}"


class _Compiler(CodeGenerator):
    """Jinja's compiler, with a bound on what its own operators and literals build."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Write `a ~ b` as a call that counts."""
        markup = "context.eval_ctx.autoescape" if frame.eval_ctx.volatile else str(frame.eval_ctx.autoescape)
        self.write(f"environment.joined({markup}, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        """Write a list, weighed."""
        self._weighed(super().visit_List, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Write a dict, weighed."""
        self._weighed(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        """Write a tuple, weighed unless it is a target."""
        if node.ctx == "load":
            self._weighed(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """Write a name; the hidden lists of a macro's arguments would escape the scales."""
        if node.name in ("varargs", "kwargs"):
            self.fail(f"“{node.name}” cannot be used in a template", node.lineno)
        super().visit_Name(node, frame)

    def _weighed(self, visit: Callable[[Any, Frame], None], node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.weighed(")
        visit(node, frame)
        self.write(")")


def _weight(value: object) -> int:
    """Return how many values stand in a value, each as often as it stands there; stops at the limit."""
    weight, waiting = 0, [value]
    while waiting and weight <= LONGEST:
        item = waiting.pop()
        if isinstance(item, dict):
            weight += 2 * len(item)
            waiting += (part for pair in item.items() for part in pair)
        elif isinstance(item, (list, tuple)):
            weight += len(item)
            waiting += item
        elif isinstance(item, Iterable) and not isinstance(item, (str, Undefined)):
            weight += 1
    return weight


@pass_environment
def _shown(environment: Environment, value: object) -> object:
    """Return what `{{ value }}` writes."""
    if isinstance(value, Undefined):
        str(value)  # raises, saying what is missing
    return value if isinstance(value, str) else said(value)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one rendering: what may be read, called and built, and how much of it is left."""

    code_generator_class = _Compiler
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, loader: BaseLoader, lang: str) -> None:
        super().__init__(
            loader=loader,
            undefined=_Missing,
            finalize=_shown,
            autoescape=_is_html,
            optimized=False,  # nothing is computed before its line is known
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.left = ROOM
        self.concat = self._gathered  # type: ignore[method-assign]
        self.globals = {"lang": lang, "namespace": Namespace, "range": safe_range}
        self.filters = {name: self._counted(DEFAULT_FILTERS[name]) for name in _JINJA_FILTERS}
        self.filters |= {name: self._counted(_of_text(DEFAULT_FILTERS[name])) for name in _TEXT_FILTERS}
        self.filters |= {name: self._counted(_given(_spoken(function, lang))) for name, function in FILTERS}

    def write(self, template: Template, contexts: Iterable[Mapping[str, object]]) -> str:
        """Return what a template says for each context, one after the other."""
        pieces = []
        for context in contexts:
            for piece in template.generate(dict(context)):
                self._take(len(piece))
                pieces.append(piece)
        return "".join(pieces)

    def spend(self, size: int) -> None:
        """Take the room for a text or list of this size, or refuse."""
        if size > LONGEST:
            raise Refused(f"a text or list would grow beyond {LONGEST:,}")
        self._take(size)

    def _take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refused(f"builds more than {ROOM:,} characters")

    def weighed(self, value: object) -> object:
        """Return a list, tuple or dict, its weight taken from the room."""
        self.spend(_weight(value))
        return value

    def joined(self, markup: bool, parts: tuple[object, ...]) -> str:
        """Return the parts of `a ~ b` as one text, escaped where the template is HTML."""
        texts = [str(_shown(self, part)) if not isinstance(part, Markup) else part for part in parts]
        self.spend(sum(map(len, texts)))
        if markup and any(isinstance(text, Markup) for text in texts):
            return Markup("").join(texts)
        return "".join(texts)

    def _gathered(self, pieces: Iterable[str]) -> str:
        texts = list(pieces)
        self.spend(sum(map(len, texts)))
        return "".join(texts)

    def _counted(self, function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def counted(*args: object, **named: object) -> object:
            result = function(*args, **named)
            if isinstance(result, (str, list)):
                self.spend(len(result))
            return result

        return counted

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a dict before a method of that name, then what else is open."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an attribute is one of the few that are open."""
        for kinds, names in _METHODS:
            if isinstance(obj, kinds):
                return attr in names
        return isinstance(obj, _JINJA) and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Return what stands for an attribute that is closed; any use of it says so."""
        return self.undefined(f"“{attribute}” cannot be used in a template", exc=SecurityError)

    def wrap_str_format(self, value: Any) -> None:
        """Open no door for `format`: it is closed like any method that is not listed."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether something is a method that was open, or one of Jinja's own."""
        if isinstance(obj, (BuiltinMethodType, MethodType, *_JINJA, Undefined)):
            return True
        return obj is safe_range or obj is Namespace

    def call(self, context: Context, obj: Any, /, *args: Any, **named: Any) -> Any:
        """Call what is open; a long argument would keep a method busy where nothing can stop it."""
        if not self.is_safe_callable(obj):
            raise SecurityError("this cannot be called in a template")
        if isinstance(obj, BuiltinMethodType):
            for value in (*args, *named.values()):
                if isinstance(value, str) and len(value) > _LONGEST_ARGUMENT:
                    raise Refused("a text given to a method is too long")
        result = context.call(obj, *args, **named)
        if isinstance(result, list):
            self.spend(len(result))
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute what could grow, within bounds."""
        if operator == "%" and isinstance(left, str):
            raise Refused("“%” is for numbers; use ~ and filters for text")
        if operator in ("*", "**") and _bits(operator, left, right) > _BITS:
            raise Refused("a number would grow too large")
        if operator in ("*", "+") and (size := _size(operator, left, right)):
            self.spend(size)
        result = self.binop_table[operator](left, right)
        return self.weighed(result) if isinstance(result, (list, tuple)) else result


def _bits(operator: str, left: object, right: object) -> int:
    if not (isinstance(left, int) and isinstance(right, int)):
        return 0
    if operator == "**":
        return max(left.bit_length(), 1) * abs(right)
    return left.bit_length() + right.bit_length()


def _size(sign: str, left: object, right: object) -> int:
    """Return how long the sum or multiple of texts or lists becomes, 0 for numbers."""
    sequence = (str, list, tuple)
    if sign == "+":
        return len(left) + len(right) if isinstance(left, sequence) and isinstance(right, sequence) else 0
    if isinstance(right, sequence):
        left, right = right, left
    return len(left) * max(right, 0) if isinstance(left, sequence) and isinstance(right, int) else 0


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".html.j2"))


def _spoken(function: Callable[..., object], lang: str) -> Callable[..., object]:
    """Return a filter that speaks this language, if it speaks."""
    return partial(function, lang=lang) if "lang" in (function.__kwdefaults__ or ()) else function


def _given(function: Callable[..., object]) -> Callable[..., object]:
    """Return a filter that says what is missing instead of taking it for a value."""

    def given(*args: object, **named: object) -> object:
        for value in (*args, *named.values()):
            if isinstance(value, Undefined):
                str(value)
        return function(*args, **named)

    return given


def _of_text(function: Callable[..., object]) -> Callable[..., object]:
    """Return one of Jinja's filters that takes text and numbers only."""
    return _given(lambda value, *args, **named: function(said(value), *args, **named))
