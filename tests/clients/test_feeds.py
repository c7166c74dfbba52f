"""A search as a feed, read as feed readers read it."""

import json
from pathlib import Path

import feedparser
import jsonschema
import requests

SEARCH = {"theme": "!open-data"}


def feed(url, name, address=None):
    answer = requests.get(address or f"{url}/api/v1/feed.{name}", params=None if address else SEARCH, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer


def test_feedparser_reads_every_entry(url, api):
    total = api("/records", limit=1, **SEARCH)["meta"]["total"]
    address, ids = None, []
    while True:
        answer = feed(url, "atom", address)
        read = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
        assert not read.bozo, read.bozo_exception
        assert read.version == "atom10"
        assert read.feed.updated_parsed and read.feed.id and read.feed.title
        for entry in read.entries:
            assert entry.title and entry.updated_parsed and entry.link == entry.id
            ids.append(entry.id)
        links = {link.rel: link.href for link in read.feed.links}
        assert links["self"].startswith(read.feed.id) and links["alternate"].startswith(url)
        if "next" not in links:
            break
        assert len(read.entries) == 100
        address = links["next"]
    assert len(ids) == len(set(ids)) == total


def test_a_reader_that_has_it_is_not_sent_it_again(url):
    for name in ["atom", "json"]:
        first = feed(url, name)
        again = requests.get(first.url, headers={"If-None-Match": first.headers["etag"]}, timeout=10)
        assert again.status_code == 304 and not again.content


def test_the_json_feed_holds_to_its_schema(url):
    schema = json.loads((Path(__file__).parent / "json-feed.schema.json").read_text())
    checked = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    document = feed(url, "json").json()
    assert len(document["items"]) == 100
    while True:
        checked.validate(document)
        if "next_url" not in document:
            break
        document = feed(url, "json", document["next_url"]).json()
