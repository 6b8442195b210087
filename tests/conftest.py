"""Fixtures for all tests; the network is shut: only this machine itself can be reached."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import settings

settings.register_profile("geo", deadline=None)  # no test asserts a time
settings.load_profile("geo")


@pytest.fixture(autouse=True, scope="session")
def shut_network():
    """A test that reaches for the network fails at once, with the address in the message."""
    connect = socket.socket.connect

    def refuse(sock, address):
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise RuntimeError(f"a test reached for the network: {address}")
        return connect(sock, address)

    socket.socket.connect = refuse
    yield
    socket.socket.connect = connect


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """Nothing is read from or left in the cache of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
