"""The changes of ModifySecurityGroupRules. moto changes ports, description and an IPv4 range of a rule, and ignores its other kinds of
peer: an IPv6 range, a prefix list, another group (API reference: SecurityGroupRuleRequest).
"""

PEERS = ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId")


def install():
    from moto.ec2 import exceptions
    from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
    from moto.ec2.utils import is_valid_cidr, is_valid_ipv6_cidr

    def modify_security_group_rules(self, group_id, rules):
        group = self.get_security_group_by_name_or_id(group_id)
        if group is None:
            raise exceptions.InvalidSecurityGroupNotFoundError(group_id)
        changed = [(_existing(group, rule_id), _written(self, group, asked)) for rule_id, asked in rules.items()]
        for existing, written in changed:
            of_a_kind = group.egress_rules if existing.is_egress else group.ingress_rules
            if any(other == written and written == other for other in of_a_kind if other is not existing):
                raise exceptions.InvalidPermissionDuplicateError()
        for existing, written in changed:
            for name in ("ip_protocol", "from_port", "to_port", "ip_range", "source_group", "prefix_list_id"):
                setattr(existing, name, getattr(written, name))

    def _existing(group, rule_id):
        found = group.get_rule(rule_id)
        if found is None:
            raise exceptions.InvalidSecurityGroupRuleIdNotFoundError(rule_id)
        return found

    def _written(backend, group, asked):
        """The rule of the request; its peer replaces the previous peer."""
        peers = {name: asked[name] for name in PEERS if asked.get(name) is not None}
        if len(peers) > 1:
            raise exceptions.InvalidParameterCombination(
                "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified"
            )
        if not peers:
            raise exceptions.MissingParameter(
                "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
            )
        protocol = asked.get("IpProtocol")
        if protocol is None:
            raise exceptions.InvalidParameterValue(
                "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
            )
        ports = asked.get("FromPort"), asked.get("ToPort")
        if str(protocol) != "-1" and None in ports:
            raise exceptions.InvalidParameterValue(
                "Invalid value for portRange. Must specify both from and to ports with TCP/UDP."
            )
        [(kind, value)] = peers.items()
        said = {"Description": asked["Description"]} if asked.get("Description") is not None else {}
        ranges = {"CidrIpv4": ("CidrIp", is_valid_cidr), "CidrIpv6": ("CidrIpv6", is_valid_ipv6_cidr)}
        ip_range, others, prefixes = None, None, None
        if kind in ranges:
            name, is_valid = ranges[kind]
            if not is_valid(value):
                raise exceptions.InvalidCIDRSubnetError(cidr=value)
            ip_range = {name: value, **said}
        elif kind == "PrefixListId":
            if backend.managed_prefix_lists.get(value) is None:
                raise exceptions.InvalidParameterValueError(value)
            prefixes = {"PrefixListId": value}
        else:
            [others] = backend._add_source_group([{"GroupId": value}], group.vpc_id)
        return SecurityGroupRule(backend, protocol, group.group_id, *ports, ip_range, others, prefixes)

    SecurityGroupBackend.modify_security_group_rules = modify_security_group_rules
