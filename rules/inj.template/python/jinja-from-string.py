import jinja2
from flask import render_template, render_template_string, request
from jinja2.sandbox import SandboxedEnvironment

FOOTER = "<p>St. Example Hospital</p>"


def greeting(name):
    # ruleid: inj.template.python.jinja-from-string
    return render_template_string(f"<h1>Welcome {name}</h1>")


def letter(patient):
    text = "Dear " + patient.title + ", your result is ready."
    # ruleid: inj.template.python.jinja-from-string
    return jinja2.Template(text).render()


def preview(environment):
    # ruleid: inj.template.python.jinja-from-string
    return environment.from_string(request.form["template"]).render()


def not_found():
    # ruleid: inj.template.python.jinja-from-string
    return render_template_string("<h1>No page %s</h1>" % request.path), 404


def greeting_safe(name):
    # ok: inj.template.python.jinja-from-string
    return render_template_string("<h1>Welcome {{ name }}</h1>", name=name)


def letter_from_file(patient, path):
    # ok: inj.template.python.jinja-from-string
    return jinja2.Template(path.read_text()).render(patient=patient)


def with_footer(patient):
    # ok: inj.template.python.jinja-from-string
    return render_template_string("<p>{{ patient.id }}</p>" + FOOTER, patient=patient)


def span(position, text):
    # ok: inj.template.python.jinja-from-string
    return position.from_string(f"{position.line}:{text}")


def page(patient):
    # ok: inj.template.python.jinja-from-string
    return render_template("letter.html", patient=patient)


def staff_letter(source, patient):
    # ok: inj.template.python.jinja-from-string
    return SandboxedEnvironment().from_string(source).render(title=patient.title)
