"""Run inside the board under test: makes people with a draft application each and signs them in.

python tests/survival/prepare.py PEOPLE → JSON lines {"pk", "email", "session", "path"} on standard output.
"""

import json
import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
sys.path.insert(0, os.getcwd())
django.setup()

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import Document, User
from applications.models import Application
from jobboard.demo.pdf import one_page
from postings.models import Posting


def main(number: int) -> None:
    posting = Posting.objects.live().newest_first()[0]
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for i in range(number):
        user = User.objects.create(
            email=f"survivor{i}@survival.example", name=f"Survivor {i}", looks_for_work=True
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        content = one_page(user.name, ["A CV."])
        cv = Document(owner=user, name="cv.pdf", kind="pdf", size=len(content), sha256="0" * 64, pages=1)
        cv.file.save("cv.pdf", ContentFile(content), save=True)
        application = Application.objects.create(
            posting=posting, candidate=user, cv=cv, letter="I would like to work here."
        )
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        path = reverse("applications:apply_submission", args=[posting.pk, posting.slug])
        row = {"pk": application.pk, "email": user.email, "session": session.session_key, "path": path}
        print(json.dumps(row))


main(int(sys.argv[1]))
