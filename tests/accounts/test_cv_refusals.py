"""A file that cannot be read gets one sentence that says what to do; what is nobody's business is never suggested."""

import io
import json
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader, PdfWriter

from accounts.importing.files import read_upload
from accounts.importing.reading import suggestions
from accounts.importing.writing import Writing
from accounts.models import User
from accounts.profiles import profile_of
from core.cvlines import Page
from core.pdfcheck import MEMORY
from tests.accounts.cvs.measuring import found_in
from tests.accounts.cvs.people import cases
from tests.accounts.cvs.writing import Paper, archive, docx, simple_docx, wp
from tests.accounts.test_uploads import DOCX, MACRO_TYPES, pdf

pytestmark = pytest.mark.django_db


def scan() -> bytes:
    """A page that is a picture."""
    out = io.BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(out, "PDF", resolution=100)
    return out.getvalue()


def locked() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(cases()["tex"].make()))), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def wordy_bomb() -> bytes:
    """A page of 40 MB of words that packs to nothing."""
    words = b"BT /F1 9 Tf 10 10 Td " + b"(salary and words) Tj " * 2_000_000 + b"ET"
    packed = zlib.compress(words)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, p) for n, p in enumerate(parts, 1))
    return body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]><w:document>&i;</w:document>"  # fmt: skip

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "0 bytes": (lambda: b"", "empty"),
    "scan": (scan, "no_words"),
    "encrypted": (locked, "password"),
    "300 pages": (lambda: pdf(300), "too_long"),
    "a ZIP renamed": (lambda: archive({"holiday.jpg": b"\xff\xd8"}), "kind"),
    "macros": (lambda: archive({**DOCX, "[Content_Types].xml": MACRO_TYPES}), "macros"),
    "cut off": (lambda: cases()["browser"].make()[:9_000], "unreadable"),
    "docx cut off": (lambda: cases()["word with tables"].make()[:900], "unreadable"),
    "docx with broken XML": (lambda: archive({**DOCX, "word/document.xml": "<w:p><w:t>CV"}), "unreadable"),
    "an entity bomb": (lambda: archive({**DOCX, "word/document.xml": ENTITIES}), "unreadable"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
    "a shopping list": (lambda: simple_docx("milk and bread for the week\n" * 3), "nothing"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "kind"),
    "words that never end": (wordy_bomb, "unreadable|nothing|bomb"),
    "JSON of something else": (lambda: b'{"name": "package", "version": "1"}', "no_resume"),
    "broken JSON": (lambda: b'{"basics": {', "not_json"),
    "JSON with NaN": (lambda: b'{"basics": NaN}', "not_json"),
    "deep JSON": (lambda: b"[" * 500_000, "not_json"),
    "nested JSON": (lambda: json.dumps({"basics": {"a": [[[[[[[[[[[[[1]]]]]]]]]]]]]}}).encode(), "too_deep"),
    "2 MB of JSON": (lambda: b'{"basics": "' + b"x" * 2_000_000 + b'"}', "too_large"),
    "a long list": (lambda: json.dumps({"work": [{}] * 201}).encode(), "too_many"),
    "a number for a list": (lambda: b'{"work": 7}', "shape"),
    "a list for text": (lambda: b'{"basics": {"name": ["Ann"]}}', "shape"),
    "a word for a date": (lambda: b'{"work": [{"position": "Editor", "startDate": "soon"}]}', "shape"),
    "JSON that is not UTF-8": (lambda: '{"basics": {"name": "é"}}'.encode("utf-16"), "not_json|kind"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(name: str) -> None:
    make, code = BAD[name]
    with pytest.raises(ValidationError) as refused:
        read_upload(SimpleUploadedFile("cv.pdf", make()))
    assert refused.value.code in code.split("|"), refused.value.messages
    (sentence,) = refused.value.messages
    assert sentence.endswith(".") and 20 < len(sentence) < 220


def test_the_page_shows_the_sentence_beside_the_field(
    candidate: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(candidate).post("/me/profile/import/", {"file": SimpleUploadedFile("cv.pdf", scan())})
    words = page.content.decode()
    assert page.status_code == 200 and "only pictures" in words and "<title>Error:" in words


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("make", [cases()["two columns"].make, wordy_bomb], ids=["a CV", "a bomb"])
def test_reading_takes_no_more_memory_than_the_child_may_have(make: Callable[[], bytes]) -> None:
    """The peak of the child that reads, told by itself; its address space is limited to core.pdfcheck.MEMORY."""
    measure = (
        "import sys, re, core.cvlines as c; from core.pdfcheck import limit; limit()\n"
        "try: c.read(sys.stdin.buffer.read(), 'pdf')\n"
        "except BaseException: pass\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure], input=make(), capture_output=True, timeout=60, check=False
    )
    if done.returncode < 0:
        return  # it asked for more than its limit and was ended: the limit held
    peak = int(done.stdout) * 1024
    assert 10_000_000 < peak < MEMORY, f"{peak / 1e6:.0f} MB"


PRIVATE = [
    "salar", "4.200", "3,900", "1988", "1985", "Belgian", "Nederlandse", "gehuwd", "kinderen", "Female",
    "90,000", "Divorced", "Catholic", "123-45-6789", "Ghanaian",
]  # fmt: skip


def test_no_birth_date_nationality_family_or_pay_of_a_cv_is_suggested() -> None:
    told = docx("".join(wp(line) for line in """Ama Mensah
Editor
Date of birth: 1 May 1985
Nationality
Ghanaian
Marital status: Divorced
Religion: Catholic
SSN: 123-45-6789
Gender: Female
Summary
I edit. My salary is $90,000 a year. I like plain words and kind people.
Experience
2019 – 2021\tEditor, Bell Hospital
* Salary: $90,000 per year
* Wrote the house style
Skills
Canva
Salary expectations
EUR 90,000 per year""".split("\n")))  # fmt: skip
    everything = [found_in(told, "docx")] + [
        found_in(cases()[name].make(), cases()[name].kind)
        for name in ("dutch word", "two columns", "europass")
    ]
    written = json.dumps([one.as_json() for found in everything for one in found], ensure_ascii=False)
    assert [word for word in PRIVATE if word.lower() in written.lower()] == []
    assert "Wrote the house style" in written and "plain words" in written


RESUME: dict[str, Any] = {
    "basics": {
        "name": "Ann Bell", "label": "Editor", "image": "https://x.example/me.jpg", "phone": "+1 206 555 0100",
        "summary": "I edit health news. I was born in 1985.", "url": "https://annbell.example.org",
        "location": {"city": "Seattle", "region": "WA", "countryCode": "US", "postalCode": "98101"},
        "profiles": [{"network": "Instagram", "username": "annedits"}, {"network": "LinkedIn", "url": "https://linkedin.com/in/annbell"}],
    },
    "work": [{"name": "Bell Hospital", "position": "Editor", "startDate": "2019-03-01", "highlights": ["Wrote the house style", "Salary: $90,000 per year"]}],
    "volunteer": [{"organization": "Crisis Line", "position": "Listener", "startDate": "2017", "endDate": "2018"}],
    "education": [{"institution": "Seattle University", "area": "Communication", "studyType": "Bachelor", "endDate": "2018-06"}],
    "certificates": [{"name": "Crisis communication", "date": "2020-05", "issuer": "PR School"}, {"name": "HIPAA certification", "date": "2020-05", "issuer": "X"}],
    "skills": [{"name": "Web", "level": "Master", "keywords": ["HTML", "WordPress", "Juggling"]}],
    "languages": [{"language": "English", "fluency": "Native speaker"}, {"language": "Klingon", "fluency": "C2"}],
    "references": [{"name": "A. Friend", "reference": "She is kind."}],
    "x-unknown": {"anything": True},
}  # fmt: skip


def test_a_json_resume_becomes_suggestions() -> None:
    found = read_upload(SimpleUploadedFile("r.json", b"\xef\xbb\xbf" + json.dumps(RESUME).encode()))
    from tests.accounts.cvs.measuring import facts

    assert facts(found) == {
        ("name", "Ann Bell"), ("headline", "Editor"), ("about", "I edit health news."), ("phone", "12065550100"),
        ("place", "Seattle/WA/US"), ("job", "Editor @ Bell Hospital"), ("days", "Editor 2019-03 –"),
        ("job", "Listener @ Crisis Line"), ("days", "Listener 2017-01 – 2018-01"),
        ("study", "Bachelor Communication @ Seattle University"), ("ended", "Bachelor Communication 2018 bachelor"),
        ("evidence", "Crisis communication @ PR School 2020-05 crisis-communication"),
        ("skill", "html"), ("skill", "cms"), ("language", "en native"),
        ("channel", "instagram annedits"), ("channel", "linkedin in/annbell"), ("link", "https://annbell.example.org"),
    }  # fmt: skip
    written = json.dumps([one.as_json() for one in found])
    assert "90,000" not in written and "1985" not in written and "me.jpg" not in written
    assert {one.values["level"] for one in found if one.kind == "skill"} == {"strong"}


def test_letters_that_cannot_be_stored_are_left_out() -> None:
    resume = b'{"basics": {"name": "A\\u0000nn \\ud800Bell", "label": "Editor \\udfff"}}'
    names = [one.values for one in read_upload(SimpleUploadedFile("r.json", resume))]
    assert names == [{"name": "A nn Bell"}, {"headline": "Editor"}]


def test_a_paper_with_its_text_upside_down_or_tiny_does_no_harm() -> None:
    paper = Paper()
    paper.canvas.rotate(180)
    paper.column(-500, 900, "Experience\nEditor at Bell Hospital\n2019 - 2020\n" * 4, size=0.4)
    assert isinstance(found_in(paper.done(), "pdf"), list)


@pytest.mark.parametrize("bit", ["a.", "((", "1-", "2019 - ", "+1 "])
def test_lines_made_to_be_slow_are_not(bit: str) -> None:
    lines = [
        line for part in ("", "Experience", "Certificates") for line in [part, *[(bit * 2000)[:2000]] * 19]
    ]
    began = time.process_time()
    suggestions(Page(lines, []))
    assert time.process_time() - began < 3


def test_a_study_of_long_ago_and_a_certificate_of_tomorrow_do_no_harm(candidate: User) -> None:
    resume = b"""{"education": [{"institution": "Old School", "area": "Letters", "endDate": "1940"}],
        "certificates": [{"name": "HIPAA privacy training", "issuer": "Kettle Valley", "date": "2099-01"}]}"""
    found = read_upload(SimpleUploadedFile("r.json", resume))
    assert [one.kind for one in found] == ["education"]
    Writing(candidate, {}).write(0, found[0])
    assert (profile_of(candidate).educations.get().title, profile_of(candidate).educations.get().ended_in) == (
        "Letters", None,
    )  # fmt: skip
