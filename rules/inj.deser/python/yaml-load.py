import yaml
from ruamel.yaml import YAML
from yaml import Loader, SafeLoader

from clinic import hl7


def read_mapping(path):
    with open(path) as stream:
        # ruleid: inj.deser.python.yaml-load
        return yaml.load(stream)


def read_order_set(text):
    # ruleid: inj.deser.python.yaml-load
    return yaml.load(text, Loader=Loader)


def read_protocol(text):
    # ruleid: inj.deser.python.yaml-load
    return yaml.load(text, yaml.UnsafeLoader)


def read_all(text):
    # ruleid: inj.deser.python.yaml-load
    return list(yaml.unsafe_load_all(text))


def round_trip():
    # ruleid: inj.deser.python.yaml-load
    return YAML(typ="unsafe")


def read_mapping_safe(path):
    with open(path) as stream:
        # ok: inj.deser.python.yaml-load
        return yaml.safe_load(stream)


def read_order_set_safe(text):
    # ok: inj.deser.python.yaml-load
    return yaml.load(text, Loader=SafeLoader)


def read_fast(text):
    # ok: inj.deser.python.yaml-load
    return yaml.load(text, yaml.CSafeLoader)


def editor():
    # ok: inj.deser.python.yaml-load
    return YAML(typ="safe")


def read_message(text):
    # ok: inj.deser.python.yaml-load
    return hl7.load(text)


def read_commented(stream):
    yaml = YAML(typ="safe")
    # ok: inj.deser.python.yaml-load
    return yaml.load(stream)
