"""Web domains: what a work mailbox must end in, and which domains prove nothing because anyone can have one."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

DATA = Path(__file__).resolve().parent / "data"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Sites that anyone can have a page on.
SHARED_SITES = _names(
    "facebook.com instagram.com linkedin.com x.com twitter.com youtube.com tiktok.com wordpress.com blogspot.com "
    "wixsite.com weebly.com squarespace.com github.io gitlab.io netlify.app vercel.app herokuapp.com google.com "
    "sites.google.com notion.site medium.com substack.com linktr.ee godaddysites.com webnode.nl jimdosite.com "
    "jouwweb.nl azurewebsites.net amazonaws.com cloudfront.net pages.dev web.app firebaseapp.com"
)
# Ends under which others register names. Not the whole list of the world: those a US or Dutch site may end in.
PUBLIC_SUFFIXES = _names(
    "com org net edu gov mil int info biz us nl eu health care hospital clinic foundation io co uk de be "
    "co.uk org.uk ac.uk nhs.uk co.nl com.nl us.com state.us k12.us eu.org ca.us ny.us tx.us fl.us wa.us"
)


def domain_of(url: str) -> str:
    """The host of a web address without `www.`, lower case; empty when there is none."""
    text = url.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")[:100]


def proves_nothing(domain: str) -> bool:
    """Whether a mailbox there says nothing about its owner: free mail, shared sites, public ends, bare addresses."""
    if "." not in domain or domain in PUBLIC_SUFFIXES or domain.replace(".", "").isdigit() or ":" in domain:
        return True
    parts = domain.split(".")
    ends = {".".join(parts[n:]) for n in range(len(parts) - 1)}
    return not ends.isdisjoint(SHARED_SITES) or not ends.isdisjoint(anyones_mail())


@cache
def anyones_mail() -> frozenset[str]:
    """Domains where anyone can open a mailbox, free ones and throw-away ones: see the head of the file."""
    lines = (DATA / "anyones_mail.txt").read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_under(domain: str, parent: str) -> bool:
    """The same domain or a subdomain of it."""
    return bool(parent) and (domain == parent or domain.endswith("." + parent))


def mailbox_belongs(email: str, domain: str) -> bool:
    """Whether a mailbox stands on that domain or below it."""
    return is_under(email.rpartition("@")[2].lower(), domain)
