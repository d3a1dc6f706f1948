import jinja2
from flask import Blueprint, make_response, render_template, request
from markupsafe import Markup, escape

bp = Blueprint("chart", __name__)


def badge(patient):
    # ruleid: xss.python.flask-markup
    return Markup(f"<b>{patient.family_name}</b>")


def note():
    # ruleid: xss.python.flask-markup
    return Markup(request.form["note"])


def result(patient):
    # ruleid: xss.python.flask-markup
    return make_response("<h1>" + patient.family_name + "</h1>", 200)


@bp.route("/search")
def search():
    term = request.args["q"]
    # ruleid: xss.python.flask-markup
    return f"<p>No patient called {term}</p>"


def environment(loader):
    # ruleid: xss.python.flask-markup
    return jinja2.Environment(loader=loader, autoescape=False)


def badge_safe(patient):
    # ok: xss.python.flask-markup
    return Markup("<b>{}</b>").format(patient.family_name)


def badge_percent(patient):
    # ok: xss.python.flask-markup
    return Markup("<b>%s</b>") % patient.family_name


@bp.route("/search2")
def search_safe():
    term = escape(request.args["q"])
    # ok: xss.python.flask-markup
    return render_template("none.html", term=term)


@bp.route("/count")
def count():
    # ok: xss.python.flask-markup
    return f"<p>{len(request.args)}</p>"


@bp.route("/label")
def label():
    # ok: xss.python.flask-markup
    return f"Patient {request.args['id']}", 200, {"Content-Type": "text/plain"}


def environment_safe(loader):
    # ok: xss.python.flask-markup
    return jinja2.Environment(loader=loader, autoescape=jinja2.select_autoescape())
