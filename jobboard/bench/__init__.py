"""bin/bench: measures what this board promises (promises.py) and says which promises were missed.

    command ── for each N: database (ground.py, sample.py) ── web server (server.py) ─┐
       │                                                                              │ HTTP (client.py)
       ├── pages.py: what is asked, no address twice ── measuring.py: rounds ─────────┘
       ├── promises.py: the bounds, and the judgement
       └── report.py: tables, JSON

inside.py and urls.py are loaded by the web server, only when BENCH_TOKEN is set: the floor page and the timings.
"""
