from postings.forms.ending import ClosureForm, ExtensionForm, PlanForm
from postings.forms.posting import SECTIONS, PostingForm, blank

__all__ = ["SECTIONS", "ClosureForm", "ExtensionForm", "PlanForm", "PostingForm", "blank"]
