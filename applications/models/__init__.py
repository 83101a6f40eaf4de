from applications.models.application import (
    ACTIVE,
    ENDED,
    UNANSWERED,
    Application,
    RejectionReason,
    Stage,
    WithdrawalReason,
)

__all__ = ["ACTIVE", "ENDED", "UNANSWERED", "Application", "RejectionReason", "Stage", "WithdrawalReason"]
