"""The demo world, invented once for all its tests."""

import pytest

from sinodik.demo.site import create_app
from sinodik.demo.world import World, build


@pytest.fixture(scope="session")
def world() -> World:
    return build()


@pytest.fixture
def app(world: World):
    return create_app(world)
