"""From the name of a profile to its address, and what is no name."""

import pytest

from core.handles import NotAProfile, parse, parse_own


@pytest.mark.parametrize(
    ("slug", "typed", "url"),
    [
        ("instagram", "@northlake_health", "https://www.instagram.com/northlake_health/"),
        ("instagram", "https://instagram.com/northlake_health?igsh=abc", "https://www.instagram.com/northlake_health/"),
        ("x", "northlake", "https://x.com/northlake"),
        ("x", "twitter.com/northlake", "https://x.com/northlake"),
        ("youtube", "https://www.youtube.com/@NorthlakeTV/videos", "https://www.youtube.com/@NorthlakeTV"),
        ("linkedin", "https://www.linkedin.com/company/northlake-hospital/about/", "https://www.linkedin.com/company/northlake-hospital/"),
        ("tiktok", "@north.lake", "https://www.tiktok.com/@north.lake"),
        ("threads", "https://www.threads.net/@north", "https://www.threads.com/@north"),
        ("bluesky", "@northlake.example", "https://bsky.app/profile/northlake.example"),
        ("bluesky", "northlake", "https://bsky.app/profile/northlake.bsky.social"),
        ("mastodon", "@north@mastodon.social", "https://mastodon.social/@north"),
        ("mastodon", "https://mastodon.social/@north", "https://mastodon.social/@north"),
        ("facebook", "https://m.facebook.com/NorthlakeHospital/", "https://www.facebook.com/NorthlakeHospital"),
        ("blog", "http://www.northlake.example/blog", "https://www.northlake.example/blog"),
    ],
)  # fmt: skip
def test_a_name_or_an_address_leads_to_the_same_profile(slug: str, typed: str, url: str) -> None:
    assert parse(slug, typed).url == url


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("facebook", "https://evil.example/northlake"),
        ("facebook", "https://www.facebook.com.evil.example/north"),
        ("facebook", "https://www.facebook.com@evil.example/north"),
        ("facebook", "https://www.facebook.com:8443/north"),
        ("instagram", "javascript:alert(1)"),
        ("instagram", "north lake"),
        ("instagram", "../../etc/passwd"),
        ("instagram", "https://www.instagram.com/explore/"),
        ("instagram", 'north"onload=x'),
        ("x", "a_name_that_is_too_long"),
        ("mastodon", "@north@localhost"),
        ("mastodon", "@north@127.0.0.1"),
        ("mastodon", "@north@[::1]"),
        ("blog", "http://169.254.169.254/latest/meta-data"),
        ("blog", "https://intranet/blog"),
        ("blog", "https://user:pass@northlake.example/"),
        ("blog", "file:///etc/passwd"),
        ("blog", "https://[bad"),
    ],
)
def test_what_is_no_profile_of_that_channel_is_refused(slug: str, typed: str) -> None:
    with pytest.raises(NotAProfile):
        parse(slug, typed)


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("amara-bekele", "in/amara-bekele"),
        ("in/amara-bekele", "in/amara-bekele"),
        ("https://www.linkedin.com/in/amara-bekele/details/", "in/amara-bekele"),
        ("linkedin.com/company/northlake-hospital", "company/northlake-hospital"),
    ],
)
def test_a_bare_name_on_linkedin_is_a_persons_own_when_a_person_gives_it(typed: str, handle: str) -> None:
    profile = parse_own("linkedin", typed)
    assert (profile.handle, profile.url) == (handle, f"https://www.linkedin.com/{handle}/")
    assert parse_own("linkedin", profile.handle) == profile


@pytest.mark.parametrize(
    "typed", ["https://evil.example/in/amara", "in/", "https://www.linkedin.com/feed/", "a b"]
)
def test_what_is_no_page_of_linkedin_is_refused(typed: str) -> None:
    with pytest.raises(NotAProfile):
        parse_own("linkedin", typed)


@pytest.mark.parametrize("typed", ["@amara", "@amara@mastodon.social", "https://amara.example/blog"])
def test_what_is_stored_leads_to_the_same_address_again(typed: str) -> None:
    slug = {"@amara": "instagram", "@amara@mastodon.social": "mastodon"}.get(typed, "blog")
    assert parse_own(slug, parse_own(slug, typed).handle) == parse_own(slug, typed)
