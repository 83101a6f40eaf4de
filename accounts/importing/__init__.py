"""A CV or a JSON Resume read into suggestions for the profile, and the profile written as either.

core/cvlines.py   bytes → lines, in a child process
reading.py        lines → suggestions: contact.py, tongues.py, jobs.py, studies.py, proofs.py, skills.py
jsonresume.py     a JSON Resume → the same suggestions
offering.py       what of it is new to this profile, kept for 7 days, accepted in one transaction
exporting.py      the profile as JSON Resume; printing.py as PDF
"""
