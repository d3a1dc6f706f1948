import sqlalchemy as sa
from sqlalchemy import literal_column, select, text

from clinic.models import Patient
from clinic.widgets import text as label_text

SCHEMA = "emr"
SORTABLE = {"name": Patient.family_name, "born": Patient.birth_date}


def find_patient(session, mrn):
    # ruleid: inj.sql.python.sqlalchemy-text
    return session.execute(text(f"SELECT * FROM patient WHERE mrn = '{mrn}'")).one()


def count_on_ward(engine, ward):
    statement = "SELECT count(*) FROM stay WHERE ward = '%s'" % ward
    with engine.connect() as connection:
        # ruleid: inj.sql.python.sqlalchemy-text
        return connection.execute(sa.text(statement)).scalar()


def listing(session, column):
    # ruleid: inj.sql.python.sqlalchemy-text
    return session.execute(select(Patient).order_by(text("patient." + column)))


def flag(expression):
    # ruleid: inj.sql.python.sqlalchemy-text
    return select(literal_column("({}) AS flagged".format(expression)))


def find_patient_bound(session, mrn):
    # ok: inj.sql.python.sqlalchemy-text
    return session.execute(text("SELECT * FROM patient WHERE mrn = :mrn"), {"mrn": mrn}).one()


def count_all(session):
    # ok: inj.sql.python.sqlalchemy-text
    return session.execute(text(f"SELECT count(*) FROM {SCHEMA}.patient")).scalar()


def listing_fixed(session, column):
    # ok: inj.sql.python.sqlalchemy-text
    return session.execute(select(Patient).order_by(SORTABLE[column]))


def caption(patient):
    # ok: inj.sql.python.sqlalchemy-text
    return label_text(f"Patient {patient.id}")


def nearest(session, limit):
    # ok: inj.sql.python.sqlalchemy-text
    return session.execute(text("SELECT id FROM clinic ORDER BY distance LIMIT %d" % int(limit)))
