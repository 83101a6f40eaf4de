"""The demo: fictitious hospitals at real places, their openings, and people in every role. All of it written here.

The texts are the JSON files beside this one; `load()` turns them into rows, with dates relative to today.
"""

PASSWORD = "demo-pass-2026"  # noqa: S105 public on purpose; production refuses to start while such accounts exist

# One person for each door; people.json has three of each.
SIGN_INS = {
    "candidate@demo.example": "looks for work (Dutch: candidate2@)",
    "owner@demo.example": "owns a hospital's team (Dutch: owner2@)",
    "recruiter@demo.example": "recruits for it",
    "reviewer@demo.example": "reads and rates applications",
    "host@demo.example": "hosts talks",
    "moderator@demo.example": "reads what is submitted (Dutch: moderator2@)",
    "admin@demo.example": "administrator, /admin/",
}
