"""What the archive tells of the connection over which something came."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from warcio.archiveiterator import ArchiveIterator

from crawlers.visit import FINISHED


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, str]:
    """A certificate for 127.0.0.1 that nobody has signed but itself, with its key; and its SHA-256."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kedrovka.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "site.pem").write_bytes(secret + made.public_bytes(pem))
    return tmp_path / "site.pem", made.fingerprint(hashes.SHA256()).hex()


def records(store) -> list[tuple[str, str, str | None, bytes]]:
    found = []
    for file in store.archive.files():
        with file.open("rb") as stream:
            for r in ArchiveIterator(stream):
                head = r.rec_headers
                ip, path = head.get_header("WARC-IP-Address"), head.get_header("WARC-Target-URI") or ""
                found.append((r.rec_type, path.partition("/s/")[2], ip, r.content_stream().read()))
    return found


def test_the_address_is_noted(site, add_source, crawl, store, sound):
    site.channel("kedrovka", 3)
    add_source("kedrovka")
    crawl()
    assert [r[:3] for r in records(store) if r[1]] == [
        ("response", "kedrovka", "127.0.0.1"),
        ("request", "kedrovka", None),
    ]
    assert sound()


def test_what_tls_proved_is_noted(site, add_source, crawl, store, sound, certificate):
    file, sha256 = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.channel("kedrovka", 3)
    add_source("kedrovka", base_url=site.url.replace("http:", "https:"))
    assert crawl(SSL_CERT_FILE=str(file))["kedrovka"].outcome == FINISHED
    [metadata] = [r for r in records(store) if r[:2] == ("metadata", "kedrovka")]
    assert metadata[3].decode().splitlines() == [
        "protocol: HTTP/1.1",
        "tls-certificate-verified: yes",
        f"tls-certificate-sha256: {sha256}",
    ]
    assert sound()


def test_an_unknown_certificate_brings_nothing(site, add_source, crawl, store, certificate):
    """The negative control: what says “verified” was."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[0])
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.channel("kedrovka", 3)
    add_source("kedrovka", base_url=site.url.replace("http:", "https:"))
    report = crawl()["kedrovka"]
    assert report.outcome != FINISHED
    assert (report.new, list(store.evidence.captures())) == (0, [])
