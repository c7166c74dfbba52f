"""Files of all that a search finds, read by the programs that they are made for."""

import io
import json

import bibtexparser
import geojson
import pandas as pd
import pytest
import requests
import rispy
from bibtexparser import middlewares

SEARCH = {"q": "digital kommun", "year": "2010..", "theme": "!open-data"}


@pytest.fixture(scope="module")
def export(url):
    """A file of the search, as text."""

    def get(form, **parameters):
        asked = {"format": form, **(parameters or SEARCH)}
        answer = requests.get(f"{url}/api/v1/export", params=asked, timeout=60)
        assert answer.status_code == 200, answer.text
        answer.encoding = "utf-8"
        return answer.text

    return get


@pytest.fixture(scope="module")
def found(export):
    """The records of the search by their ids, as JSON has them."""
    records = json.loads(export("json"))["records"]
    assert len(records) > 20
    return {record["id"]: record for record in records}


def of_key(key):
    return key.removeprefix("exempelbanken-")


def test_the_file_is_the_search_walked_through(api, found):
    ids, cursor = [], "*"
    while cursor:
        page = api("/records", cursor=cursor, limit=100, select="id", **SEARCH)
        ids += [record["id"] for record in page["records"]]
        cursor = page["meta"]["next_cursor"]
    assert ids == list(found)


def test_pandas_reads_the_table(export, found):
    table = pd.read_csv(io.StringIO(export("csv")), dtype={"year": "Int64"})
    assert list(table["id"]) == list(found)
    for row in table.itertuples():
        record = found[row.id]
        assert row.title.lstrip("'") == record["title"].lstrip("'")
        assert (None if pd.isna(row.year) else row.year) == (record["year"] or {}).get("value")
        assert (None if pd.isna(row.year_basis) else row.year_basis) == (record["year"] or {}).get("basis")
        themes = [] if pd.isna(row.themes) else row.themes.split(" | ")
        assert themes == [theme["id"] for theme in record["themes"]]
    assert set(table["search_total"]) == {len(found)}
    assert table["generation"].nunique() == 1 and "year=2010.." in table["search"][0]


def test_pandas_reads_the_lines(export, found):
    table = pd.read_json(io.StringIO(export("jsonl")), lines=True)
    assert list(table["id"]) == list(found)
    assert table["export"][0]["search_total"] == len(found)


def test_rispy_reads_the_references(export, found):
    references = rispy.loads(export("ris"))
    assert [of_key(one["id"]) for one in references] == list(found)
    for reference in references:
        source = found[of_key(reference["id"])]["source"]
        assert reference["type_of_reference"] == "ELEC"
        published = source["published"]
        assert reference.get("year") == (published["date"][:4] if published else None)
        assert reference.get("publisher") == (" ".join(source["publisher"].split()) if source["publisher"] else None)
        assert "year=2010.." in " ".join(reference["notes"])


def test_bibtexparser_reads_the_entries(export, found):
    library = bibtexparser.parse_string(
        export("bibtex"), append_middleware=[middlewares.LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    assert [of_key(entry.key) for entry in library.entries] == list(found)
    for entry in library.entries:
        record = found[of_key(entry.key)]
        plain = entry["title"].removeprefix("{").removesuffix("}")
        title = record["source"]["title"] or record["title"]
        assert plain == " ".join(title.split()), entry.key
        published = record["source"]["published"]
        assert ("year" in entry) == (published is not None)
        if published:
            assert entry["year"] == published["date"][:4]
    assert any("year=2010.." in comment.comment for comment in library.comments)


def test_geojson_reads_the_places(export, found):
    places = geojson.loads(export("geojson"))
    assert isinstance(places, geojson.FeatureCollection) and places.is_valid, places.errors()
    assert [place["id"] for place in places["features"]] == list(found)
    on_map = [place for place in places["features"] if place["geometry"]]
    assert len(on_map) > 10
    for place in on_map:
        points = list(geojson.utils.coords(place["geometry"]))
        # Sweden, longitude first.
        assert all(10 < lon < 25 and 55 < lat < 70 for lon, lat in points), place["id"]
    assert places["exempelbank"]["total"] == len(found)
