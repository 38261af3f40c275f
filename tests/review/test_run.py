import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from review.run import serve
from sinodik.errors import BadConfiguration, InUse
from sinodik.explanation import Explanation
from sinodik.settings import Settings
from sinodik.store import Store

SERVE = """
import sys
from pathlib import Path
from review.run import serve
from sinodik.explanation import Explanation
from sinodik.settings import Settings
from sinodik.store import Store
with Store(Path(sys.argv[1])) as store:
    serve(store, Settings(), lambda mentions: None, lambda post: Explanation(post.text), host="127.0.0.1", port=0,
          ready=lambda url: print(url, flush=True))
"""


def test_a_port_in_use(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InUse, match="taken by another program") as caught:
            serve(
                store,
                Settings(),
                lambda mentions: None,
                lambda post: Explanation(post.text),
                host="127.0.0.1",
                port=port,
            )
    assert "--port" in caught.value.remedy
    assert "review.port" in caught.value.remedy


def test_a_host_that_is_not_ours(store: Store) -> None:
    with pytest.raises(BadConfiguration, match="cannot listen"):
        serve(
            store,
            Settings(),
            lambda mentions: None,
            lambda post: Explanation(post.text),
            host="192.0.2.1",
            port=0,
        )


def test_it_serves_until_it_is_told_to_end(workspace: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(workspace)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        try:
            url = process.stdout.readline().strip()
            assert url.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{url}login?next=/candidate/berestov") as r:
                assert "Nobody may enter yet" in r.read().decode()
                assert "server" not in r.headers
        finally:
            process.send_signal(signal.SIGTERM)
        said = process.stdout.read() + process.stderr.read()
    assert said == "", "no log of who looked at what"
    assert stat.S_IMODE((workspace / "review.secret").stat().st_mode) == 0o600
