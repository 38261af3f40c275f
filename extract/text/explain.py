"""Why a post was read as it was: see :mod:`sinodik.explanation`, where the types stand for all who show them."""

from sinodik.explanation import Explanation as Explanation
from sinodik.explanation import LeftOut as LeftOut
from sinodik.explanation import Reason as Reason
from sinodik.explanation import Recorded as Recorded
