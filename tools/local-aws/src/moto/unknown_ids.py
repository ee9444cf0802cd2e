"""Reads of resources that do not exist. AWS answers each with its own code (API references of the actions: Errors), and moto fails, or
answers as if the resource existed and were empty. The reads and their codes are in
`tools/rehearsal/src/environments/answers/unknown-ids.json`.
"""

import functools

import unknown_in_networks


def install():
    _autoscaling()
    unknown_in_networks.install(unless, when_missing)
    _identities()
    _databases()
    _messages()
    _names()


def when_missing(backend, method, refuse, errors=(KeyError, IndexError)):
    """moto looks it up without a check that it exists."""
    looked_up = getattr(backend, method)

    # With the source of moto's own function: the parameters that it names are read there (`named.py`).
    @functools.wraps(looked_up)
    def read(self, *args, **kwargs):
        try:
            return looked_up(self, *args, **kwargs)
        except errors:
            raise refuse(*args, *kwargs.values()) from None

    setattr(backend, method, read)


def unless(backend, method, check):
    """moto does not look it up: `check` raises the answer of AWS."""
    answered = getattr(backend, method)

    @functools.wraps(answered)
    def read(self, *args, **kwargs):
        check(self, *args, *kwargs.values())
        return answered(self, *args, **kwargs)

    setattr(backend, method, read)


def _autoscaling():
    """The words for which the AWS provider looks (5.100.0, internal/service/autoscaling: `ValidationError` with "not found")."""
    from moto.autoscaling.exceptions import ValidationError
    from moto.autoscaling.models import AutoScalingBackend

    def check(self, group=None, *_):
        # For two of them a group is no required parameter.
        if group is not None and group not in self.autoscaling_groups:
            raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup {group} not found")

    for method in (
        "describe_lifecycle_hooks",
        "describe_load_balancers",
        "describe_load_balancer_target_groups",
        "describe_policies",
        "describe_scheduled_actions",
        "describe_warm_pool",
    ):
        unless(AutoScalingBackend, method, check)


def _identities():
    from moto.iam.models import IAMBackend
    from moto.iam.responses import IamResponse
    from moto.kms.exceptions import NotFoundException
    from moto.kms.models import KmsBackend
    from moto.secretsmanager.exceptions import SecretNotFoundException
    from moto.secretsmanager.models import SecretsManagerBackend

    unless(IAMBackend, "get_instance_profiles_for_role", lambda self, role_name: self.get_role(role_name))
    unless(
        IamResponse, "list_entities_for_policy", lambda self: self.backend.get_policy(self._get_param("PolicyArn"))
    )
    when_missing(
        KmsBackend, "list_grants", lambda key, *_: NotFoundException(f"Invalid keyId '{key}'")
    )
    when_missing(SecretsManagerBackend, "list_secret_version_ids", lambda *_: SecretNotFoundException())


def _databases():
    from moto.rds.exceptions import DBClusterNotFoundError, DBInstanceNotFoundError, DBProxyNotFoundFault, DBSnapshotNotFoundFault
    from moto.rds.models import RDSBackend

    kinds = {"cluster": DBClusterNotFoundError, "db": DBInstanceNotFoundError, "snapshot": DBSnapshotNotFoundFault}

    def tagged(self, arn):
        kind, _, name = arn.split(":", 5)[-1].partition(":")
        if kind in kinds and self._get_resource_for_tagging(arn) is None:
            raise kinds[kind](name)

    unless(RDSBackend, "list_tags_for_resource", tagged)
    for method in ("describe_db_proxy_targets", "describe_db_proxy_target_groups"):
        when_missing(RDSBackend, method, lambda name, *_: DBProxyNotFoundFault(name))


def _messages():
    from moto.cloudwatch.exceptions import ResourceNotFoundException as NoAlarm
    from moto.cloudwatch.models import CloudWatchBackend
    from moto.events.exceptions import ResourceNotFoundException
    from moto.events.models import EventsBackend
    from moto.logs.exceptions import ResourceNotFoundException as NoLog
    from moto.logs.models import LogsBackend

    def alarm(self, arn):
        if ":alarm:" in arn and not any(one.alarm_arn == arn for one in self.describe_alarms()):
            raise NoAlarm()

    def log_group(self, arn):
        if ":log-group:" in arn and arn.split(":")[6] not in self.groups:
            raise NoLog("The specified resource does not exist.")

    for method in ("describe_event_source", "describe_partner_event_source"):
        when_missing(
            EventsBackend, method, lambda name, *_: ResourceNotFoundException(f"Event source {name} does not exist.")
        )
    unless(CloudWatchBackend, "list_tags_for_resource", alarm)
    def filtered(self, prefix=None, log_group_name=None, *_):
        if log_group_name and log_group_name not in self.groups:
            raise NoLog()

    unless(LogsBackend, "describe_metric_filters", filtered)
    unless(LogsBackend, "list_tags_for_resource", log_group)
    when_missing(LogsBackend, "get_query_results", lambda *_: NoLog("The specified query does not exist."))


def _names():
    from moto.backup.exceptions import ResourceNotFoundException
    from moto.backup.models import BackupBackend

    def vault_or_plan(self, resource_arn):
        kind, _, name = resource_arn.split(":", 5)[-1].partition(":")
        known = {"backup-vault": self.vaults, "backup-plan": self.plans}.get(kind)
        if known is not None and name not in known:
            raise ResourceNotFoundException(f"Resource not found: {resource_arn}")

    unless(BackupBackend, "list_tags", vault_or_plan)
