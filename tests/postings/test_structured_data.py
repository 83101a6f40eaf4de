"""What search engines read of an opening."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from postings.models import Posting
from postings.structured_data import employment_type, facts_of

Make = Callable[..., Posting]


def data_of(client: Client, posting: Posting) -> dict[str, Any]:
    page = client.get(posting.get_absolute_url()).content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert [json.loads(script)["@type"] for script in scripts] == ["JobPosting", "BreadcrumbList"]
    return dict(json.loads(scripts[0]))


def test_google_reads_the_whole_opening(client: Client, posting: Posting) -> None:
    data = data_of(client, posting)
    assert posting.publish_at is not None and posting.closes_at is not None
    assert data == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Social media manager",
        "description": posting.description_html,
        "identifier": {
            "@type": "PropertyValue",
            "name": "Northlake General Hospital",
            "value": str(posting.pk),
        },
        "url": f"http://testserver{posting.get_absolute_url()}",
        "datePosted": posting.publish_at.astimezone(posting.hospital.zone).isoformat(),
        "validThrough": posting.closes_at.astimezone(posting.hospital.zone).isoformat(),
        "inLanguage": "en",
        "employmentType": ["FULL_TIME"],
        "totalJobOpenings": 1,
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Northlake General Hospital",
            "sameAs": "https://northlake.example",
        },
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Tacoma",
                    "addressRegion": "WA",
                    "postalCode": "98405",
                    "addressCountry": "US",
                },
            }
        ],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": {
                "@type": "QuantitativeValue",
                "unitText": "YEAR",
                "minValue": 64000.0,
                "maxValue": 78000.0,
            },
        },
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "bachelor degree",
        },
        "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
        "experienceInPlaceOfEducation": True,
        "skills": data["skills"],
        "workHours": "36–40",
        "directApply": True,
    }
    assert set(data["skills"].split(", ")) >= {"HIPAA"}


@pytest.mark.parametrize(
    ("engagement", "hours", "ends", "types"),
    [
        ("employee", "full_time", None, ["FULL_TIME"]),
        ("employee", "part_time", None, ["PART_TIME"]),
        ("employee", "either", None, ["FULL_TIME", "PART_TIME"]),
        ("employee", "full_time", date(2027, 6, 1), ["FULL_TIME", "TEMPORARY"]),
        ("contract", "part_time", None, ["CONTRACTOR", "PART_TIME"]),
        ("internship", "full_time", None, ["INTERN"]),
    ],
)
def test_kind_of_work_and_hours_in_schema_words(
    engagement: str, hours: str, ends: date | None, types: list[str]
) -> None:
    assert employment_type(Posting(engagement_id=engagement, hours=hours, ends_on=ends)) == types


def test_remote_work_names_where_one_may_live(client: Client, make_posting: Make) -> None:
    data = data_of(client, make_posting(mode="remote", remote_countries=["US", "NL"]))
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["applicantLocationRequirements"] == [
        {"@type": "Country", "name": "US"},
        {"@type": "Country", "name": "NL"},
    ]
    assert data_of(client, make_posting(mode="remote"))["applicantLocationRequirements"] == [
        {"@type": "Country", "name": "US"}
    ]


def test_one_figure_and_no_diploma(make_posting: Make) -> None:
    facts = facts_of(make_posting(pay_min=None, education_id="none", experience_id="entry"), str)
    assert facts["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        "value": 78000.0,
    }
    assert (facts["educationRequirements"], facts["experienceRequirements"]) == (
        "no requirements",
        "no requirements",
    )


def test_no_text_ends_the_script(client: Client, make_posting: Make) -> None:
    title = '</script><!-- <script> & \u2028 "quoted" \\'
    assert data_of(client, make_posting(title=title))["title"] == title
