"""What stands in public on a web domain: TXT records, and one small file over https.

The domain was typed by a stranger, so nothing here trusts it: names are resolved by us, an address that is not public
ends the look, the connection goes to the very address that was checked (no second look-up), only to port 443, without
proxies, without following redirects, and everything ends after DEADLINE seconds and MOST bytes.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dns.resolver import Resolver

DEADLINE = 5.0  # seconds for one file, whatever its server does
DNS_SECONDS = 3.0
MOST = 2048  # bytes that are read of a file
MOST_RECORDS = 60
NO_HOST = 0  # instead of a status
# Addresses that carry an IPv4 address inside them: they may lead anywhere.
_CARRIERS = [ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Unreachable(Exception):
    """We could not look: no answer in time, no trusted certificate, an address that is not public, an odd reply."""


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, not of a house, a machine or a cloud's own network."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in net for net in _CARRIERS)):
        return False
    odd = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_reserved or ip.is_multicast
    return ip.is_global and not odd and not ip.is_unspecified


@dataclass
class Outside:
    """The way out of this machine. Tests put another one here, with a name server and a web server of their own."""

    resolver: "Resolver | None" = None  # None: the machine's own name servers
    port: int = 443
    may_reach: Callable[[str], bool] = is_public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def names(self) -> "Resolver":
        from dns.resolver import Resolver  # 17 MB that few processes need

        resolver = self.resolver or Resolver()
        resolver.lifetime = DNS_SECONDS
        return resolver


outside = Outside()


def txt_records(name: str) -> list[str]:
    """The texts at a name; none where the name does not exist. Raises Unreachable."""
    texts = []
    for record in _ask(name, "TXT")[:MOST_RECORDS]:
        texts.append(b"".join(record.strings).decode("utf-8", "replace"))
    return texts


def small_file(host: str, path: str) -> str | None:
    """The beginning of https://host/path; None where there is no such host or file. Raises Unreachable."""
    answer = fetch(host, path)
    if answer.status == http.client.OK:
        return answer.body
    if answer.status in {NO_HOST, 404, 410} or 300 <= answer.status < 400:
        return None
    raise Unreachable(f"status {answer.status}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `to` is where a redirect wants to lead. Without such a host: NO_HOST."""

    status: int
    body: str = ""
    to: str = ""


def fetch(host: str, path: str, *, most: int = MOST, accept: str = "text/plain") -> Answer:
    """https://host/path, up to `most` bytes of it; redirects are told, not followed. Raises Unreachable."""
    addresses = _addresses(host)
    if not addresses:
        return Answer(NO_HOST)
    connection = _Pinned(host, addresses[0], outside)
    watch = threading.Timer(
        DEADLINE, connection.cut
    )  # a server that sends a byte now and then cannot hold us
    watch.start()
    try:
        connection.request("GET", path, headers={"User-Agent": "corridor-verification", "Accept": accept})
        answer = connection.getresponse()
        body = answer.read(most) if answer.status == http.client.OK else b""
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()
    if connection.too_late:
        raise Unreachable("time")
    return Answer(answer.status, body.decode("utf-8", "replace"), answer.headers.get("Location", ""))


def _addresses(host: str) -> list[str]:
    """Raises Unreachable if one of them is not public: such a name wants to lead us into a house."""
    found = [record.address for kind in ("A", "AAAA") for record in _ask(host, kind)]
    if not all(outside.may_reach(address) for address in found):
        raise Unreachable("address")
    return found


def _ask(name: str, kind: str) -> list[Any]:
    from dns.exception import DNSException
    from dns.resolver import NXDOMAIN, NoAnswer

    try:
        return list(outside.names().resolve(name, kind, search=False))
    except (NXDOMAIN, NoAnswer):
        return []
    except (DNSException, OSError, ValueError) as error:
        raise Unreachable(type(error).__name__) from error


class _Pinned(http.client.HTTPSConnection):
    """Speaks to one address, and believes only a certificate of `host`."""

    def __init__(self, host: str, address: str, way: Outside) -> None:
        super().__init__(host, way.port, timeout=DEADLINE, context=way.tls)
        self.address, self.way, self.too_late = address, way, False

    def connect(self) -> None:
        raw = socket.create_connection((self.address, self.way.port), DEADLINE)
        # the handshake begins when `cut` already has the socket
        tls = self.way.tls.wrap_socket(raw, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = tls
        tls.do_handshake()

    def cut(self) -> None:
        self.too_late = True
        with suppress(OSError, AttributeError):  # it never opened, or was closed already
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
