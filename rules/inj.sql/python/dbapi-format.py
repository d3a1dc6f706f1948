import sqlite3

import psycopg

TABLE = "encounter"
COLUMNS = {"name": "family_name", "born": "birth_date"}


def find_patient(cursor, mrn):
    # ruleid: inj.sql.python.dbapi-format
    cursor.execute(f"SELECT id, family_name FROM patient WHERE mrn = '{mrn}'")
    return cursor.fetchone()


def find_by_name(cursor, family, given):
    # ruleid: inj.sql.python.dbapi-format
    cursor.execute("SELECT id FROM patient WHERE family_name = '" + family + "'")
    # ruleid: inj.sql.python.dbapi-format
    cursor.execute("SELECT id FROM patient WHERE given_name = '%s'" % given)


def discharge(connection: sqlite3.Connection, encounter_id, ward):
    sql = "UPDATE encounter SET ended = 1 WHERE id = {} AND ward = '{}'".format(encounter_id, ward)
    with connection:
        # ruleid: inj.sql.python.dbapi-format
        connection.execute(sql)


def search(cursor, form):
    sql = "SELECT id FROM patient WHERE deceased = 0"
    if form.get("city"):
        sql += " AND city = '" + form["city"] + "'"
    # ruleid: inj.sql.python.dbapi-format
    cursor.execute(sql)


def import_codes(cursor, table, rows):
    # ruleid: inj.sql.python.dbapi-format
    cursor.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)


def find_patient_bound(cursor, mrn):
    # ok: inj.sql.python.dbapi-format
    cursor.execute("SELECT id, family_name FROM patient WHERE mrn = %s", (mrn,))


def open_encounters(cursor, ward):
    # ok: inj.sql.python.dbapi-format
    cursor.execute(f"SELECT id FROM {TABLE} WHERE ward = %s", (ward,))
    # ok: inj.sql.python.dbapi-format
    cursor.execute("SELECT id FROM " + TABLE + " WHERE ward = %s", (ward,))


def by_ids(cursor, ids):
    placeholders = ", ".join(["%s"] * len(ids))
    # ok: inj.sql.python.dbapi-format
    cursor.execute(f"SELECT id, mrn FROM patient WHERE id IN ({placeholders})", ids)


def page(cursor, size):
    # ok: inj.sql.python.dbapi-format
    cursor.execute(f"SELECT id FROM patient ORDER BY id LIMIT {int(size)}")


def sorted_list(cursor, column):
    query = psycopg.sql.SQL("SELECT id FROM patient ORDER BY {}").format(psycopg.sql.Identifier(COLUMNS[column]))
    # ok: inj.sql.python.dbapi-format
    cursor.execute(query)


def run_job(executor, job):
    # ok: inj.sql.python.dbapi-format
    executor.execute(f"job-{job.id}")
