"""What a monitoring system reads, parsed as it parses it."""

import requests
from prometheus_client.openmetrics.parser import text_string_to_metric_families


def metrics(url):
    answer = requests.get(f"{url}/metrics", timeout=10)
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    return {family.name: family for family in text_string_to_metric_families(answer.text)}


def value(url, family, name, **labels):
    samples = metrics(url)[family].samples
    return sum(
        sample.value
        for sample in samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_requests_and_queries_without_hits_are_counted(url):
    def seen():
        return (
            value(url, "exempelbank_http_requests", "exempelbank_http_requests_total", route="/api/v1/records"),
            value(
                url,
                "exempelbank_queries_without_hits",
                "exempelbank_queries_without_hits_total",
                door="api",
            ),
        )

    nothing = {"q": "+xqzvxqzv"}
    requests.get(f"{url}/api/v1/records", params=nothing, timeout=10)
    before = seen()
    answer = requests.get(f"{url}/api/v1/records", params=nothing, timeout=10)
    assert answer.json()["meta"]["total"] == 0
    assert seen() == (before[0] + 1, before[1] + 1)
    requests.get(f"{url}/api/v1/records", timeout=10)
    assert seen() == (before[0] + 2, before[1] + 1)


def test_nothing_tells_what_was_asked_or_by_whom(url):
    requests.get(f"{url}/api/v1/records", params={"q": "hemlighetsord"}, timeout=10)
    text = requests.get(f"{url}/metrics", timeout=10).text
    assert "hemlighetsord" not in text and "127.0.0.1" not in text


def test_times_and_the_index_are_told(url):
    families = metrics(url)
    durations = families["exempelbank_http_request_duration_seconds"]
    assert any(sample.name.endswith("_bucket") for sample in durations.samples)
    ready = requests.get(f"{url}/health/ready", timeout=10).json()
    assert value(url, "exempelbank_records", "exempelbank_records") == ready["records"]
    generation = value(
        url, "exempelbank_generation", "exempelbank_generation", generation=ready["generation"]
    )
    assert generation == 1
