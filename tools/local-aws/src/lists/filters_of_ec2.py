"""Writes `ec2.json`: the filters that AWS documents for each Describe call of EC2 that is in use, and the member of the answer that each
compares. Both are read from botocore's model, which is AWS's own; members that cannot be derived from a name are listed below. The gateway
refuses a filter without a member.

    python3 tools/local-aws/src/lists/filters_of_ec2.py > tools/local-aws/src/lists/ec2.json && npx prettier --write tools/local-aws/src/lists
"""

import html
import json
import re

from botocore.loaders import Loader

CALLS = """
Addresses AvailabilityZones DhcpOptions EgressOnlyInternetGateways FlowLogs Images InstanceStatus InstanceTypeOfferings InstanceTypes
Instances InternetGateways KeyPairs LaunchTemplateVersions LaunchTemplates ManagedPrefixLists NatGateways NetworkAcls
NetworkInterfaces PrefixLists Regions RouteTables SecurityGroupRules SecurityGroups Snapshots Subnets Tags Volumes
VpcEndpointServices VpcEndpoints VpcPeeringConnections Vpcs
""".split()

# The list with the filtered items, if it is not the answer's first one.
LISTS = {"Instances": "reservationSet.item.instancesSet", "VpcEndpointServices": "serviceDetailSet"}

# Names of a list or a structure in filters that differ from those in the answer: the first that fits is used.
PREFIXES = {
    "Images": {"block-device-mapping.": "blockDeviceMapping.item.ebs."},
    "InstanceStatus": {
        "event.": "eventsSet.item.",
        "instance-status.": "instanceStatus.details.item.",
        "system-status.": "systemStatus.details.item.",
    },
    "InstanceTypes": {"instance-storage-info.disk.": "instanceStorageInfo.disks.item."},
    "Instances": {
        "block-device-mapping.": "blockDeviceMapping.item.ebs.",
        "instance.": "groupSet.item.",
        "network-interface.addresses.association.": "networkInterfaceSet.item.privateIpAddressesSet.item.association.",
        "network-interface.addresses.": "networkInterfaceSet.item.privateIpAddressesSet.item.",
        "network-interface.ipv4-prefixes.": "networkInterfaceSet.item.ipv4PrefixSet.item.",
        "network-interface.ipv6-addresses.": "networkInterfaceSet.item.ipv6AddressesSet.item.",
        "network-interface.ipv6-prefixes.": "networkInterfaceSet.item.ipv6PrefixSet.item.",
        "network-interface.attachment.": "networkInterfaceSet.item.attachment.",
        "network-interface.association.": "networkInterfaceSet.item.association.",
        "network-interface.group": "networkInterfaceSet.item.groupSet.item.group",
        "network-interface.operator.": "networkInterfaceSet.item.operator.",
        "network-interface.": "networkInterfaceSet.item.",
    },
    "InternetGateways": {"attachment.": "attachmentSet.item."},
    "NetworkAcls": {
        "association.": "associationSet.item.",
        "entry.port-range.": "entrySet.item.portRange.",
        "entry.icmp.": "entrySet.item.icmpTypeCode.",
        "entry.": "entrySet.item.",
    },
    "NetworkInterfaces": {"addresses.association.": "privateIpAddressesSet.item.association.", "group-": "groupSet.item.group-"},
    "RouteTables": {"association.": "associationSet.item.", "route.": "routeSet.item."},
    "Subnets": {"ipv6-cidr-block-association.": "ipv6CidrBlockAssociationSet.item."},
    "Volumes": {"attachment.": "attachmentSet.item."},
    "Vpcs": {
        "ipv6-cidr-block-association.": "ipv6CidrBlockAssociationSet.item.",
        "cidr-block-association.": "cidrBlockAssociationSet.item.",
    },
}

IP_PERMISSION = {
    "cidr": "ipRanges.item.cidrIp",
    "from-port": "fromPort",
    "group-id": "groups.item.groupId",
    "group-name": "groups.item.groupName",
    "ipv6-cidr": "ipv6Ranges.item.cidrIpv6",
    "prefix-list-id": "prefixListIds.item.prefixListId",
    "protocol": "ipProtocol",
    "to-port": "toPort",
    "user-id": "groups.item.userId",
}
# Members that no rule can derive. `..` leads to the parent of the list.
MEMBERS = {
    "DhcpOptions": {
        "key": "dhcpConfigurationSet.item.key",
        "value": "dhcpConfigurationSet.item.valueSet.item.value",
    },
    "AvailabilityZones": {"message": "messageSet.item.message"},
    "FlowLogs": {"deliver-log-status": "deliverLogsStatus"},
    "Images": {
        "block-device-mapping.device-name": "blockDeviceMapping.item.deviceName",
        "manifest-location": "imageLocation",
        "owner-alias": "imageOwnerAlias",
        "product-code": "productCodes.item.productCode",
        "product-code.type": "productCodes.item.type",
    },
    "InstanceStatus": {
        "instance-status.reachability": "instanceStatus.details.item.status",
        "system-status.reachability": "systemStatus.details.item.status",
    },
    "InstanceTypes": {
        "instance-storage-info.disk.size-in-gb": "instanceStorageInfo.disks.item.sizeInGB",
        "processor-info.supported-architecture": "processorInfo.supportedArchitectures.item",
        "supported-boot-mode": "supportedBootModes.item",
        "supported-root-device-type": "supportedRootDeviceTypes.item",
        "supported-usage-class": "supportedUsageClasses.item",
        "supported-virtualization-type": "supportedVirtualizationTypes.item",
    },
    "Instances": {
        "affinity": "placement.affinity",
        "availability-zone": "placement.availabilityZone",
        "availability-zone-id": "placement.availabilityZoneId",
        "block-device-mapping.device-name": "blockDeviceMapping.item.deviceName",
        "host-id": "placement.hostId",
        "ip-address": "ipAddress",
        "ipv6-address": "networkInterfaceSet.item.ipv6AddressesSet.item.ipv6Address",
        "launch-index": "amiLaunchIndex",
        "monitoring-state": "monitoring.state",
        "network-interface.availability-zone": None,
        "network-interface.ipv6-address": "networkInterfaceSet.item.ipv6AddressesSet.item.ipv6Address",
        "network-interface.private-dns-name": "networkInterfaceSet.item.privateDnsName",
        "owner-id": "..ownerId",
        "placement-group-name": "placement.groupName",
        "placement-partition-number": "placement.partitionNumber",
        "requester-id": "..requesterId",
        "reservation-id": "..reservationId",
        "state-reason-code": "stateReason.code",
        "state-reason-message": "stateReason.message",
        "tenancy": "placement.tenancy",
    },
    "KeyPairs": {"fingerprint": "keyFingerprint"},
    "LaunchTemplateVersions": {
        "ebs-optimized": "launchTemplateData.ebsOptimized",
        "host-resource-group-arn": "launchTemplateData.placement.hostResourceGroupArn",
        "http-endpoint": "launchTemplateData.metadataOptions.httpEndpoint",
        "http-tokens": "launchTemplateData.metadataOptions.httpTokens",
        "image-id": "launchTemplateData.imageId",
        "kernel-id": "launchTemplateData.kernelId",
        "ram-disk-id": "launchTemplateData.ramDiskId",
        "iam-instance-profile": "launchTemplateData.iamInstanceProfile.arn",
        "instance-type": "launchTemplateData.instanceType",
        "is-default-version": "defaultVersion",
    },
    "NetworkAcls": {
        "entry.cidr": "entrySet.item.cidrBlock",
        "entry.ipv6-cidr": "entrySet.item.ipv6CidrBlock",
        "association.association-id": "associationSet.item.networkAclAssociationId",
    },
    "NetworkInterfaces": {
        "addresses.association.owner-id": "privateIpAddressesSet.item.association.ipOwnerId",
        "addresses.primary": "privateIpAddressesSet.item.primary",
        "addresses.private-ip-address": "privateIpAddressesSet.item.privateIpAddress",
    },
    "RouteTables": {"association.route-table-association-id": "associationSet.item.routeTableAssociationId"},
    "SecurityGroups": {
        f"{way}ip-permission.{name}": f"{member}.item.{path}"
        for way, member in (("", "ipPermissions"), ("egress.", "ipPermissionsEgress"))
        for name, path in IP_PERMISSION.items()
    },
    "Subnets": {"ipv6-cidr-block-association.state": "ipv6CidrBlockAssociationSet.item.ipv6CidrBlockState.state"},
    "VpcEndpointServices": {"service-type": "serviceType.item.serviceType"},
    "VpcEndpoints": {"vpc-endpoint-state": "state"},
    "Vpcs": {
        "cidr": "cidrBlock",
        "cidr-block-association.state": "cidrBlockAssociationSet.item.cidrBlockState.state",
        "ipv6-cidr-block-association.state": "ipv6CidrBlockAssociationSet.item.ipv6CidrBlockState.state",
    },
}

MODEL = Loader().load_service_model("ec2", "service-2")
SHAPES = MODEL["shapes"]


def plain(name):
    return re.sub(r"[^a-z0-9.]", "", name.lower())


def paths(shape, seen=()):
    """Every path to a plain value in an item, with its names in XML; elements of lists are `item`."""
    kind = SHAPES[shape]
    if shape in seen:
        return
    if kind["type"] == "structure":
        for name, member in kind["members"].items():
            wire = member.get("locationName") or name
            yield from (f"{wire}.{rest}".rstrip(".") for rest in paths(member["shape"], (*seen, shape)))
    elif kind["type"] == "list":
        wire = kind["member"].get("locationName") or "item"
        yield from (f"{wire}.{rest}".rstrip(".") for rest in paths(kind["member"]["shape"], (*seen, shape)))
    else:
        yield ""


def item_of(call):
    """The path of the list in the answer, and the shape of its items."""
    shape = MODEL["operations"][f"Describe{call}"]["output"]["shape"]
    members = {m.get("locationName") or name: m["shape"] for name, m in SHAPES[shape]["members"].items()}
    path = LISTS.get(call) or next(wire for wire, of in members.items() if SHAPES[of]["type"] == "list")
    for part in path.split("."):
        if part == "item":
            shape = SHAPES[shape]["member"]["shape"]
        else:
            of = SHAPES[shape]["members"]
            shape = next(m["shape"] for name, m in of.items() if (m.get("locationName") or name) == part)
    return path, SHAPES[shape]["member"]["shape"]


def documented(call):
    members = SHAPES[MODEL["operations"][f"Describe{call}"]["input"]["shape"]]["members"]
    said = (members.get("Filters") or members["Filter"])["documentation"]
    return [html.unescape(name) for name in re.findall(r"<li> ?<p> ?<code>([^<]+)</code>", said)]


def member_of(call, name, known):
    if name in MEMBERS.get(call, {}):
        return MEMBERS[call][name]
    for prefix, member in PREFIXES.get(call, {}).items():
        if name.startswith(prefix):
            name = member + name[len(prefix) :]
            break
    wanted = plain(name)
    return known.get(wanted) or known.get(wanted.replace(".", ""))


def table():
    for call in CALLS:
        path, item = item_of(call)
        known = {}
        for one in paths(item):
            known.setdefault(plain(one), one)
            known.setdefault(plain(one).replace(".", ""), one)
            # A filter leaves out the lists in its path.
            known.setdefault(plain(one.replace(".item", "")), one)
            known.setdefault(plain(one.replace("Set.item", "").replace(".item", "")), one)
        names = [name for name in documented(call) if not name.startswith("tag")]
        # By the name of the member in the SDK too, such as ZoneState: state.
        members = SHAPES[item]["members"]
        for name, member in members.items():
            if SHAPES[member["shape"]]["type"] not in ("structure", "list"):
                known.setdefault(plain(name), member.get("locationName") or name)
        yield f"Describe{call}", {"list": path, "filters": {name: member_of(call, name, known) for name in names}}


if __name__ == "__main__":
    print(json.dumps(dict(table()), indent=1))
