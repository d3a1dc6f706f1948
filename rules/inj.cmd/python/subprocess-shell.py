import asyncio
import os
import shlex
import subprocess

VIEWER = "/opt/viewer/bin/render"


def render(path):
    # ruleid: inj.cmd.python.subprocess-shell
    os.system("dcm2pnm " + path)


def convert(study, out):
    # ruleid: inj.cmd.python.subprocess-shell
    subprocess.run(f"dcm2niix -o {out} {study}", shell=True, check=True)


def thumbnails(folder):
    command = "mogrify -resize 128x128 %s/*.png" % folder
    # ruleid: inj.cmd.python.subprocess-shell
    return subprocess.check_output(command, shell=True)


async def anonymise(path):
    # ruleid: inj.cmd.python.subprocess-shell
    process = await asyncio.create_subprocess_shell("dcmodify -ea PatientName {}".format(path))
    await process.wait()


def remote_import(ssh, file_name):
    # ruleid: inj.cmd.python.subprocess-shell
    ssh.exec_command(f"import-hl7 /inbox/{file_name}")


def render_list(path):
    # ok: inj.cmd.python.subprocess-shell
    subprocess.run(["dcm2pnm", "--", path], check=True)


def restart():
    # ok: inj.cmd.python.subprocess-shell
    subprocess.run("systemctl restart mirth && sleep 5", shell=True, check=True)
    # ok: inj.cmd.python.subprocess-shell
    os.system(VIEWER + " --warm-up")


def remote_import_quoted(ssh, file_name):
    # ok: inj.cmd.python.subprocess-shell
    ssh.exec_command(f"import-hl7 /inbox/{shlex.quote(file_name)}")


def convert_list(study, out):
    # ok: inj.cmd.python.subprocess-shell
    subprocess.run(["dcm2niix", "-o", out, f"{study}/series"], shell=False, check=True)


def count_lines(n):
    # ok: inj.cmd.python.subprocess-shell
    return subprocess.getoutput(f"tail -n {int(n)} /var/log/mirth.log | wc -l")
