"""The demo: fictitious hospitals at real places, their openings, and people in every role. All of it written here.

The texts are the JSON files beside this one; `load()` turns them into rows, with dates relative to today.
"""

PASSWORD = "demo-pass-2026"  # noqa: S105 public on purpose; production refuses to start while such accounts exist
