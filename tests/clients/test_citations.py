"""Citations, read and written by the programs that they are made for."""

import json
import warnings

import pytest
import requests
import rispy

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON


# A style that comes with the program.
STYLE = "harvard-cite-them-right"


@pytest.fixture(scope="module")
def records(api):
    """Some records, with and without what a citation may hold."""
    found = api("/records", sample=40, seed=5, limit=100)["records"]
    assert any(record["source"]["published"] for record in found)
    return found


def cited(url, path, form):
    answer = requests.get(f"{url}/api/v1{path}", params={"format": form}, timeout=10)
    assert answer.status_code == 200, answer.text
    answer.encoding = "utf-8"
    return answer.text


def test_a_style_of_csl_writes_every_record(url, records):
    items = [json.loads(cited(url, f"/records/{record['id']}/citation", "csl-json"))[0] for record in records]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = CitationStylesStyle(STYLE, validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        written = {str(key): str(text) for key, text in zip(bibliography.keys, bibliography.bibliography())}
    assert len(written) == len(records)
    for record in records:
        text = written[f"exempelbanken-{record['id']}"]
        published = record["source"]["published"]
        assert (published["date"][:4] if published else "no date") in text, text
        title = record["source"]["title"] or record["title"]
        assert " ".join(title.split())[:20] in text, text


def test_the_year_it_is_about_is_told_and_is_no_date_of_publication(url, records):
    told = 0
    for record in records:
        reference = rispy.loads(cited(url, f"/records/{record['id']}/citation", "ris"))[0]
        published = record["source"]["published"]
        assert reference.get("year") == (published["date"][:4] if published else None)
        if record["year"]:
            note = " ".join(reference["notes"])
            assert f"{record['year']['value']}" in note
            assert ("troligen" in note) == (record["year"]["basis"] == "inferred" or "troligen" in (record["editor_note"] or "")), note
            told += 1
    assert told > 5


def test_a_search_is_cited_with_its_day_and_generation(url, api):
    generation = api("/records", limit=1)["meta"]["generation"]
    answer = requests.get(f"{url}/api/v1/citation", params={"q": "robot", "format": "ris"}, timeout=10)
    reference = rispy.loads(answer.content.decode())[0]
    assert "q=robot" in reference["title"] and generation in " ".join(reference["notes"])
    assert reference["access_date"]
