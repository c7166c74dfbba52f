"""An assistant's client, by the protocol's own kit: it lists the tools and calls each."""

import asyncio

from mcp import Client


def with_client(url, work):
    async def run():
        async with Client(f"{url}/mcp") as client:
            return await work(client)

    return asyncio.run(run())


def test_every_tool_is_listed_and_answers(url, api):
    async def work(client):
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search", "read_record", "find_peers", "list_themes"}
        assert all(tool.annotations.read_only_hint for tool in tools.values())

        async def call(name, arguments):
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result
            return result.structured_content

        found = await call("search", {"q": "nattkamera", "theme": ["welfare-technology"], "limit": 3})
        asked = api("/records", q="nattkamera", theme="welfare-technology", limit=3)
        assert [one["id"] for one in found["records"]] == [one["id"] for one in asked["records"]] != []
        first = found["records"][0]["id"]
        read = await call("read_record", {"id": first})
        assert read["record"] == api(f"/records/{first}")["record"]
        peers = await call("find_peers", {"municipality": "Kungsbacka"})
        assert peers["peers"] == api("/municipalities/1384/peers")["peers"]
        themes = await call("list_themes", {"lang": "en"})
        assert themes["themes"] == api("/themes", lang="en")["themes"]

    with_client(url, work)


def test_a_fault_is_told_and_not_thrown(url):
    async def work(client):
        result = await client.call_tool("search", {"tema": "skola", "lang": "en"})
        assert result.is_error and "theme" in result.content[0].text
        result = await client.call_tool("read_record", {"id": "nowhere"})
        assert result.is_error and result.structured_content["status"] == 404

    with_client(url, work)
