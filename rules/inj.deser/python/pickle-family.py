import json
import pickle

import joblib
import jsonpickle
import pandas as pd


def cached_patient(redis, key):
    # ruleid: inj.deser.python.pickle-family
    return pickle.loads(redis.get(key))


def receive(channel, method, properties, body):
    # ruleid: inj.deser.python.pickle-family
    order = jsonpickle.decode(body)
    return order


def load_cohort(upload):
    # ruleid: inj.deser.python.pickle-family
    return pd.read_pickle(upload.file)


def load_model(path):
    # ruleid: inj.deser.python.pickle-family
    return joblib.load(path)


def session_data(path):
    with open(path, "rb") as stream:
        # ruleid: inj.deser.python.pickle-family
        return pickle.load(stream)


def deep_copy(patient):
    # ok: inj.deser.python.pickle-family
    return pickle.loads(pickle.dumps(patient))


def round_trip(patient):
    data = pickle.dumps(patient)
    # ok: inj.deser.python.pickle-family
    return pickle.loads(data)


def sepsis_model():
    with open("/opt/clinic/models/sepsis.pkl", "rb") as stream:
        # ok: inj.deser.python.pickle-family
        return pickle.load(stream)


def read_order(body):
    # ok: inj.deser.python.pickle-family
    return json.loads(body)


def triage_model():
    # ok: inj.deser.python.pickle-family
    return joblib.load("models/triage.joblib")
