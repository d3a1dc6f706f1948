import asyncssh
import paramiko
from paramiko import AutoAddPolicy

from clinic.retry import AutoAddPolicy as RetryPolicy


def clearing_house():
    client = paramiko.SSHClient()
    # ruleid: sdk.python.ssh-autoadd
    client.set_missing_host_key_policy(AutoAddPolicy())
    return client


def lab():
    client = paramiko.SSHClient()
    # ruleid: sdk.python.ssh-autoadd
    client.set_missing_host_key_policy(paramiko.WarningPolicy)
    return client


async def registry(host):
    # ruleid: sdk.python.ssh-autoadd
    return await asyncssh.connect(host, known_hosts=None)


def clearing_house_safe():
    client = paramiko.SSHClient()
    client.load_host_keys("/etc/ssh/partners")
    # ok: sdk.python.ssh-autoadd
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    return client


async def registry_safe(host):
    # ok: sdk.python.ssh-autoadd
    return await asyncssh.connect(host, known_hosts="/etc/ssh/partners")


def queue(worker):
    # ok: sdk.python.ssh-autoadd
    worker.set_policy(RetryPolicy())
