"""Time stamps by an outside authority (RFC 3161): its signature that a hash existed at a moment.

The authority learns one hash, and nothing of what it stands for. What is stamped is the 32 bytes of a root.
"""

import hashlib
import urllib.request
from collections.abc import Iterable
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import rfc3161_client as tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sinodik.errors import BadConfiguration, BadInput, Unreachable
from sinodik.settings import Settings

TIMEOUT_S = 20.0
MOST = 256 * 1024  # bytes of an answer; real ones have two to eight thousand


def ask(address: str, root: str, *, proxy: str = "") -> bytes:
    """Have ``root`` (hexadecimal) stamped; returns the answer (DER), its nonce and hash compared with ours.

    Raises :class:`Unreachable` if the authority does not answer, :class:`BadInput` if what it says is no stamp of ours.
    """
    if urlsplit(proxy).scheme.startswith("socks"):
        # Fail closed: nothing may go past the operator's proxy, and the standard library speaks no SOCKS.
        raise Unreachable("Time stamps cannot be asked for through a SOCKS proxy.", remedy="run sinodik seal elsewhere")
    query = tsp.TimestampRequestBuilder(bytes.fromhex(root), tsp.HashAlgorithm.SHA256).build()
    answer = _post(address, query.as_bytes(), proxy)
    if problem := _differs(answer, root, query.nonce):
        raise BadInput(f"The time stamping authority's answer {problem}.", remedy="look at seal.tsa in sinodik.toml")
    return answer


def _post(address: str, body: bytes, proxy: str) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    proxies = {"http": proxy, "https": proxy} if proxy else None  # None: what the environment says
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
    request = urllib.request.Request(address, body, headers)  # noqa: S310 - settings allow http and https only
    try:
        with opener.open(request, timeout=TIMEOUT_S) as response:
            return bytes(response.read(MOST))
    except (OSError, HTTPException) as error:
        raise Unreachable(
            f"The time stamping authority does not answer ({error}).", remedy="a later sinodik seal asks it again"
        ) from error


def _differs(answer: bytes, root: str, nonce: int | None = None) -> str:
    """Say in what an answer is no stamp of ``root``; empty if it is one."""
    try:
        response = _decode(answer)
        if response.status not in (tsp.PKIStatus.GRANTED, tsp.PKIStatus.GRANTED_WITH_MODS):
            return f"is a refusal: {', '.join(response.status_string) or tsp.PKIStatus(response.status).name.lower()}"
        info = response.tst_info
        if info.message_imprint.message != _imprint(root):
            return "is of another hash"
        return "does not repeat our nonce" if nonce is not None and info.nonce != nonce else ""
    except ValueError as error:
        return f"cannot be read ({error})"


def _decode(answer: bytes) -> tsp.TimeStampResponse:
    try:
        return tsp.decode_timestamp_response(answer)
    except ValueError as error:
        if "InvalidSetOrdering" not in str(error):
            raise
        return tsp.decode_timestamp_response(_in_order(answer))


def _in_order(answer: bytes) -> bytes:
    """Put the certificates of an answer in DER's order, as the parser demands.

    Authorities that send several (OpenSSL's) order them by the chain. The signature does not cover them, RFC 5652,
    section 5.4: it stays good. What is stored is the answer as it came.
    """
    # TimeStampResp { status, ContentInfo { type, [0] { SignedData { version, digests, content, [0] certificates, …
    start, end = _inside(answer, 0)
    for steps in (1, 1, 0, 3):
        for _ in range(steps):
            _, start = _inside(answer, start)
        start, end = _inside(answer, start)
    found = []
    while start < end:
        _, following = _inside(answer, start)
        found.append(answer[start:following])
        start = following
    begin = end - sum(map(len, found))
    return answer[:begin] + b"".join(sorted(found)) + answer[end:]


def _inside(der: bytes, at: int) -> tuple[int, int]:
    """Return where the contents of the element at ``at`` begin and end. Raises ValueError if they are cut short."""
    header = der[at : at + 2]
    if len(header) < 2:
        raise ValueError("cut short")
    size, begin = header[1], at + 2
    if size & 0x80:
        begin += size & 0x7F
        size = int.from_bytes(der[at + 2 : begin], "big")
    if begin + size > len(der):
        raise ValueError("cut short")
    return begin, begin + size


def _imprint(root: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(root)).digest()


def wrong(answer: bytes, root: str, authorities: Iterable[bytes] = ()) -> str:
    """Say what is wrong with a stored stamp of ``root``; empty if nothing is.

    Its signature and chain are judged if ``authorities`` (DER certificates, roots and what lies between) are given.
    """
    try:
        if problem := _differs(answer, root):
            return problem
    except (ValueError, TypeError):
        return "is of another hash"
    certificates = [x509.load_der_x509_certificate(c) for c in authorities]
    if not certificates:
        return ""
    try:
        tsp.VerifierBuilder(roots=certificates).build().verify(_decode(answer), _imprint(root))
    except (tsp.VerificationError, ValueError) as error:
        return f"is not signed by an authority that you trust ({error})"
    return ""


def trusted(workspace: Path, settings: Settings) -> list[bytes]:
    """Read the certificates (DER) that the settings trust to sign time stamps: one, several or none."""
    if not settings.seal.tsa_certificates:
        return []
    file = workspace / settings.seal.tsa_certificates
    try:
        return [c.public_bytes(Encoding.DER) for c in x509.load_pem_x509_certificates(file.read_bytes())]
    except (OSError, ValueError) as error:
        raise BadConfiguration(
            f"seal.tsa_certificates: {file} cannot be read as certificates ({error}).", remedy="a PEM file, or nothing"
        ) from error
