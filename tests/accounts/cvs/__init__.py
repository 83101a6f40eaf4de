"""CVs as programs write them, made for the tests: writing.py makes files, people.py says what stands in them."""
