"""After a test that commits, the database is again as the migrations left it.

Django would empty all tables, announce a migration, and leave the first words of the vocabulary to us: a second for every
such test. Here what the migrations loaded is kept beside, in a schema of its own, and only tables that were written to are
put back: those whose number of rows or whose newest transaction is another one.
"""

from typing import Any

from django.db import connection

CONSTANT = "core_knownplace"  # 100,000 places that nothing writes to

_REMEMBER = """
DROP SCHEMA IF EXISTS kept CASCADE;
CREATE SCHEMA kept;
CREATE TABLE kept.slate (name text PRIMARY KEY, rows bigint, newest bigint);

CREATE FUNCTION kept.note(one text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO kept.slate SELECT %L, count(*), max(xmin::text::bigint) FROM public.%I
                  ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, newest = excluded.newest', one, one);
END $$;

CREATE FUNCTION kept.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; is_same boolean;
BEGIN
  SET LOCAL session_replication_role = replica;  -- no trigger fires: neither those of the trail nor foreign keys
  FOR one IN SELECT * FROM kept.slate LOOP
    EXECUTE format('SELECT (count(*), max(xmin::text::bigint)) IS NOT DISTINCT FROM ($1, $2) FROM public.%I', one.name)
      INTO is_same USING one.rows, one.newest;
    CONTINUE WHEN is_same;
    EXECUTE format('DELETE FROM public.%I', one.name);
    CONTINUE WHEN one.rows = 0;
    EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE SELECT * FROM kept.%I', one.name, one.name);
    PERFORM kept.note(one.name);
  END LOOP;
END $$;
"""


def remember() -> None:
    """Once for each database, before its first test."""
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER)
        cursor.execute(
            "SELECT kept.note(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s",
            [CONSTANT],
        )
        cursor.execute("SELECT name FROM kept.slate WHERE rows > 0")
        for (table,) in cursor.fetchall():
            cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')


def restore(*_: Any) -> None:
    """In place of Django's flush."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept.restore()")
