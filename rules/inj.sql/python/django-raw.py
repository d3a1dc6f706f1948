from django.db.models.expressions import RawSQL

from clinic.models import Encounter, Patient
from clinic.readers import hl7

TABLE = "clinic_patient"


def find(request):
    mrn = request.GET["mrn"]
    # ruleid: inj.sql.python.django-raw
    return Patient.objects.raw(f"SELECT * FROM clinic_patient WHERE mrn = '{mrn}'")


def search(request):
    sql = "SELECT * FROM clinic_patient WHERE city = '%s'" % request.GET["city"]
    # ruleid: inj.sql.python.django-raw
    return list(Patient.objects.raw(sql))


def on_ward(ward):
    # ruleid: inj.sql.python.django-raw
    return Encounter.objects.extra(where=["ward = '" + ward + "'"])


def with_score(column):
    # ruleid: inj.sql.python.django-raw
    return Patient.objects.annotate(score=RawSQL("risk_score({})".format(column), []))


def with_age(unit):
    # ruleid: inj.sql.python.django-raw
    return Patient.objects.extra(select={"age": f"date_part('{unit}', age(birth_date))"})


def find_bound(mrn):
    # ok: inj.sql.python.django-raw
    return Patient.objects.raw("SELECT * FROM clinic_patient WHERE mrn = %s", [mrn])


def all_rows():
    # ok: inj.sql.python.django-raw
    return Patient.objects.raw(f"SELECT * FROM {TABLE}")


def on_ward_bound(ward):
    # ok: inj.sql.python.django-raw
    return Encounter.objects.extra(where=["ward = %s"], params=[ward])


def scored(patient):
    # ok: inj.sql.python.django-raw
    return Patient.objects.annotate(score=RawSQL("risk_score(%s)", (patient.id,)))


def read_message(path, name):
    # ok: inj.sql.python.django-raw
    return hl7.raw(path + name)
