import tarfile
import zipfile


def unpack_study(path, folder):
    with tarfile.open(path) as archive:
        # ruleid: inj.path.python.zip-slip
        archive.extractall(folder)


def unpack_export(stream, folder):
    archive = tarfile.open(fileobj=stream, mode="r|gz")
    # ruleid: inj.path.python.zip-slip
    archive.extractall(path=folder)
    archive.close()


def unpack_one(path, member, folder):
    with tarfile.open(path, "r:gz") as archive:
        # ruleid: inj.path.python.zip-slip
        archive.extract(member, folder)


def unpack_study_filtered(path, folder):
    with tarfile.open(path) as archive:
        # ok: inj.path.python.zip-slip
        archive.extractall(folder, filter="data")


def unpack_checked(path, folder, check):
    with tarfile.open(path) as archive:
        # ok: inj.path.python.zip-slip
        archive.extractall(folder, members=[m for m in archive if check(m)])


def unpack_zip(path, folder):
    with zipfile.ZipFile(path) as archive:
        # ok: inj.path.python.zip-slip
        archive.extractall(folder)
