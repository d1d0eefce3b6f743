"""How `jiaokan serve` listens: what is no HTTP is refused with the headers of every answer."""

from __future__ import annotations

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from db.site.headers import told_to_browsers


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
