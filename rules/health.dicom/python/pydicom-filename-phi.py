import os
import uuid
from pathlib import Path

import pydicom


def store(path, folder):
    ds = pydicom.dcmread(path)
    # ruleid: health.dicom.python.pydicom-filename-phi
    ds.save_as(f"{folder}/{ds.PatientName}.dcm")
    # ruleid: health.dicom.python.pydicom-filename-phi
    target = os.path.join(folder, str(ds.PatientID))
    # ruleid: health.dicom.python.pydicom-filename-phi
    os.makedirs(folder + "/" + ds.PatientBirthDate, exist_ok=True)
    return target


def thumbnail(ds, folder):
    # ruleid: health.dicom.python.pydicom-filename-phi
    with open(folder / (ds.AccessionNumber + ".png"), "wb") as stream:
        stream.write(ds.pixel_array.tobytes())


def store_safely(ds, folder):
    # ok: health.dicom.python.pydicom-filename-phi
    ds.save_as(f"{folder}/{uuid.uuid4()}.dcm")
    # ok: health.dicom.python.pydicom-filename-phi
    ds.save_as(Path(folder) / f"{ds.SOPInstanceUID}.dcm")


def clear(ds, folder):
    ds.PatientName = "ANONYMOUS"
    # ok: health.dicom.python.pydicom-filename-phi
    ds.save_as(os.path.join(folder, "anonymous.dcm"))


def read(index, patient):
    # ok: health.dicom.python.pydicom-filename-phi
    return pydicom.dcmread(index.path_of(patient.PatientID))
