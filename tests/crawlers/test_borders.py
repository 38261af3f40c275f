"""Nobody can send the crawler into the operator's own network: in no spelling, and on no way."""

import ipaddress
from html import escape

import pytest

from crawlers.borders import home, outside, outside_address

# Ways to write this computer in an address, {port} being where the canary sits.
SPELLINGS = """
http://127.0.0.1:{port}/ http://127.1:{port}/ http://127.0.1:{port}/ http://127.0.0.1.:{port}/ http://2130706433:{port}/
http://0x7f000001:{port}/ http://0x7F.0x0.0x0.0x1:{port}/ http://0x7f.1:{port}/ http://0177.0.0.1:{port}/
http://017700000001:{port}/ http://00000177.0.0.01:{port}/ http://127.0.0.2:{port}/ http://127.255.255.254:{port}/
http://0.0.0.0:{port}/ http://0:{port}/ http://localhost:{port}/ http://LocalHost:{port}/ http://localhost.:{port}/
http://localhost.localdomain:{port}/ http://ip6-localhost:{port}/ http://a.localhost:{port}/
http://[::1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[0000::0001]:{port}/ http://[::]:{port}/
http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/ http://[::ffff:0:127.0.0.1]:{port}/
http://[::127.0.0.1]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://[64:ff9b:1::127.0.0.1]:{port}/
http://[2002:7f00:1::]:{port}/ http://[::1%25lo]:{port}/ http://user@127.0.0.1:{port}/
http://example.org@127.0.0.1:{port}/ http://example.org:80@127.0.0.1:{port}/ http://%31%32%37.0.0.1:{port}/
http://127%2e0%2e0%2e1:{port}/ http://①②⑦.⓪.⓪.①:{port}/ http://１２７.０.０.１:{port}/ http://127。0。0。1:{port}/
http://127.0.0.1\\@example.org:{port}/ http://example.org\\@127.0.0.1:{port}/ http:/\\127.0.0.1:{port}/
http:127.0.0.1:{port}/ http:///127.0.0.1:{port}/ http://127.0.0.1:{port}#@example.org/
http://127.0.0.1:{port}?@example.org/ HTTP://127.0.0.1:{port}/ https://127.0.0.1:{port}/ https://[::1]:{port}/
ftp://127.0.0.1:{port}/ file:///etc/hostname data:text/html,here gopher://127.0.0.1:{port}/ s3://127.0.0.1:{port}/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/ http://127.0.0.1%00.example.org:{port}/ http://127.0.0.1%23.example.org:{port}/
""".split()

# What a name server that belongs to somebody else may answer.
ANSWERS = [
    *(
        [a]
        for a in "127.0.0.1 127.0.0.2 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254".split()
    ),
    *([a] for a in "100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 224.0.0.1 239.255.255.250 240.0.0.1".split()),
    *([a] for a in "255.255.255.255 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1".split()),
    *([a] for a in "64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:c0a8:1:: fe80::1 fc00::1 fd00::1 fec0::1".split()),
    *([a] for a in "ff02::1 ff0e::1 2001:db8::1 2001::1 100::1".split()),
    ["93.184.216.34", "127.0.0.1"],
    ["127.0.0.1", "93.184.216.34"],
    ["2606:2800:220:1::1", "::1"],
]


def test_no_spelling_on_any_way_reaches_this_computer(site, canary, wander):
    spelled = [s.format(port=canary.port) for s in SPELLINGS]
    assert len(spelled) >= 30
    names = {f"n{number}.example.org": [answer] for number, answer in enumerate(ANSWERS)}
    rebound = [f"http://{name}:{canary.port}/" for name in names]
    asks = [*spelled, *rebound]
    for number, target in enumerate([*spelled, *rebound]):
        site.overrides[f"/away/{number}"] = site.Answer(b"", 302, {"Location": target.encode().decode("latin-1")})
        refresh = f'<meta http-equiv="refresh" content="0; url={escape(target)}"><script>location="{target}"</script>'
        site.overrides[f"/refresh/{number}"] = site.Answer(refresh.encode())
        header = {"Refresh": f"0; url={target}".encode().decode("latin-1"), "Content-Type": "text/html"}
        site.overrides[f"/header/{number}"] = site.Answer(b"", headers=header)
        asks += [f"{site.url}/{way}/{number}" for way in ("away", "refresh", "header")]
    results = wander(asks, homes=(site.url,), names=names)
    assert canary.visits == []
    assert all("error" in results[url] for url in [*spelled, *rebound])
    for url in rebound:
        assert "private network" in results[url]["error"], url
    ways = {url.removeprefix(site.url) for url in asks if url.startswith(site.url)}
    assert ways <= set(site.asked), "the ways there were all gone"


def test_the_canary_sings(canary, wander):
    """A negative control: what the operator names is visited, on that port and no other."""
    named = f"http://127.0.0.1:{canary.port}"
    names = {name: [["127.0.0.1"]] for name in ("home.example.org", "home.lan")}
    for homes, ask, reached in [
        ((named,), f"{named}/a", True),
        ((f"http://[::1]:{canary.port}",), f"http://[::1]:{canary.port}/a", True),
        ((f"http://home.lan:{canary.port}",), f"http://home.lan:{canary.port}/a", True),
        ((f"http://home.example.org:{canary.port}",), f"http://home.example.org:{canary.port}/a", False),
        (("http://127.0.0.1:9",), f"{named}/a", False),
        (("http://home.lan",), f"http://home.lan:{canary.port}/a", False),
        ((named,), f"http://home.lan:{canary.port}/a", False),
    ]:
        canary.visits.clear()
        results = wander([ask], homes=homes, names=names)
        assert (b"GET /a HTTP/1.1" in canary.visits) == reached, (homes, ask)
        assert ("status" in results[ask]) == reached


def test_a_name_that_changes_its_address_between_two_look_ups(canary, wander):
    """The answer that was looked at is the one that is connected to, also when names are not remembered."""
    names = {"fickle.example.org": [["10.0.0.1"], ["127.0.0.1"]]}
    asks = [f"http://fickle.example.org:{canary.port}/{n}" for n in range(6)]
    for scrapy in ({}, {"DNSCACHE_SIZE": 0}):
        wander(asks, names=names, scrapy=scrapy)
    assert canary.visits == []


def test_without_our_resolver_it_would_be_reached(canary, wander):
    """A negative control: the name alone betrays nothing."""
    ask = f"http://n.example.org:{canary.port}/a"
    plain = {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver"}
    wander([ask], names={"n.example.org": [["127.0.0.1"]]}, scrapy=plain)
    assert b"GET /a HTTP/1.1" in canary.visits


ADDRESSES = [
    ("8.8.8.8", True),
    ("::ffff:8.8.8.8", True),
    ("64:ff9b::808:808", True),
    ("2002:808:808::", True),
    ("2606:4700::1111", True),
    ("fe80::1%eth0", False),
    *((address, False) for answer in ANSWERS[:-3] for address in answer),
]


@pytest.mark.parametrize(("address", "allowed"), ADDRESSES)
def test_addresses(address: str, allowed: bool):
    assert outside_address(ipaddress.ip_address(address)) is allowed


HOMES = [
    ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
    ("https://T.me/s/kedrovka", "t.me:443"),
    ("http://[::1]/", "::1:80"),
    ("http://name@example.org:8080", "example.org:8080"),
]


@pytest.mark.parametrize(("url", "server"), HOMES)
def test_a_home_is_a_server(url: str, server: str):
    assert home(url) == server
    assert outside(url, {server})


@pytest.mark.parametrize("url", ["http://", "http://:80/", "http://a:99999/", "http://[1/", "//example.org/", "", "x"])
def test_what_is_no_address_leads_nowhere(url: str):
    assert not outside(url, ())


@pytest.mark.parametrize("url", ["http://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/", "http://a_b.example.org:81/"])
def test_the_world_stays_open(url: str):
    assert outside(url, ())
