"""With a proxy, everything goes through it; when it is away, nothing goes anywhere."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from crawlers.proxy import scrapy_settings
from sinodik.errors import BadConfiguration


class Socks(socketserver.StreamRequestHandler):
    """A SOCKS5 server (RFC 1928) that leads every name to one server on loopback."""

    server: "Proxy"

    def handle(self) -> None:
        if self.server.rude:
            self.wfile.write(b"HTTP/1.0 400 Bad Request\r\n\r\n")
            return
        _, count = self.rfile.read(2)
        methods = self.rfile.read(count)
        method = 2 if self.server.login else 0
        self.wfile.write(bytes([5, method if method in methods else 0xFF]))
        if method not in methods:
            return
        if method == 2:
            self.rfile.read(1)
            given = (self._short(), self._short())
            self.wfile.write(bytes([1, given != self.server.login]))
            if given != self.server.login:
                return
        _, _, _, kind = self.rfile.read(4)
        host = self._short().decode() if kind == 3 else socket.inet_ntop(*self._number(kind))
        port = int.from_bytes(self.rfile.read(2))
        self.server.asked.append(f"{host}:{port}")
        if self.server.reply:
            self.wfile.write(bytes([5, self.server.reply, 0, 1]) + bytes(6))
            return
        with socket.create_connection(self.server.target) as target:
            # The answer comes in pieces, and with a name in it: both are allowed.
            self.wfile.write(b"\x05\x00\x00")
            self.wfile.flush()
            self.wfile.write(b"\x03\x04host\x00\x50")
            pump(self.request, target)

    def _short(self) -> bytes:
        return self.rfile.read(self.rfile.read(1)[0])

    def _number(self, kind: int) -> tuple[int, bytes]:
        return (socket.AF_INET, self.rfile.read(4)) if kind == 1 else (socket.AF_INET6, self.rfile.read(16))


class Http(BaseHTTPRequestHandler):
    """An HTTP proxy that answers itself, as if it had fetched."""

    server: "Proxy"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.logins.append(self.headers.get("Proxy-Authorization", ""))
        self.send_response(200)
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"fetched" if not self.path.endswith("/robots.txt") else b"\n" * 7)

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        with socket.create_connection(self.server.target) as target:
            pump(self.request, target)

    def log_message(self, *_: object) -> None:
        pass


def pump(one: socket.socket, other: socket.socket) -> None:
    def copy(source: socket.socket, to: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    back = threading.Thread(target=copy, args=[other, one])
    back.start()
    copy(one, other)
    back.join()


class Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, handler: type[socketserver.BaseRequestHandler], target: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.target = target
        self.asked: list[str] = []
        self.logins: list[str] = []
        self.login: tuple[bytes, bytes] | None = None
        self.reply = 0
        self.rude = False
        self.address = f"127.0.0.1:{self.server_address[1]}"


def running(proxy: Proxy) -> Iterator[Proxy]:
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield proxy
    proxy.shutdown()
    proxy.server_close()
    thread.join()


@pytest.fixture
def socks(site) -> Iterator[Proxy]:
    yield from running(Proxy(Socks, ("127.0.0.1", site.server.server_port)))


@pytest.fixture
def http(site) -> Iterator[Proxy]:
    yield from running(Proxy(Http, ("127.0.0.1", site.server.server_port)))


def test_socks_resolves_names_and_redirects_stay_inside(site, socks, wander):
    site.overrides |= {"/robots.txt": site.Answer(b""), "/a": site.Answer(b"seen")}
    site.overrides["/away"] = site.Answer(b"", 302, {"Location": "http://other.example.net/a"})
    site.overrides["/big"] = site.Answer(b"x" * 3_000_000)
    urls = ["http://example.org/a", "http://hidden.onion/a", "http://8.8.8.8/a", "http://[2001:4860:4860::8888]/a"]
    urls += ["http://example.org/away", "http://example.org/big"]
    proxy = f"socks5h://{socks.address}"
    # A name server here would say so: nothing may be resolved by ourselves.
    names = {name: [["127.0.0.1"]] for name in ("example.org", "hidden.onion", "other.example.net")}
    results = wander(urls, names=names, crawl={"proxy": proxy})
    assert [results[u]["length"] for u in urls] == [4, 4, 4, 4, 4, 3_000_000]
    reached = {"example.org:80", "hidden.onion:80", "8.8.8.8:80", "2001:4860:4860::8888:80", "other.example.net:80"}
    assert set(socks.asked) == reached
    assert not any("Proxy-Authorization" in h for h in site.headers)


def test_socks_login(site, socks, wander):
    site.overrides |= {"/robots.txt": site.Answer(b""), "/a": site.Answer(b"seen")}
    socks.login = (b"desk", "пароль:@/".encode())
    proxy = f"socks5h://desk@{socks.address}"
    ask = "http://example.org/a"
    results = wander([ask], crawl={"proxy": proxy}, SINODIK_PROXY_PASSWORD="пароль:@/")
    assert results[ask]["status"] == 200
    assert site.headers
    assert not any("Proxy-Authorization" in h for h in site.headers), "the password is the proxy's"
    results = wander([ask], crawl={"proxy": proxy}, SINODIK_PROXY_PASSWORD="another")
    assert "error" in results[ask]
    results = wander([ask], crawl={"proxy": f"socks5h://{socks.address}"})
    assert "error" in results[ask]


@pytest.mark.parametrize("how", ["away", "refuses", "rude"])
@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_without_the_proxy_nothing_is_fetched(site, canary, socks, http, wander, scheme: str, how: str):
    """Not from a name, not from an address, not from a source of our own, not over TLS."""
    proxy = socks if scheme == "socks5h" else http
    proxy.reply, proxy.rude = 5 * (how == "refuses"), how == "rude"
    proxy.target = ("127.0.0.1", 9)
    address = proxy.address if how != "away" and scheme == "socks5h" else "127.0.0.1:9"
    named = f"http://127.0.0.1:{canary.port}"
    asks = [f"http://n.example.org:{canary.port}/a", f"https://n.example.org:{canary.port}/a", f"{named}/a"]
    names = {"n.example.org": [["127.0.0.1"]]}
    results = wander(asks, homes=(named,), names=names, crawl={"proxy": f"{scheme}://{address}"})
    assert all("error" in r for r in results.values())
    assert canary.visits == []
    if address == "127.0.0.1:9":
        assert all("The proxy did not answer" in r["error"] for r in results.values())


def test_a_page_cannot_send_us_to_the_proxy_itself(site, socks, wander):
    ask = f"http://{socks.address}/"
    assert "private network" in wander([ask], crawl={"proxy": f"socks5h://{socks.address}"})[ask]["error"]
    assert socks.asked == []


def test_an_http_proxy(http, wander):
    ask = "http://example.org/a"
    proxy = f"http://desk@{http.address}"
    assert wander([ask], crawl={"proxy": proxy}, SINODIK_PROXY_PASSWORD="x")[ask]["length"] == 7
    assert http.asked == ["http://example.org/robots.txt", "http://example.org/a"]
    assert set(http.logins) == {"Basic ZGVzazp4"}


def test_the_environments_proxy_is_used(http, wander):
    ask = "http://example.org/a"
    assert wander([ask], http_proxy=f"http://{http.address}")[ask]["length"] == 7
    assert http.asked == ["http://example.org/robots.txt", "http://example.org/a"]


def test_certificates_are_verified_behind_the_proxy(socks, http, wander, self_signed: int):
    for proxy in (socks, http):
        proxy.target = ("127.0.0.1", self_signed)
        scheme = "socks5h" if proxy is socks else "http"
        results = wander(["https://example.org/a"], crawl={"proxy": f"{scheme}://{proxy.address}"})
        assert "error" in results["https://example.org/a"]
        assert "example.org:443" in proxy.asked


@pytest.fixture
def self_signed(tmp_path) -> Iterator[int]:
    import subprocess

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=example.org", "-addext", "subjectAltName=DNS:example.org"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            raise AssertionError("a forged certificate was believed")

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(HTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


REFUSED = [
    ("socks5://127.0.0.1:9050", "names resolved here"),
    ("socks4://127.0.0.1:9050", "names resolved here"),
    ("https://127.0.0.1:8080", "only http and socks5h"),
    ("127.0.0.1:9050", "no address"),
    ("socks5h://127.0.0.1", "no address"),
    ("socks5h://:9050", "no address"),
    ("socks5h://127.0.0.1:port", "no address"),
    ("socks5h://[::1:9050", "no address"),
    ("http://127.0.0.1:8080/path", "no address"),
    ("socks5h://desk:hunter2@127.0.0.1:9050", "password"),
    ("socks5h://desk@127.0.0.1:9050", "proxy_password"),
]


@pytest.mark.parametrize(("proxy", "words"), REFUSED)
def test_what_is_refused(proxy: str, words: str, monkeypatch):
    monkeypatch.delenv("SINODIK_PROXY_PASSWORD", raising=False)
    with pytest.raises(BadConfiguration, match=words) as error:
        scrapy_settings(proxy)
    assert "hunter2" not in str(error.value)
    assert error.value.remedy


def test_there_is_one_handler_and_it_asks_the_resolver():
    for proxy in ("", "http://127.0.0.1:8118"):
        handlers = scrapy_settings(proxy)["DOWNLOAD_HANDLERS"]
        assert set(handlers.values()) == {"scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"}
        assert set(handlers) == {"http", "https"}
