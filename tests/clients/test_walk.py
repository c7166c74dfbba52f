"""A researcher's notebook: everything, walked through and counted, is what the facets say."""

from itertools import combinations

import pandas as pd
import pytest


def walk(api, **parameters):
    """Every record of a search, by its cursor."""
    cursor, records = "*", []
    while cursor:
        page = api("/records", cursor=cursor, limit=100, **parameters)
        records += page["records"]
        cursor = page["meta"]["next_cursor"]
    assert len(records) == page["meta"]["total"]
    return records


def facet(api, name, **parameters):
    """The counts of a facet as the API gives them."""
    counts = api("/records", facets=name, limit=1, **parameters)["facets"][name]
    found = {one["value"]: one["count"] for one in counts["values"]}
    if counts["unknown"]:
        found["unknown"] = counts["unknown"]
    return found


@pytest.fixture(scope="module")
def table(api):
    """One row for each record and theme."""
    records = walk(api, select="id,year,themes,kind,status")
    rows = [
        {
            "id": record["id"],
            "year": str(record["year"]["value"]) if record["year"] else "unknown",
            "theme": theme,
            "kind": record["kind"],
        }
        for record in records
        for theme in [theme["id"] for theme in record["themes"]] or ["unknown"]
    ]
    return pd.DataFrame(rows)


def test_every_record_comes_once(api):
    ids = [record["id"] for record in walk(api, select="id")]
    assert len(ids) == len(set(ids)) > 100


def test_counts_by_year_and_theme_equal_the_facets(api, table):
    records = table.drop_duplicates("id")
    assert records["year"].value_counts().to_dict() == facet(api, "year")
    assert table["theme"].value_counts().to_dict() == facet(api, "theme")
    assert records["kind"].value_counts().to_dict() == facet(api, "kind")


def test_counts_by_year_and_theme_equal_the_groups_and_the_timeline(api, table):
    expected = table.groupby(["year", "theme"]).size().to_dict()
    groups = api("/records", group_by="year,theme", limit=1)["groups"]
    counted = pd.json_normalize(groups).fillna("unknown")
    counted = counted.set_index(["values.year", "values.theme"])["count"].to_dict()
    assert counted == expected
    timeline = api("/statistics/timeline")
    by_time = {
        (str(year["year"] or "unknown"), theme["id"] or "unknown"): theme["count"]
        for year in [*timeline["years"], timeline["unknown"]]
        for theme in year["themes"]
    }
    assert by_time == expected


def test_any_order_and_filter_walks_to_its_end(api):
    for sort in ["relevance", "year", "-year", "municipality"]:
        for query in ["", "skola", "e-tjänst bygglov"]:
            records = walk(api, select="id", sort=sort, q=query, year="2010..")
            assert len(records) == len({record["id"] for record in records})


def test_samples_of_one_seed_are_nested_and_spread(api):
    def drawn(size, seed):
        page = api("/records", sample=size, seed=seed, limit=100, select="id")
        return [record["id"] for record in page["records"]]

    assert drawn(20, 7) == drawn(50, 7)[:20]
    samples = [set(drawn(50, seed)) for seed in range(5)]
    assert all(one != other for one, other in combinations(samples, 2))
