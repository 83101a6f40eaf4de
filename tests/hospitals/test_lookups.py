"""A look at a stranger's domain leads nowhere but there, ends soon, and believes only what it should."""

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from hospitals import lookups
from tests.hospitals.outside import LOOPBACK, Internet, internet

HOST, FILE = "northlake.example", "/.well-known/corridor-verification.txt"


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with internet(tmp_path) as found:
        monkeypatch.setattr(lookups, "outside", found.way)
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.5", "172.16.3.3", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.7", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1",
        "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::1",
        "2001:0:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_inside_a_house_is_never_gone_to(address: str) -> None:
    assert not lookups.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "145.58.28.1"])
def test_an_address_of_the_open_internet_is(address: str) -> None:
    assert lookups.is_public(address)


def test_a_file_is_read_over_https_from_the_address_that_was_checked(net: Internet) -> None:
    net.has_site()
    net.serves(b"corridor-verification=abc\n")
    assert lookups.small_file(HOST, FILE) == "corridor-verification=abc\n"
    assert net.requests == [(HOST, FILE)]


def test_a_name_is_resolved_once_so_that_it_cannot_change_its_mind(
    net: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer would lead into the house."""
    net.has_site()
    net.serves(b"x")
    monkeypatch.setattr(socket, "getaddrinfo", _refuses_names)
    assert lookups.small_file(HOST, FILE) == "x"
    assert net.asked.count((HOST, "A")) == 1


def _refuses_names(host: str, port: int, *args: object, **more: object) -> list[object]:
    assert host == LOOPBACK, f"looked up {host} again"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]


@pytest.mark.parametrize("others", [["10.0.0.5"], [LOOPBACK, "169.254.169.254"]])
def test_a_name_that_leads_into_a_house_is_not_followed(others: list[str], net: Internet) -> None:
    net.records[(HOST, "A")] = others
    with pytest.raises(lookups.Unreachable):
        lookups.small_file(HOST, FILE)
    assert not net.requests


def test_without_the_seam_loopback_itself_is_refused(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    net.has_site()
    net.way.may_reach = lookups.is_public  # type: ignore[union-attr]
    with pytest.raises(lookups.Unreachable):
        lookups.small_file(HOST, FILE)
    assert not net.requests


def test_a_redirect_is_not_followed(net: Internet) -> None:
    net.has_site()
    net.files[FILE] = (302, {"Location": f"https://{HOST}/elsewhere"}, b"")
    net.serves(b"corridor-verification=abc", path="/elsewhere")
    assert lookups.small_file(HOST, FILE) is None
    assert net.requests == [(HOST, FILE)]


def test_a_certificate_of_another_name_is_not_believed(net: Internet) -> None:
    net.has_site("other.example")
    net.serves(b"x")
    with pytest.raises(lookups.Unreachable, match="CertVerification"):
        lookups.small_file("other.example", FILE)


def test_a_proxy_of_the_machine_is_not_used(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    net.has_site()
    net.serves(b"x")
    assert lookups.small_file(HOST, FILE) == "x"


def test_no_more_than_a_little_is_read(net: Internet) -> None:
    net.has_site()
    net.serves(b"x" * 10_000_000)
    assert len(lookups.small_file(HOST, FILE) or "") == lookups.MOST


def _drips(site: BaseHTTPRequestHandler) -> None:
    site.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(200):
        try:
            site.wfile.write(f"X-{n}: {'y' * 20}\r\n".encode())
            site.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def test_a_server_that_never_ends_is_left(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "DEADLINE", 0.4)
    net.has_site()
    net.behave = _drips
    before = time.monotonic()
    with pytest.raises(lookups.Unreachable):
        lookups.small_file(HOST, FILE)
    assert time.monotonic() - before < 3


def test_a_server_that_says_nothing_after_the_knock_is_left(
    net: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection and never shakes hands."""
    monkeypatch.setattr(lookups, "DEADLINE", 0.4)
    net.has_site()
    with socket.create_server((LOOPBACK, 0)) as mute:
        net.way.port = mute.getsockname()[1]  # type: ignore[union-attr]
        with pytest.raises(lookups.Unreachable):
            lookups.small_file(HOST, FILE)


@pytest.mark.parametrize(("status", "found"), [(404, None), (410, None), (500, "stop"), (403, "stop")])
def test_gone_is_gone_and_broken_is_broken(status: int, found: str | None, net: Internet) -> None:
    net.has_site()
    net.serves(b"corridor-verification=abc", status=status)
    if found is None:
        assert lookups.small_file(HOST, FILE) is None
    else:
        with pytest.raises(lookups.Unreachable):
            lookups.small_file(HOST, FILE)


def test_texts_of_a_name_and_none_where_there_is_no_name(net: Internet) -> None:
    net.records[(HOST, "TXT")] = ["v=spf1 -all", "corridor-verification=abc"]
    assert sorted(lookups.txt_records(HOST), reverse=True) == ["v=spf1 -all", "corridor-verification=abc"]
    assert lookups.txt_records("nowhere.example") == []
    assert lookups.small_file("nowhere.example", FILE) is None


def test_a_name_server_that_is_silent_is_no_answer(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "DNS_SECONDS", 0.3)
    net.silent = True
    with pytest.raises(lookups.Unreachable):
        lookups.txt_records(HOST)


def test_a_text_of_several_strings_is_one_text(net: Internet) -> None:
    """A string of a TXT record ends at 255 bytes; registrars' pages cut long ones, and some cut short ones."""
    long = "v=spf1 " + "ip4:192.0.2.1 " * 30
    net.records[(HOST, "TXT")] = ['"corridor-" "verification=abc"', f'"{long[:250]}" "{long[250:]}"']
    assert set(lookups.txt_records(HOST)) == {"corridor-verification=abc", long}


def test_an_answer_too_long_for_one_datagram_is_asked_for_by_tcp(net: Internet) -> None:
    """Large domains have dozens of records: of those that fit, ours may be missing."""
    others = [f"site-{n}-verification={'x' * 60}" for n in range(30)]
    net.records[(HOST, "TXT")] = [*others, "corridor-verification=abc"]
    assert "corridor-verification=abc" in lookups.txt_records(HOST)
    assert net.by_tcp == [(HOST, "TXT")]


def test_a_name_that_stands_for_another_has_its_texts(net: Internet) -> None:
    net.records[(HOST, "CNAME")] = ["sites.host.example."]
    net.records[("sites.host.example", "TXT")] = ["corridor-verification=abc"]
    assert lookups.txt_records(HOST) == ["corridor-verification=abc"]


def test_a_name_without_texts_has_none(net: Internet) -> None:
    net.has_site()
    assert lookups.txt_records(HOST) == []


def test_a_name_server_that_fails_is_no_answer(net: Internet) -> None:
    net.cannot = HOST
    with pytest.raises(lookups.Unreachable):
        lookups.txt_records(HOST)


@pytest.mark.parametrize(
    "name", ["", "a..b", "x" * 300, "northlake.example\n.evil", "-", "ü" * 80 + ".example"]
)
def test_a_name_that_is_none_breaks_nothing(name: str, net: Internet) -> None:
    for look in (lookups.txt_records, lambda n: lookups.small_file(n, FILE)):
        try:
            assert look(name) in ([], None)
        except lookups.Unreachable:
            pass
