"""Reads of resources of traffic and networks that do not exist: see `unknown_ids.py`."""


def install(unless, when_missing):
    _traffic(unless, when_missing)
    _networks(unless, when_missing)


def _traffic(unless, when_missing):
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

    unless(ELBv2Backend, "describe_tags", tagged_by_load_balancing)
    unless(CloudFrontBackend, "list_tags_for_resource", distribution)
    unless(WAFV2Backend, "get_web_acl_for_resource", protected)
    unless(WAFV2Backend, "list_tags_for_resource", tagged_by_waf)
    unless(Route53Backend, "list_tags_for_resources", tagged_by_route53)
    unless(Route53, "list_tags_for_resource", tagged_alone)
    when_missing(
        CloudFrontBackend,
        "get_key_group",
        lambda *_: CloudFrontException("NoSuchResource", "The specified key group does not exist."),
    )
    when_missing(
        CloudFrontBackend,
        "get_public_key",
        lambda *_: CloudFrontException("NoSuchPublicKey", "The specified public key does not exist."),
    )


def _networks(unless, when_missing):
    """EC2 API reference, "Error codes for the Amazon EC2 API"; of prefix lists there are two spellings, both in the AWS provider (5.100.0,
    internal/service/ec2/errors.go).
    """
    from moto.ec2.exceptions import EC2ClientError, InvalidAMIIdError
    from moto.ec2.models import EC2Backend
    from moto.ec2.responses import EC2Response

    def listed(action, parameter, kept, code, what):
        def check(self):
            for one in self._get_param(parameter, []) if parameter.endswith("s") else [self._get_param(parameter)]:
                if one not in getattr(self.ec2_backend, kept):
                    raise EC2ClientError(code, f"The {what} '{one}' does not exist")

        unless(EC2Response, action, check)

    lists, templates = "managed_prefix_lists", "launch_templates"
    listed("describe_flow_logs", "FlowLogIds", "flow_logs", "InvalidFlowLogId.NotFound", "flow log")
    listed("describe_launch_templates", "LaunchTemplateIds", templates, "InvalidLaunchTemplateId.NotFound", "launch template")
    listed("describe_nat_gateways", "NatGatewayIds", "nat_gateways", "NatGatewayNotFound", "NAT gateway")
    listed("describe_network_acls", "NetworkAclIds", "network_acls", "InvalidNetworkAclID.NotFound", "network ACL")
    listed("describe_managed_prefix_lists", "PrefixListIds", lists, "InvalidPrefixListID.NotFound", "prefix list ID")
    listed("describe_prefix_lists", "PrefixListIds", lists, "InvalidPrefixListId.NotFound", "prefix list ID")
    listed("get_managed_prefix_list_entries", "PrefixListId", lists, "InvalidPrefixListID.NotFound", "prefix list ID")
    when_missing(EC2Backend, "describe_image_attribute", lambda ami, *_: InvalidAMIIdError(ami))
