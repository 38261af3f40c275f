"""How bytes enter a workspace: in the one order that loses nothing.

Appended to the archive, brought to the disk, then acknowledged in one transaction together with what was read from
them. A process that is killed in between leaves records that nobody knows of, never a row without its bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from shlex import quote

from sinodik.errors import NoSpace
from sinodik.records import Capture
from sinodik.store import Store
from sinodik.store.warc import ArchiveWriter, Headers


class Intake:
    """Archives answers and files, in a WARC file of its own that is begun when there is something to write.

    The first failure to keep something is kept in ``fault``, and nothing is taken in after it. One thread only.
    """

    def __init__(self, store: Store) -> None:
        self.fault: Exception | None = None
        self._store = store
        self._writer: ArchiveWriter | None = None
        self._pending: list[Capture] = []

    def response(
        self,
        url: str,
        status: str,
        headers: Headers,
        body: bytes,
        *,
        request: tuple[str, Headers],
        at: datetime,
        ip: str = "",
        tls: Headers = (),
        unchanged: Capture | None = None,
    ) -> Capture:
        """Append an answer and its request (:meth:`ArchiveWriter.response`).

        ``unchanged`` is the answer that a 304 refers to.
        """
        with self.carefully():
            capture = self._begun.response(
                url, status, headers, body, request=request, at=at, ip=ip, tls=tls, unchanged=unchanged
            )
            self._pending.append(capture)
            return capture

    def file(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append an imported file."""
        with self.carefully():
            capture = self._begun.resource(url, body, mime, at)
            self._pending.append(capture)
            return capture

    @contextmanager
    def acknowledging(self) -> Iterator[None]:
        """Bring to the disk what was appended, then acknowledge it in one transaction with what is done inside."""
        with self.carefully():
            if self._pending:
                self._begun.sync()
            with self._store.transaction():
                self._store.evidence.add_captures(self._pending)
                yield
            self._pending.clear()

    @contextmanager
    def carefully(self) -> Iterator[None]:
        """Note the first failure; nothing is done after it."""
        if self.fault:
            raise self.fault
        try:
            yield
        except OSError as error:
            self.fault = self._no_space(error)
            raise self.fault from error
        except Exception as error:
            self.fault = error
            raise

    def close(self) -> None:
        """End the archive file; raises what went wrong while something was being kept."""
        try:
            if self._writer:
                self._writer.close()
        except OSError as error:
            self.fault = self.fault or self._no_space(error)
        if self.fault:
            raise self.fault

    @property
    def _begun(self) -> ArchiveWriter:
        if self._writer is None:
            self._writer = self._store.archive.writer(self._store.log.head()[1])
        return self._writer

    def _no_space(self, error: OSError) -> NoSpace:
        return NoSpace(
            f"The evidence could not be written ({error.strerror}); what was stored before is safe.",
            remedy=f"look after the disk (df -h {quote(str(self._store.workspace))}), then run the same command again",
        )
