"""What Prometheus reads at /metrics: requests by endpoint and status, how long they took, and the number of articles.

    nutgraf_requests_total{endpoint="api.search_json",status="200"} 17
    nutgraf_seconds_bucket{endpoint="api.search_json",le="0.005"} 16
    nutgraf_articles 45000

Several processes share their counts through files in the folder PROMETHEUS_MULTIPROC_DIR. The client library looks at
it when it is imported, so this module is imported only after `web.serving` has set it, and only where metrics are on.
"""

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from web.state import archive

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)
"""Seconds: a search takes a few thousandths."""

SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Meters:
    """The meters of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("endpoint", "status")
        self.requests = Counter("nutgraf_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "nutgraf_seconds", "Seconds an answer took.", ("endpoint",), registry=self.registry, buckets=BUCKETS
        )
        self.articles = Gauge(
            "nutgraf_articles", "Articles in the archive.", registry=self.registry, multiprocess_mode="mostrecent"
        )


def install(app: Flask) -> None:
    """Measure the requests of `app`."""
    meters = Meters()
    app.before_request(_begin)
    app.after_request(lambda response: _count(meters, response))
    app.add_url_rule("/metrics", "metrics.show", lambda: _show(meters))


def _begin() -> None:
    """Start the clock."""
    g.measured_from = time.perf_counter()


def _count(meters: Meters, response: Response) -> Response:
    """Count one request; one that was refused before the clock was started took no time."""
    endpoint = request.endpoint or "none"
    meters.requests.labels(endpoint, response.status_code).inc()
    if "measured_from" in g:
        meters.seconds.labels(endpoint).observe(time.perf_counter() - g.measured_from)
    return response


def _show(meters: Meters) -> Response:
    """Answer with all meters, of all processes."""
    meters.articles.set(archive().snapshot().articles)
    registry = meters.registry
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has not typed it
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
