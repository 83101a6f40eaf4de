"""The people and texts of the story; all invented."""

DIRECTORY = """\
ccn,name,address,city,state,zip,county,phone,hospital_type,ownership,beds,website,lat,lon
990001,Northlake General Hospital,1 Cedar Ave,Tacoma,WA,98405,Pierce,+12535550100,acute_care,nonprofit,412,http://www.northlake.example,47.2,-122.4
990002,Kettle Valley Children's,2 Hill Rd,Boise,ID,83702,Ada,+12085550101,childrens,nonprofit,,,43.6,-116.2
990003,Merebank of the Valley,3 Lake St,Springfield,MA,01103,Hampden,+14135550102,rural_emergency,tribal,24,,42.1,-72.5
"""
INES, NOOR, MO = "ines@northlake.example", "noor@people.example", "mo@board.example"
HOSPITAL, TITLE = "Northlake General Hospital", "Social media manager"
TEXT = "## What you will do\n\nYou run four channels and **teach our doctors** to use them safely."
LETTER = "I have run the channels of a clinic for three years.\n\nI would like to do it for a whole hospital."
