import pydicom
from pydicom import dcmread
from pydicom.filereader import dcmread as read_dicom

from clinic.hl7 import dcmread as read_message


def receive(upload):
    # ruleid: health.dicom.python.pydicom-force
    return dcmread(upload, force=True)


def header(path):
    # ruleid: health.dicom.python.pydicom-force
    return pydicom.dcmread(path, stop_before_pixels=True, force=True)


def study(path):
    # ruleid: health.dicom.python.pydicom-force
    return read_dicom(path, force=True)


def receive_checked(upload):
    # ok: health.dicom.python.pydicom-force
    return dcmread(upload)


def explicit(path, lenient):
    # ok: health.dicom.python.pydicom-force
    return pydicom.dcmread(path, force=lenient)


def strict(path):
    # ok: health.dicom.python.pydicom-force
    return pydicom.dcmread(path, force=False)


def message(path):
    # ok: health.dicom.python.pydicom-force
    return read_message(path, force=True)
