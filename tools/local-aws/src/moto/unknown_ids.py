"""Reads that name what is not there. AWS answers each with a code of its own (API references of the actions: Errors), and moto breaks down
on it, or answers as if it were there and had nothing. What is read, and by which code, is in `../unknown-ids.json`.
"""

import functools


def install():
    _autoscaling()
    _traffic()
    _networks()
    _identities()
    _databases()
    _messages()
    _names()


def _when_missing(backend, method, refuse, errors=(KeyError, IndexError)):
    """moto looks it up without looking whether it is there."""
    looked_up = getattr(backend, method)

    # With the source of moto's own function: what it names of a call is read there (`named.py`).
    @functools.wraps(looked_up)
    def read(self, *args, **kwargs):
        try:
            return looked_up(self, *args, **kwargs)
        except errors:
            raise refuse(*args, *kwargs.values()) from None

    setattr(backend, method, read)


def _unless(backend, method, check):
    """moto does not look it up: `check` raises what AWS answers."""
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
        # Of two of them a group is no required parameter.
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
        _unless(AutoScalingBackend, method, check)


def _traffic():
    from moto.cloudfront.exceptions import CloudFrontException
    from moto.cloudfront.models import CloudFrontBackend
    from moto.elbv2.models import ELBv2Backend, elbv2_backends
    from moto.route53.models import Route53Backend
    from moto.route53.responses import Route53
    from moto.wafv2.exceptions import WAFNonexistentItemException
    from moto.wafv2.models import WAFV2Backend

    def tagged_by_load_balancing(self, arns):
        for arn in arns:
            self._get_resource_by_arn(arn)

    def tagged_by_route53(self, kind, ids):
        for one in ids:
            (self.get_hosted_zone if kind == "hostedzone" else self.get_health_check)(one)

    def tagged_alone(self):
        tagged_by_route53(self.backend, self._get_param("ResourceType"), [self._get_param("ResourceId")])

    def distribution(self, arn, *_):
        if ":distribution/" in arn and arn.rpartition("/")[2] not in self.distributions:
            raise CloudFrontException("NoSuchResource", "The specified resource does not exist.")

    def protected(self, arn, *_):
        is_balancer = ":loadbalancer/app/" in arn
        if is_balancer and arn not in elbv2_backends[self.account_id][self.region_name].load_balancers:
            raise WAFNonexistentItemException()

    def tagged_by_waf(self, arn, *_):
        known = (self.wacls, self.ip_sets, self.rule_groups, self.regex_pattern_sets)
        if not any(arn in (key, one.arn) for kept in known for key, one in kept.items()):
            raise WAFNonexistentItemException()

    _unless(ELBv2Backend, "describe_tags", tagged_by_load_balancing)
    _unless(CloudFrontBackend, "list_tags_for_resource", distribution)
    _unless(WAFV2Backend, "get_web_acl_for_resource", protected)
    _unless(WAFV2Backend, "list_tags_for_resource", tagged_by_waf)
    _unless(Route53Backend, "list_tags_for_resources", tagged_by_route53)
    _unless(Route53, "list_tags_for_resource", tagged_alone)
    _when_missing(
        CloudFrontBackend,
        "get_key_group",
        lambda *_: CloudFrontException("NoSuchResource", "The specified key group does not exist."),
    )
    _when_missing(
        CloudFrontBackend,
        "get_public_key",
        lambda *_: CloudFrontException("NoSuchPublicKey", "The specified public key does not exist."),
    )


def _networks():
    """EC2 API reference, "Error codes for the Amazon EC2 API"; of prefix lists there are two spellings, both in the AWS provider (5.100.0,
    internal/service/ec2/errors.go).
    """
    from moto.ec2.exceptions import EC2ClientError, InvalidAMIIdError
    from moto.ec2.models import EC2Backend
    from moto.ec2.responses import EC2Response

    def unless(action, parameter, kept, code, what):
        def check(self):
            for one in self._get_param(parameter, []) if parameter.endswith("s") else [self._get_param(parameter)]:
                if one not in getattr(self.ec2_backend, kept):
                    raise EC2ClientError(code, f"The {what} '{one}' does not exist")

        _unless(EC2Response, action, check)

    lists, templates = "managed_prefix_lists", "launch_templates"
    unless("describe_flow_logs", "FlowLogIds", "flow_logs", "InvalidFlowLogId.NotFound", "flow log")
    unless("describe_launch_templates", "LaunchTemplateIds", templates, "InvalidLaunchTemplateId.NotFound", "launch template")
    unless("describe_nat_gateways", "NatGatewayIds", "nat_gateways", "NatGatewayNotFound", "NAT gateway")
    unless("describe_network_acls", "NetworkAclIds", "network_acls", "InvalidNetworkAclID.NotFound", "network ACL")
    unless("describe_managed_prefix_lists", "PrefixListIds", lists, "InvalidPrefixListID.NotFound", "prefix list ID")
    unless("describe_prefix_lists", "PrefixListIds", lists, "InvalidPrefixListId.NotFound", "prefix list ID")
    unless("get_managed_prefix_list_entries", "PrefixListId", lists, "InvalidPrefixListID.NotFound", "prefix list ID")
    _when_missing(EC2Backend, "describe_image_attribute", lambda ami, *_: InvalidAMIIdError(ami))


def _identities():
    from moto.iam.models import IAMBackend
    from moto.iam.responses import IamResponse
    from moto.kms.exceptions import NotFoundException
    from moto.kms.models import KmsBackend
    from moto.secretsmanager.exceptions import SecretNotFoundException
    from moto.secretsmanager.models import SecretsManagerBackend

    _unless(IAMBackend, "get_instance_profiles_for_role", lambda self, role_name: self.get_role(role_name))
    _unless(
        IamResponse, "list_entities_for_policy", lambda self: self.backend.get_policy(self._get_param("PolicyArn"))
    )
    _when_missing(
        KmsBackend, "list_grants", lambda key, *_: NotFoundException(f"Invalid keyId '{key}'")
    )
    _when_missing(SecretsManagerBackend, "list_secret_version_ids", lambda *_: SecretNotFoundException())


def _databases():
    from moto.rds.exceptions import DBClusterNotFoundError, DBInstanceNotFoundError, DBProxyNotFoundFault, DBSnapshotNotFoundFault
    from moto.rds.models import RDSBackend

    kinds = {"cluster": DBClusterNotFoundError, "db": DBInstanceNotFoundError, "snapshot": DBSnapshotNotFoundFault}

    def tagged(self, arn):
        kind, _, name = arn.split(":", 5)[-1].partition(":")
        if kind in kinds and self._get_resource_for_tagging(arn) is None:
            raise kinds[kind](name)

    _unless(RDSBackend, "list_tags_for_resource", tagged)
    for method in ("describe_db_proxy_targets", "describe_db_proxy_target_groups"):
        _when_missing(RDSBackend, method, lambda name, *_: DBProxyNotFoundFault(name))


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
        _when_missing(
            EventsBackend, method, lambda name, *_: ResourceNotFoundException(f"Event source {name} does not exist.")
        )
    _unless(CloudWatchBackend, "list_tags_for_resource", alarm)
    def filtered(self, prefix=None, log_group_name=None, *_):
        if log_group_name and log_group_name not in self.groups:
            raise NoLog()

    _unless(LogsBackend, "describe_metric_filters", filtered)
    _unless(LogsBackend, "list_tags_for_resource", log_group)
    _when_missing(LogsBackend, "get_query_results", lambda *_: NoLog("The specified query does not exist."))


def _names():
    from moto.backup.exceptions import ResourceNotFoundException
    from moto.backup.models import BackupBackend

    def vault_or_plan(self, resource_arn):
        kind, _, name = resource_arn.split(":", 5)[-1].partition(":")
        known = {"backup-vault": self.vaults, "backup-plan": self.plans}.get(kind)
        if known is not None and name not in known:
            raise ResourceNotFoundException(f"Resource not found: {resource_arn}")

    _unless(BackupBackend, "list_tags", vault_or_plan)
