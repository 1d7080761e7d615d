"""The server's own pages: templates in which every name is escaped, and rules that let nothing in from elsewhere."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def page(request: Request, template: str, **values: object) -> HTMLResponse:
    """The page in the client's language, Chinese or English."""
    language = "zh" if request.headers.get("accept-language", "zh").lower().startswith("zh") else "en"
    words = _words()[language]
    root = request.base_url.path
    text = _environment().get_template(template).render(words=words, language=language, root=root, **values)
    headers = {"Content-Security-Policy": POLICY, "Vary": "Accept, Accept-Language"}
    return HTMLResponse(text.encode("utf-8", "replace"), headers=headers)


def static(name: str) -> bytes:
    """A file of the package's own: a script or a style."""
    return files(__package__).joinpath("static", name).read_bytes()


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader(__package__, "static"), autoescape=True, undefined=StrictUndefined)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(static("words.toml").decode("utf-8"))
