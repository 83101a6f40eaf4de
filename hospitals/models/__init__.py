from hospitals.models.directory import DirectoryEntry
from hospitals.models.hospital import Hospital, HospitalChannel
from hospitals.models.seat import Invitation, Seat
from hospitals.models.verification import MailboxCode

__all__ = ["DirectoryEntry", "Hospital", "HospitalChannel", "Invitation", "MailboxCode", "Seat"]
