"""An instance matches its launch template. moto handles image, type, user data and names of groups only; AWS handles all of it (EC2 user
guide, "Launch an instance from a launch template"): parameters that are absent from a call come from its template.
"""

import copy

# The default for an image that moto does not know. Ubuntu's images have one volume of 8 GiB (API reference: RunInstances).
ROOT_DEVICE = "/dev/sda1"
ROOT_VOLUME = {"DeviceName": ROOT_DEVICE, "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True}}
# A gp3 volume without a throughput (EBS user guide, "General Purpose SSD volumes").
GP3_THROUGHPUT = 125


def install():
    from moto.ec2.models.instances import InstanceBackend

    run = InstanceBackend.run_instances

    def run_instances(self, image_id, count, user_data, security_group_names, **asked):
        template = asked.get("launch_template")
        data = self._get_template_from_args(template).data if template else {}
        profile = asked.get("iam_instance_profile_name") or asked.get("iam_instance_profile_arn")
        _complete(asked, data, self)
        reservation = run(self, image_id, count, user_data, security_group_names, **asked)
        # The response of moto's RunInstances associates the profile that the call names, with the first instance.
        named = data.get("IamInstanceProfile") or {} if not profile else {}
        for instance in reservation.instances:
            _dress(instance, asked, named, self)
        return reservation

    InstanceBackend.run_instances = run_instances
    _with_user_data_of_every_version()
    _without_leftovers()


def _with_user_data_of_every_version():
    """moto reads the user data of a template's first version, and fails on those of the others when an instance is launched by one."""
    from moto.ec2.models.launch_templates import LaunchTemplateVersion
    from moto.ec2.utils import parse_user_data

    def user_data(self):
        written = self.data.get("UserData")
        return parse_user_data(written) if isinstance(written, str) else written

    LaunchTemplateVersion.user_data = property(user_data)


def _without_leftovers():
    """moto still returns the tags of volumes and interfaces that were deleted with their instance."""
    from moto.ec2.models.instances import Instance

    ended = Instance.terminate

    def terminate(self):
        backend = self.ec2_backend
        own = [block.volume_id for _, block in self.get_block_device_mapping] + [one.id for one in self.nics.values()]
        previous = ended(self)
        for one in own:
            if one not in backend.volumes and one not in backend.enis:
                backend.tags.pop(one, None)
        return previous

    Instance.terminate = terminate


def _complete(asked, data, backend):
    tags = {one["ResourceType"]: _tags(one) for one in data.get("TagSpecifications") or []}
    asked["tags"] = {kind: {**tags.get(kind, {}), **asked.get("tags", {}).get(kind, {})} for kind in _kinds(tags, asked)}
    if not asked.get("nics") and data.get("NetworkInterfaces"):
        asked["nics"] = [_interface(one) for one in data["NetworkInterfaces"]]
    if not asked.get("metadata_options"):
        asked["metadata_options"] = data.get("MetadataOptions") or {}
    if asked.get("monitoring_state", "disabled") == "disabled" and (data.get("Monitoring") or {}).get("Enabled"):
        asked["monitoring_state"] = "enabled"
    for parameter, member in (
        ("ebs_optimized", "EbsOptimized"),
        ("instance_initiated_shutdown_behavior", "InstanceInitiatedShutdownBehavior"),
        ("disable_api_termination", "DisableApiTermination"),
        ("disable_api_stop", "DisableApiStop"),
    ):
        if not asked.get(parameter) and data.get(member):
            asked[parameter] = data[member]
    mappings = copy.deepcopy(asked.get("block_device_mappings") or data.get("BlockDeviceMappings") or [])
    if not any(one["DeviceName"] == ROOT_DEVICE for one in mappings):
        mappings.insert(0, copy.deepcopy(ROOT_VOLUME))
    asked["block_device_mappings"] = [_mapping(one, backend) for one in mappings if "Ebs" in one]


def _kinds(tags, asked):
    return {*tags, *asked.get("tags", {})}


def _tags(specification):
    return {tag["Key"]: tag.get("Value", "") for tag in specification.get("Tags") or []}


def _interface(one):
    """API reference: InstanceNetworkInterfaceSpecification. An interface that is created with its instance is deleted with it."""
    made = {name: copy.deepcopy(value) for name, value in dict(one).items()}
    made = {_pascal(name): value for name, value in made.items()}
    made.setdefault("DeviceIndex", 0)
    made.setdefault("DeleteOnTermination", True)
    return made


def _pascal(name):
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _mapping(one, backend):
    ebs = one["Ebs"]
    if not ebs.get("VolumeSize") and not ebs.get("SnapshotId"):
        ebs["VolumeSize"] = ROOT_VOLUME["Ebs"]["VolumeSize"]
    # The root volume is deleted with its instance by default (API reference: EbsBlockDevice); all volumes are encrypted if the account
    # requires it (API reference: EnableEbsEncryptionByDefault).
    if ebs.get("DeleteOnTermination") is None:
        ebs["DeleteOnTermination"] = one["DeviceName"] == ROOT_DEVICE
    if backend.ebs_encryption_by_default:
        ebs["Encrypted"] = True
    return one


def _dress(instance, asked, profile, backend):
    if profile:
        backend.associate_iam_instance_profile(
            instance.id,
            iam_instance_profile_name=profile.get("Name"),
            iam_instance_profile_arn=profile.get("Arn"),
        )
    for interface in instance.nics.values():
        interface.add_tags(asked["tags"].get("network-interface", {}))
        if not asked.get("nics"):
            interface.delete_on_termination = True
    if not instance.security_groups and instance.nics:
        instance.security_groups = list(instance.nics[0].group_set)
    if not backend.describe_images(filters={"image-id": instance.image_id}):
        instance.architecture = architecture_of(instance.instance_type)
        instance.virtualization_type = "hvm"
        instance.kernel_id = None
    written = {one["DeviceName"]: one["Ebs"] for one in asked["block_device_mappings"]}
    for device, block in instance.get_block_device_mapping:
        volume = backend.volumes[block.volume_id]
        ebs = written.get(device, {})
        volume.iops = ebs.get("Iops") or volume.iops
        if volume.volume_type == "gp3":
            volume.throughput = ebs.get("Throughput") or GP3_THROUGHPUT


def architecture_of(instance_type):
    from moto.ec2.models.instance_types import INSTANCE_TYPES

    processor = INSTANCE_TYPES.get(instance_type, {}).get("ProcessorInfo", {})
    supported = processor.get("SupportedArchitectures", [])
    return next((one for one in supported if one in ("x86_64", "arm64")), "x86_64")
