from hospitals.models.desk import BannedDomain, FormerHospital
from hospitals.models.directory import DirectoryEntry
from hospitals.models.hospital import Hospital, HospitalChannel
from hospitals.models.notice import Notice, NoticeChoice
from hospitals.models.profile import Readiness, Site
from hospitals.models.seat import Invitation, Seat
from hospitals.models.verification import DomainProof, MailboxCode

__all__ = [
    "BannedDomain",
    "DirectoryEntry",
    "DomainProof",
    "FormerHospital",
    "Hospital",
    "HospitalChannel",
    "Invitation",
    "MailboxCode",
    "Notice",
    "NoticeChoice",
    "Readiness",
    "Seat",
    "Site",
]
