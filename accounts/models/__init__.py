from accounts.models.copy import PersonalCopy
from accounts.models.cv import Education, Experience, Language, OwnChannel
from accounts.models.document import Document
from accounts.models.evidence import Evidence, SamplePicture, SampleReport, Training, WorkSample
from accounts.models.inbox import InboxChoice, InboxItem, News
from accounts.models.profile import Profile, ProfileLink, ProfileSkill
from accounts.models.reading import CVReading
from accounts.models.suggestion import Suggestion
from accounts.models.suspension import Suspension
from accounts.models.tries import Tries
from accounts.models.user import MODERATORS, User, moderators

__all__ = [
    "MODERATORS",
    "CVReading",
    "Document",
    "Education",
    "Evidence",
    "Experience",
    "InboxChoice",
    "InboxItem",
    "Language",
    "News",
    "OwnChannel",
    "PersonalCopy",
    "Profile",
    "ProfileLink",
    "ProfileSkill",
    "SamplePicture",
    "SampleReport",
    "Suggestion",
    "Suspension",
    "Training",
    "Tries",
    "User",
    "WorkSample",
    "moderators",
]
