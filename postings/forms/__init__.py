from postings.forms.ending import ClosureForm, ExtensionForm, PlanForm
from postings.forms.posting import PostingForm, blank
from postings.forms.sections import SECTIONS

__all__ = ["SECTIONS", "ClosureForm", "ExtensionForm", "PlanForm", "PostingForm", "blank"]
