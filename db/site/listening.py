"""How `jiaokan serve` listens: where, and what is no HTTP is refused with the headers of every
answer."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from db.site.headers import told_to_browsers

Tell = Callable[[int], None]
"""Called with the port."""
_REASONS = {
    errno.EADDRINUSE: "another program listens there; choose another --port",
    errno.EACCES: "this user may not; choose a --port above 1023",
    errno.EADDRNOTAVAIL: "it is no address of this machine",
}


class CannotServe(Exception):
    """The pages cannot be served; the message says why."""


def bound(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the host, or at least for one of them: not every machine that
    knows its own name by an IPv6 address has it.

    Raises `CannotServe`.
    """
    try:
        kind, passive = socket.SOCK_STREAM, socket.AI_PASSIVE
        addresses = socket.getaddrinfo(host, port, type=kind, flags=passive)
    except (socket.gaierror, UnicodeError) as error:
        raise CannotServe(f"Cannot listen on {host}:{port}: no host has this name.") from error
    made: list[socket.socket] = []
    failed: list[OSError] = []
    for family, *_, address in addresses:
        try:
            made.append(_bound(family, address, made))
        except OSError as error:
            failed.append(error)
    if not made or any(error.errno == errno.EADDRINUSE for error in failed):
        for one in made:
            one.close()
        told = failed[0]
        reason = _REASONS.get(told.errno or 0, told.strerror)
        raise CannotServe(f"Cannot listen on {host}:{port}: {reason}.") from told
    return made


def _bound(family: int, address: tuple[Any, ...], others: list[socket.socket]) -> socket.socket:
    """A socket at an address; where the system chooses the port, at that of the others."""
    if others and not address[1]:
        address = (address[0], others[0].getsockname()[1], *address[2:])
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # a port that was given up a moment ago is free
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        return made
    except OSError:
        made.close()
        raise


class Server(uvicorn.Server):
    """Tells once it listens."""

    def __init__(self, config: uvicorn.Config, tell: Tell) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if sockets:
            self._tell(sockets[0].getsockname()[1])


class Listening(H11Protocol):
    """Uvicorn answers what it cannot read by itself, before any application is asked."""

    def send_400_response(self, msg: str) -> None:
        """Refuse the request and hang up."""
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"connection", b"close"),
            *told_to_browsers(),
        ]
        opening = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (opening, h11.Data(data=msg.encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
