"""An open internet of one machine: a name server and a web server on loopback, and the way out that leads to them."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hospitals import lookups

LOOPBACK = "127.0.0.1"
NAMES = ["northlake.example", "www.northlake.example"]


@dataclass
class Internet:
    """What the servers say. `records`: (name, type) → texts (a text in quotes stands as it is, so that it may be of
    several strings), a CNAME's names end with a dot; `files`: path → (status, headers, body)."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    files: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    behave: Callable[[BaseHTTPRequestHandler], None] | None = None  # instead of a file
    silent: bool = False  # the name server says nothing
    cannot: str = ""  # the name that the name server fails at
    asked: list[tuple[str, str]] = field(default_factory=list)
    by_tcp: list[tuple[str, str]] = field(default_factory=list)  # asked again: too long
    requests: list[tuple[str, str]] = field(default_factory=list)  # (host, path)
    https_port: int = 0
    way: lookups.Outside | None = None

    def has_site(self, *names: str) -> None:
        for name in names or (NAMES[0],):
            self.records[(name, "A")] = [LOOPBACK]

    def serves(
        self, body: bytes, path: str = "/.well-known/corridor-verification.txt", status: int = 200
    ) -> None:
        self.files[path] = (status, {}, body)


@contextmanager
def internet(folder: Path) -> Iterator[Internet]:
    net = Internet()
    certificate = _certificate(folder)
    datagrams, calls = _one_port()
    threading.Thread(target=_names, args=(datagrams, net), daemon=True).start()
    threading.Thread(target=_long_names, args=(calls, net), daemon=True).start()
    web = ThreadingHTTPServer((LOOPBACK, 0), _handler(net))
    web.daemon_threads = True
    server_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_tls.load_cert_chain(certificate)
    web.socket = server_tls.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [LOOPBACK], datagrams.getsockname()[1]
    net.https_port = web.server_address[1]
    net.way = lookups.Outside(
        resolver=resolver,
        port=net.https_port,
        may_reach=lambda address: address == LOOPBACK,
        tls=ssl.create_default_context(cafile=str(certificate)),
    )
    yield net
    web.shutdown()
    web.server_close()
    datagrams.close()
    calls.close()


def _one_port() -> tuple[socket.socket, socket.socket]:
    """A name server listens for datagrams and for calls at the same number."""
    for _ in range(20):
        calls = socket.create_server((LOOPBACK, 0))
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            datagrams.bind(calls.getsockname())
        except OSError:
            calls.close()
            datagrams.close()
            continue
        return datagrams, calls
    raise RuntimeError("no port is free for both")


def _names(server: socket.socket, net: Internet) -> None:
    """UDP: an answer that does not fit says so, and nothing else."""
    while True:
        try:
            data, sender = server.recvfrom(4096)
        except OSError:
            return
        question = dns.message.from_wire(data)
        net.asked.append(_asked(question))
        if net.silent:
            continue
        answer = _answer(question, net)
        try:
            wire = answer.to_wire(max_size=512)
        except dns.exception.TooBig:
            short = dns.message.make_response(question)
            short.flags |= dns.flags.TC
            wire = short.to_wire()
        server.sendto(wire, sender)


def _long_names(server: socket.socket, net: Internet) -> None:
    """TCP: one question a call, its length before it."""
    while True:
        try:
            call, _ = server.accept()
        except OSError:
            return
        with call, call.makefile("rb") as read:
            question = dns.message.from_wire(read.read(int.from_bytes(read.read(2))))
            net.by_tcp.append(_asked(question))
            wire = _answer(question, net).to_wire()
            call.sendall(len(wire).to_bytes(2) + wire)


def _asked(question: dns.message.Message) -> tuple[str, str]:
    asked = question.question[0]
    return asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)


def _answer(question: dns.message.Message, net: Internet) -> dns.message.Message:
    """The records of the name, and of the name that it is another one for."""
    answer = dns.message.make_response(question)
    name, kind = _asked(question)
    if net.cannot == name:
        answer.set_rcode(dns.rcode.SERVFAIL)
        return answer
    if other := net.records.get((name, "CNAME")):
        answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", other[0]))
        name = other[0].rstrip(".")
    if texts := net.records.get((name, kind)):
        quoted = [f'"{t}"' if kind == "TXT" and not t.startswith('"') else t for t in texts]
        answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *quoted))
    elif not any(known == name for known, _ in net.records):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer


def _handler(net: Internet) -> type[BaseHTTPRequestHandler]:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            net.requests.append((self.headers["Host"].split(":")[0], self.path))
            if net.behave:
                net.behave(self)
                return
            status, headers, body = net.files.get(self.path, (404, {}, b"not here"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Site


def _certificate(folder: Path, names: list[str] = NAMES) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [*(x509.DNSName(n) for n in names), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + built.public_bytes(serialization.Encoding.PEM)
    )
    return file
