"""The OpenSearch description: with it, a browser can add the archive as a search engine.

GET /opensearch.xml      ->   <OpenSearchDescription> with the address of a search
GET /suggestions?q=dro   ->   ["dro", ["drones", ...]], which browsers ask for while something is typed
"""

import orjson
from flask import Blueprint, Response, render_template, request

from search import suggest
from web.parameters import SuggestRequest, read
from web.state import archive

blueprint = Blueprint("discovery", __name__)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Answer with the description."""
    body = render_template("opensearch.xml", root=request.url_root.rstrip("/"))
    return Response(body, content_type="application/opensearchdescription+xml; charset=utf-8")


@blueprint.get("/suggestions")
def suggestions() -> Response:
    """Answer with completions, as browsers want them."""
    asked = read(SuggestRequest, request.args)
    body = orjson.dumps([asked.q, list(suggest(archive(), asked.q, asked.size))])
    return Response(body, content_type="application/x-suggestions+json")
