import os

from fastapi import FastAPI
from flask import Flask
from werkzeug.debug import DebuggedApplication

from clinic.solver import Solver

app = Flask(__name__)
# ruleid: errors.python.debug-true
app.config["DEBUG"] = True
# ruleid: errors.python.debug-true
app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=False)
# ruleid: errors.python.debug-true
api = FastAPI(title="chart", debug=True)

# ruleid: errors.python.debug-true
DEBUG = True
ALLOWED_HOSTS = ["chart.example.org"]

# ok: errors.python.debug-true
safe_api = FastAPI(title="chart", debug=os.environ.get("STAGE") == "local")
# ok: errors.python.debug-true
app.config["DEBUG"] = os.environ.get("STAGE") == "local"
# ok: errors.python.debug-true
app.config["EXPLAIN_TEMPLATE_LOADING"] = True


def verbose():
    # ok: errors.python.debug-true
    Solver().simplify(debug=True)


if __name__ == "__main__":
    # ruleid: errors.python.debug-true
    app.run(host="0.0.0.0", debug=True)
    # ok: errors.python.debug-true
    app.run(host="127.0.0.1", debug=False)
