"""PostgreSQL whose server is jobboard.localpg's: started when it is not there, stopped by the last who leaves."""

import atexit
import os
from functools import cache
from typing import Any

import psycopg2
from django.conf import settings
from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg2.errors import DuplicateDatabase

from jobboard.localpg import DATABASE_OWNER, LocalPG, LocalPGError
from jobboard.pgprograms import SOCKET_NUMBER

# A page does not wait longer than this for a server that died: its reader gets the kind page instead.
RESTART_SECONDS = 3


@cache
def server() -> LocalPG:
    """This process's server, running. Raises LocalPGError."""
    local = LocalPG(settings.VAR_DIR).start()
    pid = os.getpid()
    # A forked child leaves by its own death: its lock goes with it.
    atexit.register(lambda: local.leave() if os.getpid() == pid else None)
    return local


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to the server in VAR_DIR, wherever its socket is."""

    def get_connection_params(self) -> dict[str, Any]:
        """Starts the server at the first call. Raises OperationalError with one sentence."""
        try:
            local = server()
        except LocalPGError as error:
            raise OperationalError(str(error)) from error
        self.settings_dict.update(HOST=str(local.socket_dir), PORT=str(SOCKET_NUMBER), USER=DATABASE_OWNER)
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Tries again when the server died meanwhile, or when it has no such database yet."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg2.OperationalError as error:
            name = str(conn_params.get("dbname", ""))
            if f'database "{name}" does not exist' not in str(error):
                self._restart()
            elif not name.startswith("test_"):
                _create(name)
            else:
                raise
        return super().get_new_connection(conn_params)

    def _restart(self) -> None:
        try:
            server().start(seconds=RESTART_SECONDS)
        except LocalPGError as error:
            raise OperationalError(str(error)) from error


def _create(name: str) -> None:
    connection = psycopg2.connect(server().url())
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    except DuplicateDatabase:
        pass  # another process was faster
    finally:
        connection.close()
