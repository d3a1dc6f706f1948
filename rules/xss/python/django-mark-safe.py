import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from clinic.audit import mark_safe as mark_checked

ICON = "<i class='icon-alert'></i>"


def badge(patient):
    # ruleid: xss.python.django-mark-safe
    return mark_safe(f"<b>{patient.family_name}</b>")


def note_row(note):
    html = "<td>" + note.text + "</td>"
    # ruleid: xss.python.django-mark-safe
    return mark_safe(html)


def banner(request):
    # ruleid: xss.python.django-mark-safe
    return mark_safe(request.GET.get("message"))


def link(patient):
    # ruleid: xss.python.django-mark-safe
    return format_html("<a href='/p/%s'>%s</a>" % (patient.id, patient.family_name))


def badge_safe(patient):
    # ok: xss.python.django-mark-safe
    return format_html("<b>{}</b>", patient.family_name)


def note_row_safe(note):
    # ok: xss.python.django-mark-safe
    return mark_safe("<td>" + escape(note.text) + "</td>")


def rich_text(note):
    # ok: xss.python.django-mark-safe
    return mark_safe(nh3.clean(note.html))


def alert():
    # ok: xss.python.django-mark-safe
    return mark_safe(ICON + "&nbsp;Allergy")


def checked(order):
    # ok: xss.python.django-mark-safe
    return mark_checked(f"order {order.id}")


def count(orders):
    # ok: xss.python.django-mark-safe
    return mark_safe(f"<b>{len(orders)}</b>")
