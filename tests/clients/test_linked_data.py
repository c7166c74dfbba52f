"""Themes, catalogue and records as linked data, read by rdflib."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
import requests
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, FOAF, SKOS


def graph(url, path, **parameters):
    answer = requests.get(f"{url}{path}", params=parameters, timeout=10)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/ld+json"
    return Graph().parse(data=answer.text, format="json-ld", publicID=answer.url)


def test_the_themes_are_a_scheme_of_skos(url, api):
    themes = graph(url, "/api/v1/themes", format="skos")
    (scheme,) = themes.subjects(RDF.type, SKOS.ConceptScheme)
    named = {theme["id"]: theme for theme in api("/themes")["themes"]}
    concepts = set(themes.subjects(RDF.type, SKOS.Concept))
    tops = set(themes.objects(scheme, SKOS.hasTopConcept))
    assert len(tops) == 5 and len(concepts) == len(named) + 5
    for concept in concepts - tops:
        theme = named[str(themes.value(concept, SKOS.notation))]
        labels = set(themes.objects(concept, SKOS.prefLabel))
        assert labels == {Literal(theme["label_sv"], lang="sv"), Literal(theme["label_en"], lang="en")}
        assert set(themes.objects(concept, SKOS.broader)) <= tops
        assert themes.value(concept, SKOS.inScheme) == scheme
        # A concept's address is a page.
        assert requests.get(str(concept), timeout=10).status_code == 200


def test_the_catalogue_has_what_the_swedish_profile_asks_for(url):
    catalogue = graph(url, "/dcat.jsonld")
    must_have = {
        DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.dataset],
        DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.distribution],
        DCAT.Distribution: [DCAT.accessURL, DCTERMS.license],
        DCAT.DataService: [DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset],
        FOAF.Agent: [FOAF.name],
    }
    for kind, properties in must_have.items():
        things = list(catalogue.subjects(RDF.type, kind))
        assert things, kind
        for thing in things:
            for name in properties:
                assert catalogue.value(thing, name, any=True) is not None, (thing, name)
    for address in catalogue.objects(None, DCAT.endpointDescription):
        assert requests.get(str(address), timeout=10).json()["openapi"]
    for address in catalogue.objects(None, DCAT.downloadURL):
        assert requests.head(str(address), timeout=30).status_code == 200, address


def test_a_record_is_structured_data(url, api):
    schema = Namespace("https://schema.org/")
    for record in api("/records", sample=10, seed=3)["records"]:
        page = requests.get(url + record["links"]["html"], timeout=10).text
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        document = json.loads(data)
        assert document["@context"] == "https://schema.org"
        # The context is theirs; without it, its one rule that matters here.
        document["@context"] = {"@vocab": "https://schema.org/"}
        read = Graph().parse(data=json.dumps(document), format="json-ld", publicID=url)
        names = set(read.objects(URIRef(document["@id"]), schema.name))
        assert names == {Literal(record["title"])}


@pytest.mark.parametrize("media_type", ["text/html", "application/atom+xml"])
def test_a_browser_can_search_from_its_own_field(url, media_type):
    space = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ElementTree.fromstring(requests.get(f"{url}/opensearch.xml", timeout=10).content)
    assert len(root.findtext("os:ShortName", namespaces=space)) <= 16
    (template,) = [one.get("template") for one in root.findall("os:Url", space) if one.get("type") == media_type]
    answer = requests.get(template.replace("{searchTerms}", "%C3%B6ppna+data"), timeout=10)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(media_type)
