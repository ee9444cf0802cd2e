"""The limit of vCPUs that an account runs at a time in a region, on demand and on spot: moto runs any number (EC2 user guide, "Amazon EC2
service quotas").

EMBEDDED_AWS_VCPUS has the numbers by account, and for any other one under "default".
"""

import json
import os

# The families that the two quotas count: A, C, D, H, I, M, R, T, Z.
STANDARD = frozenset("acdhimrtz")
REFUSALS = {
    "onDemandVcpus": (
        "VcpuLimitExceeded",
        "You have requested more vCPU capacity than your current vCPU limit of {} allows for the instance bucket that the specified "
        "instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
    ),
    "spotVcpus": ("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded"),
}
CODES = frozenset(code for code, _ in REFUSALS.values())


def install():
    from moto.ec2.models.instances import InstanceBackend

    run = InstanceBackend.run_instances

    def run_instances(self, image_id, count, user_data, security_group_names, **asked):
        _refuse_beyond(self, count, asked)
        return run(self, image_id, count, user_data, security_group_names, **asked)

    InstanceBackend.run_instances = run_instances


def _refuse_beyond(backend, count, asked):
    from moto.ec2.exceptions import EC2ClientError

    accounts = json.loads(os.environ["EMBEDDED_AWS_VCPUS"])
    granted = accounts.get(backend.account_id, accounts["default"])
    kind = asked.get("instance_type") or ""
    if kind[:1] not in STANDARD:
        return
    quota = "spotVcpus" if asked.get("instance_market_options") else "onDemandVcpus"
    most = granted[quota]
    if _running(backend, quota) + count * _vcpus(kind) > most:
        code, message = REFUSALS[quota]
        raise EC2ClientError(code, message.format(most))


def _running(backend, quota):
    return sum(
        _vcpus(instance.instance_type)
        for reservation in backend.all_reservations()
        for instance in reservation.instances
        if instance.state not in ("terminated", "stopped")
        and instance.instance_type[:1] in STANDARD
        and (instance.lifecycle == "spot") == (quota == "spotVcpus")
    )


def _vcpus(kind):
    from moto.ec2.models.instance_types import INSTANCE_TYPES

    return INSTANCE_TYPES[kind]["VCpuInfo"]["DefaultVCpus"]
