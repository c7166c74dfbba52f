"""The running server that the clients ask."""

import os

import pytest
import requests


@pytest.fixture(scope="session")
def url():
    """Where the server is."""
    return os.environ["EXEMPELBANK_URL"]


@pytest.fixture(scope="session")
def api(url):
    """A session with the API, and its root."""
    session = requests.Session()
    session.headers["Accept"] = "application/json"

    def get(path, **parameters):
        answer = session.get(f"{url}/api/v1{path}", params=parameters, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get
