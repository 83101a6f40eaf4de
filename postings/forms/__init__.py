from postings.forms.ending import ClosureForm, ExtensionForm
from postings.forms.posting import SECTIONS, PostingForm, blank

__all__ = ["SECTIONS", "ClosureForm", "ExtensionForm", "PostingForm", "blank"]
