"""How long we wait for PostgreSQL: a black-holed database must end in our own page within seconds, not hang."""


def patience(*, statement_ms: int, lock_ms: int, behind_pgbouncer: bool) -> dict[str, object]:
    """Options of libpq. Times in milliseconds, 0 is without end; PgBouncer refuses the options of a session.

    What waits for a statement is a page: small reads for many at once, where starting helpers for one of them or
    compiling it takes longer than reading (the moderators' queue: 20 ms instead of 10).
    """
    waits: dict[str, object] = {"connect_timeout": 3, "tcp_user_timeout": 4000}
    waits |= {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 2}
    if not behind_pgbouncer:
        waits["options"] = (
            f"-c statement_timeout={statement_ms} -c lock_timeout={lock_ms}"
            f" -c idle_in_transaction_session_timeout={60_000 if statement_ms else 0} -c synchronous_commit=on"
            + (" -c max_parallel_workers_per_gather=0 -c jit=off" if statement_ms else "")
        )
    return waits
