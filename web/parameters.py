"""Query string -> one typed, checked record per request; and back again, for links.

    ?q=drones&source=Reuters&size=20   ->   SearchRequest(q="drones", source=("Reuters",), size=20)
    SearchRequest(...)                 ->   {"q": "q=drones", "view": "", "source": "source=Reuters", ...}

The records are the one description of the parameters: msgspec checks requests against them, and `web.openapi` makes the
published description of them.
"""

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar
from urllib.parse import quote_plus

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo
from werkzeug.datastructures import MultiDict

from search.options import MAX_PARAGRAPHS, MAX_SIZE, Sort, View

WrittenDate = Annotated[str, Meta(min_length=1, extra_json_schema={"examples": ["2024", "2024-12", "2024-12-27"]})]
"""A date as people write it; `search.dates` reads it, and refuses what it cannot read."""


class ParameterError(ValueError):
    """A parameter that is unknown or has a value that cannot be used; `parameter` is its name."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message


class SearchRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of /search and /api/search."""

    q: Annotated[str, Meta(description="The question, in the query language. Empty: every article.")] = ""
    view: Annotated[
        View,
        Meta(
            description="Articles with their best paragraphs, or a flat list of paragraphs.",
        ),
    ] = "articles"
    sort: Annotated[Sort, Meta(description="What comes first.")] = "relevance"
    from_: Annotated[WrittenDate, Meta(description="Published then or later: from its first day.")] = msgspec.field(
        name="from", default=""
    )
    to: Annotated[WrittenDate, Meta(description="Published then or earlier: to its last day.")] = ""
    source: Annotated[tuple[str, ...], Meta(description="Only from this source; may be repeated.")] = ()
    author: Annotated[tuple[str, ...], Meta(description="Only by this author; may be repeated.")] = ()
    section: Annotated[tuple[str, ...], Meta(description="Only in this section; may be repeated.")] = ()
    language: Annotated[tuple[str, ...], Meta(description="Only in this language; may be repeated.")] = ()
    size: Annotated[
        int,
        Meta(
            ge=1,
            le=MAX_SIZE,
            description="How many hits to answer with.",
        ),
    ] = 10
    cursor: Annotated[
        str,
        Meta(
            description="What the pages before have shown, from the next of the last of them; it does not expire.",
        ),
    ] = ""
    facets: Annotated[bool, Meta(description="Count the found articles by source, author, section and time.")] = False
    paragraphs: Annotated[
        int,
        Meta(
            ge=0,
            le=MAX_PARAGRAPHS,
            description="How many paragraphs to show of each article.",
        ),
    ] = 3
    explain: Annotated[bool, Meta(description="Say how each score came about.")] = False
    fold: Annotated[bool, Meta(description="Show copies of a story with its best hit; 0 shows each by itself.")] = True

    def options(self) -> dict[str, Any]:
        """Return the options of `search.search`."""
        return {
            "view": self.view,
            "sort": self.sort,
            "from_": self.from_ or None,
            "to": self.to or None,
            "source": self.source,
            "author": self.author,
            "section": self.section,
            "language": self.language,
            "size": self.size,
            "cursor": self.cursor or None,
            "facets": self.facets,
            "paragraphs": self.paragraphs,
            "explain": self.explain,
            "fold": self.fold,
        }


class ArticleRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of /api/articles/<id>."""

    removed: Annotated[bool, Meta(description="Also list what cleaning cut out, and by which rule.")] = False


class SimilarRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of /api/articles/<id>/similar."""

    size: Annotated[
        int,
        Meta(
            ge=1,
            le=20,
            description="How many articles to answer with.",
        ),
    ] = 5


class ReadRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of /articles/<id>."""

    q: Annotated[str, Meta(description="The question whose matches are marked.")] = ""


class SuggestRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of /api/suggest."""

    q: Annotated[str, Meta(description="What was typed so far.")] = ""
    size: Annotated[
        int,
        Meta(
            ge=1,
            le=20,
            description="How many completions to answer with.",
        ),
    ] = 8


class NoParameters(Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of an endpoint that takes none."""


Request = TypeVar("Request", bound=Struct)


def read(kind: type[Request], arguments: MultiDict[str, str]) -> Request:
    """Return the record of `kind` that `arguments` say; ParameterError where they cannot be used."""
    fields = _fields(kind)
    given: dict[str, str | list[str]] = {}
    for name, values in arguments.lists():
        if name not in fields:
            raise ParameterError(name, _unknown(name, fields))
        if isinstance(fields[name].default, tuple):
            given[name] = values
        elif len(values) > 1:
            raise ParameterError(name, f"`{name}` is given {len(values)} times; it takes one value.")
        else:
            given[name] = values[0]
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _bad_value(error, kind, given) from None


def read_known(kind: type[Request], arguments: MultiDict[str, str]) -> Request:
    """Like `read`, but for addresses of pages: pass over what is unknown, and over what is empty.

    Shared links collect foreign parameters, and a form sends a field that nobody touched as ``from=``.
    """
    known = _fields(kind)
    pairs = [(name, value) for name, value in arguments.items(multi=True) if name in known and value]
    return read(kind, MultiDict(pairs))


def written(request: Struct) -> dict[str, str]:
    """Return the members of `request` as they stand in a query string, "" for those at their default."""
    return changed(type(request), {name: getattr(request, name) for name in request.__struct_fields__})


def changed(kind: type[Struct], values: Mapping[str, Any]) -> dict[str, str]:
    """Return some members of a record of `kind`, likewise."""
    fields = _members(kind)
    return {name: _written(fields[name], value) for name, value in values.items()}


@cache
def _fields(kind: type[Struct]) -> dict[str, FieldInfo]:
    """Return the fields of a record by their names in addresses."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


@cache
def _members(kind: type[Struct]) -> dict[str, FieldInfo]:
    """Return the fields of a record by their names in Python."""
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _written(field: FieldInfo, value: Any) -> str:
    """Return one parameter as it stands in a query string, once for each of several values."""
    if value == field.default:
        return ""
    values = value if isinstance(value, tuple) else (int(value) if isinstance(value, bool) else value,)
    return "&".join([f"{field.encode_name}={quote_plus(str(one))}" for one in values])


def _unknown(name: str, fields: Mapping[str, Any]) -> str:
    """Return the message for a parameter that does not exist."""
    near = difflib.get_close_matches(name, fields, n=1)
    names = ", ".join(fields) or "none at all"
    cure = f"Did you mean `{near[0]}`?" if near else f"This address takes {names}."
    return f"There is no parameter `{name}`. {cure}"


def _bad_value(error: msgspec.ValidationError, kind: type[Struct], given: Mapping[str, Any]) -> ParameterError:
    """Return what to tell the client about a value that msgspec refused."""
    name = str(error).rpartition("$.")[2].partition("`")[0].partition("[")[0]
    return ParameterError(name, f"`{name}` must be {expected(schema(kind)[name])}, and not `{given[name]}`.")


def schema(kind: type[Struct]) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each parameter of `kind`."""
    properties: dict[str, dict[str, Any]] = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    return properties


def expected(shape: Mapping[str, Any]) -> str:
    """Return in words what the JSON Schema `shape` lets a parameter be.

    >>> expected({"type": "integer", "minimum": 1, "maximum": 100})
    'a whole number from 1 to 100'
    """
    match shape:
        case {"enum": names}:
            return " or ".join(names)
        case {"type": "integer", "minimum": low, "maximum": high}:
            return f"a whole number from {low} to {high}"
        case {"type": "boolean"}:
            return "1 or 0"
        case {"examples": [*examples]}:
            return f"a date such as {', '.join(examples)}"
    return "text"
