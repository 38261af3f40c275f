"""``sinodik seal`` with a real authority (``openssl ts``) on loopback: there, away, lying, with long chains."""

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest

from sinodik import stamps
from sinodik.cli.seal import run
from sinodik.errors import BadConfiguration, BadInput, Unreachable
from sinodik.settings import Seal, Settings, load
from sinodik.store import Store, now
from sinodik.store.verify import verify

CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[stamp]
serial = {folder}/serial
default_policy = 1.2.3.4.1
signer_digest = sha256
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """A certificate authority, one below it, and the time stamping unit that the lower one certified."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / name
        self.folder.mkdir()
        (self.folder / "conf").write_text(CONFIG.format(folder=self.folder))
        (self.folder / "serial").write_text("01")
        for who, issuer, extensions in (("root", None, "ca"), ("middle", "root", "ca"), ("tsa", "middle", "tsa")):
            self._certify(who, issuer, extensions, name)
        chain = (self / "root.pem").read_text() + (self / "middle.pem").read_text()
        (self / "chain.pem").write_text(chain)
        self.long = False

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def _certify(self, who: str, issuer: str | None, extensions: str, name: str) -> None:
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self / f"{who}.key"]
        by = ["-CA", self / f"{issuer}.pem", "-CAkey", self / f"{issuer}.key"] if issuer else []
        self.openssl(
            *("req", "-x509", "-config", self / "conf", "-extensions", extensions, "-subj", f"/CN={name} {who}"),
            *(*key, *by, "-days", "2", "-out", self / f"{who}.pem"),
        )

    def openssl(self, *words: object, data: bytes = b"") -> bytes:
        return subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, check=True).stdout

    def reply(self, query: bytes) -> bytes:
        (self / "query.tsq").write_bytes(query)
        chain = ["-chain", self / "chain.pem"] if self.long else []
        return self.openssl(
            *("ts", "-reply", "-config", self / "conf", "-section", "stamp", "-queryfile", self / "query.tsq"),
            *("-signer", self / "tsa.pem", "-inkey", self / "tsa.key", *chain),
        )


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "Кедровка".encode().hex()[:8])


@pytest.fixture
def server(authority, monkeypatch) -> Iterator[ThreadingHTTPServer]:
    """The authority's door. ``server.answer`` may be replaced: query → (status, body)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(self.headers["Content-Type"])
            status, body = server.answer(query)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    authority.long = False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.answer = [], lambda query: (200, authority.reply(query))
    server.url = f"http://127.0.0.1:{server.server_port}/tsr"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(server) -> Settings:
    return Settings(seal=Seal(tsa=server.url))


def trusted(authority: Authority, *files: str, workspace: Path) -> list[bytes]:
    (workspace / "tsa.pem").write_bytes(b"".join((authority / f).read_bytes() for f in files))
    return stamps.trusted(workspace, Settings(seal=Seal(tsa_certificates="tsa.pem")))


def test_a_seal_is_stamped_and_the_stamp_verified(store, add_evidence, settings, server, authority):
    add_evidence("Погиб Кедров")
    report = run(store, settings)
    assert (report.new, report.stamped, report.waiting, report.problem) == (True, 1, 0, "")
    assert server.asked == ["application/timestamp-query"]
    judges = trusted(authority, "chain.pem", workspace=store.workspace)
    assert len(judges) == 2
    assert verify(store, authorities=judges).problems == ()
    assert run(store, settings).stamped == 0
    assert len(server.asked) == 1


def test_openssl_itself_finds_the_stamp_good(store, add_evidence, settings, authority, tmp_path):
    add_evidence("Погиб Кедров")
    run(store, settings)
    (made,) = store.seals.all()
    (tmp_path / "root.bin").write_bytes(bytes.fromhex(made.root))
    (tmp_path / "stamp.tsr").write_bytes(made.token)
    out = authority.openssl(
        *("ts", "-verify", "-data", tmp_path / "root.bin", "-in", tmp_path / "stamp.tsr"),
        *("-CAfile", authority / "root.pem", "-untrusted", authority / "chain.pem"),
    )
    assert b"OK" in out


def test_an_answer_with_several_certificates(store, add_evidence, settings, authority):
    authority.long = True
    add_evidence("Погиб Кедров")
    assert run(store, settings).stamped == 1
    assert tsp_text(authority, store).count(b"BEGIN CERTIFICATE") == 3
    # The chain came with the answer, so the root alone is enough to judge it by.
    assert verify(store, authorities=trusted(authority, "root.pem", workspace=store.workspace)).problems == ()


def tsp_text(authority: Authority, store: Store) -> bytes:
    file = store.workspace / "token.p7"
    authority.openssl("ts", "-reply", "-in", _token(store), "-token_out", "-out", file)
    return authority.openssl("pkcs7", "-inform", "DER", "-in", file, "-print_certs")


def _token(store: Store) -> Path:
    file = store.workspace / "token.tsr"
    file.write_bytes(store.seals.all()[0].token)
    return file


def test_a_stranger_s_stamp_is_found_out(store, add_evidence, settings, tmp_path):
    add_evidence("Погиб Кедров")
    run(store, settings)
    stranger = trusted(Authority(tmp_path, "stranger"), "chain.pem", workspace=store.workspace)
    (problem,) = verify(store, authorities=stranger).problems
    assert "not signed by an authority that you trust" in problem
    assert verify(store).problems == ()  # nobody is trusted: only what it was given for is judged


def test_a_stamp_of_another_root_is_found_out(store, add_evidence, settings):
    token = stamps.ask(settings.seal.tsa, "ab" * 32)
    add_evidence("Погиб Кедров")
    with store.transaction():
        store.seals.stamp(store.seals.seal(now()).day, token)
    (problem,) = verify(store).problems
    assert "its time stamp is of another hash" in problem


def _broken(answer: bytes) -> bytes:
    return answer[:-8] + bytes(b ^ 255 for b in answer[-8:])


def test_a_forged_signature_is_found_out(store, add_evidence, settings, server, authority):
    server.answer = lambda query: (200, _broken(authority.reply(query)))
    add_evidence("Погиб Кедров")
    run(store, settings)
    (problem,) = verify(store, authorities=trusted(authority, "chain.pem", workspace=store.workspace)).problems
    assert "its time stamp" in problem


AWAY = [
    ("down", None),
    ("busy", lambda query: (503, b"")),
    ("rubbish", lambda query: (200, b"<html>Welcome</html>")),
    ("empty", lambda query: (200, b"")),
    ("truncated", lambda query: (200, b"0\x82\x05\x00")),
]


@pytest.mark.parametrize(("how", "answer"), AWAY, ids=[a[0] for a in AWAY])
def test_an_outage_blocks_nothing_and_a_later_run_catches_up(store, add_evidence, settings, server, how, answer):
    add_evidence("Погиб Кедров")
    good = server.answer
    if answer:
        server.answer = answer
        report = run(store, settings)
    else:
        report = run(store, Settings(seal=Seal(tsa="http://127.0.0.1:1/tsr")))
    assert (report.new, report.stamped, report.waiting) == (True, 0, 1)
    assert "time stamping authority" in report.problem
    assert verify(store).problems == ()
    server.answer = good
    report = run(store, settings)
    assert (report.new, report.stamped, report.waiting, report.problem) == (False, 1, 0, "")


def test_a_replayed_answer_is_refused(settings, server):
    """The nonce: an answer that was recorded earlier is not passed off as one of now."""
    old = b"".join([stamps.ask(settings.seal.tsa, "cd" * 32)])
    server.answer = lambda query: (200, old)
    with pytest.raises(BadInput, match="nonce"):
        stamps.ask(settings.seal.tsa, "cd" * 32)
    with pytest.raises(BadInput, match="another hash"):
        stamps.ask(settings.seal.tsa, "ef" * 32)


def test_no_damaged_answer_crashes_the_verifier(settings, authority):
    authority.long = True
    good = stamps.ask(settings.seal.tsa, "cd" * 32)
    judges = [stamps.x509.load_pem_x509_certificate((authority / "root.pem").read_bytes())]
    trusted = [c.public_bytes(stamps.Encoding.DER) for c in judges]
    assert stamps.wrong(good, "cd" * 32, trusted) == ""
    random = Random(7)
    for _ in range(1000):
        bad = bytearray(good)
        for _ in range(random.randint(1, 3)):
            bad[random.randrange(len(bad))] = random.randrange(256)
        cut = random.choice([len(bad), random.randrange(len(bad))])
        assert isinstance(stamps.wrong(bytes(bad[:cut]), "cd" * 32, trusted), str)


def test_a_refusal_is_told(settings, server, authority):
    server.answer = lambda query: (200, authority.reply(b"not a query"))
    with pytest.raises(BadInput, match="refusal"):
        stamps.ask(settings.seal.tsa, "cd" * 32)


def test_nothing_goes_past_a_socks_proxy(settings, server):
    with pytest.raises(Unreachable, match="SOCKS"):
        stamps.ask(settings.seal.tsa, "cd" * 32, proxy="socks5h://127.0.0.1:9050")
    with pytest.raises(Unreachable):
        stamps.ask(settings.seal.tsa, "cd" * 32, proxy="http://127.0.0.1:1")
    assert server.asked == []


def test_no_authority_is_the_default(store, add_evidence):
    add_evidence("Погиб Кедров")
    report = run(store, load(store.workspace))
    assert (report.new, report.stamped, report.waiting, report.problem) == (True, 0, 0, "")


@pytest.mark.parametrize("content", [None, b"rubbish"])
def test_certificates_that_cannot_be_read(workspace, content):
    if content:
        (workspace / "tsa.pem").write_bytes(content)
    with pytest.raises(BadConfiguration, match=r"tsa\.pem"):
        stamps.trusted(workspace, Settings(seal=Seal(tsa_certificates="tsa.pem")))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org", "tsa.example.org"])
def test_only_web_addresses_are_authorities(workspace, address):
    path = workspace / "sinodik.toml"
    path.write_text(path.read_text("utf-8").replace('tsa = ""', f'tsa = "{address}"'), "utf-8")
    with pytest.raises(BadConfiguration, match="tsa"):
        load(workspace)


def test_the_command(sinodik, workspace, store, add_evidence):
    assert "nothing to seal" in sinodik("-w", workspace, "seal").stdout
    add_evidence("Погиб Кедров")
    first = json.loads(sinodik("-w", workspace, "seal", "--json").stdout)
    again = json.loads(sinodik("-w", workspace, "seal", "--json").stdout)
    assert (first["new"], again["new"]) == (True, False)
    assert first | {"new": False} == again
    assert sinodik("-w", workspace, "verify").returncode == 0
