"""People: sign-in, profile, skills, CVs."""
