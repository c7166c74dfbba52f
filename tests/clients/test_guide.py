"""The examples of the guide page, each run as it stands there."""

import html
import json
import re
import shutil
import subprocess
import sys

import pytest
import requests

from test_mcp import with_client

RUNNERS = {
    # A plain curl says nothing of a fault; here it must.
    "sh": ["sh", "-ec", 'curl() { command curl --fail --silent --show-error "$@"; echo; }\n. ./example'],
    "python": [sys.executable, "example"],
    "javascript": ["node", "example.mjs"],
    "r": ["Rscript", "example"],
}


def examples(url):
    """The examples of the page, with their languages."""
    page = requests.get(f"{url}/api", timeout=10).text
    found = re.findall(r'<pre><code class="language-(\w+)">(.*?)</code></pre>', page, re.DOTALL)
    return [(language, html.unescape(code)) for language, code in found]


def test_every_example_says_its_language(url):
    page = requests.get(f"{url}/api", timeout=10).text
    assert page.count("<pre>") == len(re.findall(r'<pre><code class="language-\w+">', page))
    languages = {language for language, _ in examples(url)}
    assert languages >= {*RUNNERS, "json"}


@pytest.mark.parametrize("language", RUNNERS)
def test_examples_run(url, language, tmp_path):
    program = RUNNERS[language][0]
    if not shutil.which(program):
        pytest.skip(f"the examples in {language}, for want of {program}")
    if language == "r" and subprocess.run([program, "-e", "library(jsonlite)"], capture_output=True).returncode:
        pytest.skip("the examples in r, for want of its package jsonlite")
    ran = 0
    for of, code in examples(url):
        if of != language:
            continue
        for name in ["example", "example.mjs"]:
            (tmp_path / name).write_text(code)
        done = subprocess.run(RUNNERS[language], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{code}\n{done.stderr}"
        assert len(done.stdout) > 50, f"{code}\nprints next to nothing: {done.stdout}"
        ran += 1
    assert ran


def test_an_assistant_reaches_the_address_it_is_given(url):
    (configuration,) = [code for language, code in examples(url) if language == "json"]
    address = json.loads(configuration)["mcpServers"]["exempelbanken"]["url"]

    async def work(client):
        assert len((await client.list_tools()).tools) == 4

    with_client(address.removesuffix("/mcp"), work)
