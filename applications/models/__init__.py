from applications.models.application import Application, RejectionReason, WithdrawalReason

__all__ = ["Application", "RejectionReason", "WithdrawalReason"]
