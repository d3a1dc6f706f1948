import ast
import json
import operator

import pandas as pd

OPERATIONS = {"+": operator.add, "-": operator.sub}


def bmi(formula, weight, height):
    # ruleid: inj.code.python.eval-exec
    return eval(formula, {"w": weight, "h": height})


def apply_rule(rule, patient):
    # ruleid: inj.code.python.eval-exec
    exec(rule.source, {"patient": patient})


def column(frame, expression):
    # ruleid: inj.code.python.eval-exec
    return pd.eval("frame." + expression)


def parse_result(segment):
    # ruleid: inj.code.python.eval-exec
    return eval("[" + segment + "]")


def parse_result_safely(segment):
    # ok: inj.code.python.eval-exec
    return ast.literal_eval(segment)


def parse_json(body):
    # ok: inj.code.python.eval-exec
    return json.loads(body)


def answer():
    # ok: inj.code.python.eval-exec
    return eval("6 * 7")


def predict(model, frame):
    # ok: inj.code.python.eval-exec
    model.eval()
    # ok: inj.code.python.eval-exec
    return frame.eval("bmi = weight / height ** 2")


def version():
    scope = {}
    with open("clinic/version.py") as source:
        # ok: inj.code.python.eval-exec
        exec(source.read(), scope)
    return scope["__version__"]


def calculate(symbol, left, right):
    # ok: inj.code.python.eval-exec
    return OPERATIONS[symbol](left, right)
