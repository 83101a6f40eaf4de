from mentoring.models.mentor import Mentor, Times
from mentoring.models.mentorship import Mentorship
from mentoring.models.safety import Block, Feedback, Report
from mentoring.models.talk import Talk, TalkTime

__all__ = ["Block", "Feedback", "Mentor", "Mentorship", "Report", "Talk", "TalkTime", "Times"]
