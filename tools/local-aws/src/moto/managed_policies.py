"""AWS's own IAM policies, the same in every account: read once, and not for each account and partition again.

moto gives such a policy another id in each account. On AWS it is one policy with one id (IAM user guide, "AWS managed policies"), so that a
snapshot need not contain policies that every moto has.
"""

import base64
import functools
import hashlib
import json


def install():
    from moto.iam import models
    from moto.iam.models import DEFAULT_ACCOUNT_ID, IAMBackend, iam_backends
    from moto.settings import load_iam_aws_managed_policies

    def init_aws_policies(self):
        if not load_iam_aws_managed_policies():
            return []
        return [managed_policy(name, self.account_id, self.region_name) for name in as_moto_makes_them()]

    def get_account_id_from(access_key):
        """moto makes an IAM for every partition of AWS to find that the key is in none."""
        for account, partitions in list(iam_backends.items()):
            if any(access_key in partition.access_keys for partition in list(partitions.values())):
                return account
        return DEFAULT_ACCOUNT_ID

    IAMBackend._init_aws_policies = init_aws_policies
    models.get_account_id_from = get_account_id_from


def managed_policy(name, account, partition, attachments=0):
    """One of AWS's policies in an account that has attached it that many times."""
    written = as_moto_makes_them()[name]
    policy = copied(written)
    vars(policy).update(account_id=account, partition=partition, attachment_count=attachments, tags={})
    policy.versions = [copied(version) for version in written.versions]
    for version in policy.versions:
        version.policy_arn = policy.arn
    return policy


def is_as_written(policy):
    """True if only its attachments were changed in this account."""

    def state(one):
        own = {name: value for name, value in vars(one).items() if name != "versions"}
        return own, [vars(version) for version in one.versions]

    written = managed_policy(policy.name, policy.account_id, policy.partition, policy.attachment_count)
    return state(policy) == state(written)


def copied(value):
    copy = type(value).__new__(type(value))
    vars(copy).update(vars(value))
    return copy


@functools.cache
def as_moto_makes_them():
    from moto.iam.aws_managed_policies import aws_managed_policies_data
    from moto.iam.models import AWSManagedPolicy

    policies = {}
    for name, data in json.loads(aws_managed_policies_data).items():
        policies[name] = AWSManagedPolicy.from_data(name, "aws", "aws", data)
        digest = hashlib.sha256(name.encode()).digest()
        policies[name].id = "ANPA" + base64.b32encode(digest).decode()[:17]
    return policies
