from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from clinic.webhooks import verify_signature


# ruleid: val.python.django-csrf-exempt
@csrf_exempt
@login_required
def discharge(request, encounter_id):
    return HttpResponse(status=204)


# ruleid: val.python.django-csrf-exempt
@permission_required("clinic.change_order")
@csrf_exempt
def change_order(request, order_id):
    return HttpResponse(status=204)


def admit(request):
    return HttpResponse(status=204)


urlpatterns = [
    # ruleid: val.python.django-csrf-exempt
    path("admit/", csrf_exempt(login_required(admit))),
    # ok: val.python.django-csrf-exempt
    path("admit2/", login_required(admit)),
]


# ok: val.python.django-csrf-exempt
@csrf_exempt
def lab_webhook(request):
    verify_signature(request)
    return HttpResponse(status=202)


# ok: val.python.django-csrf-exempt
@login_required
def chart(request, patient_id):
    return HttpResponse(status=200)
