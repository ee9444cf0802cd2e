"""An auto scaling group launches and ends instances as AWS does: by the version of the template and the type that it names, in the zone
that has the fewest of its instances, on spot if its policy requires it. Its target groups have its instances (Auto Scaling user guide, "Use
Elastic Load Balancing"), and it keeps a record of its activities.
"""

import json
import uuid

import vcpus

# API reference: InstancesDistribution.
ON_DEMAND_ABOVE_BASE = 100

WANTED = "an instance was started in response to a difference between desired and actual capacity"


def install():
    from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState
    from moto.autoscaling.responses import AutoScalingResponse
    from moto.core.responses import ActionResult
    from moto.ec2.exceptions import EC2ClientError
    from moto.ec2.models.instances import InstanceBackend
    from moto.elbv2.models import elbv2_backends

    def replace_autoscaling_group_instances(self, count_needed, propagated_tags):
        for _ in range(count_needed):
            try:
                instance = _launch(self, propagated_tags)
            except EC2ClientError as error:
                if error.code not in vcpus.CODES:
                    raise
                # The group continues with fewer instances: only its activities record the failure.
                _record_failure(self, error.message, WANTED)
                return
            instance.autoscaling_group = self
            kept = self.new_instances_protected_from_scale_in
            self.instance_states.append(InstanceState(instance, protected_from_scale_in=kept))
            _record(self, "Launching a new", instance, WANTED)
        # moto omits this if an instance is launched as the replacement of an ended one.
        if self.name in self.autoscaling_backend.autoscaling_groups:
            self.autoscaling_backend.update_attached_target_groups(self.name)

    ended = InstanceBackend.terminate_instances

    def terminate_instances(self, instance_ids):
        # A second end of one instance is none.
        ending = [one for one in self.get_multi_instances_by_id(instance_ids) if one.state != "terminated"]
        done = ended(self, instance_ids)
        # moto omits this if a group becomes smaller.
        elbv2_backends[self.account_id][self.region_name].notify_terminate_instances([one.id for one in ending])
        for instance in ending:
            group = getattr(instance, "autoscaling_group", None)
            if group is not None:
                _record(group, "Terminating", instance, f"instance {instance.id} was taken out of service")
        return done

    def launch_template(self):
        return getattr(self.instance, "launched_from", None)

    def describe_scaling_activities(self):
        name = self._get_param("AutoScalingGroupName")
        wanted = self._get_param("ActivityIds", [])
        groups = self.autoscaling_backend.autoscaling_groups
        chosen = [groups[name]] if name in groups else [] if name else list(groups.values())
        found = [one for group in chosen for one in _activities(group)]
        if wanted:
            found = [one for one in found if one["ActivityId"] in wanted]
        return ActionResult({"Activities": sorted(found, key=lambda one: one["StartTime"], reverse=True)})

    FakeAutoScalingGroup.replace_autoscaling_group_instances = replace_autoscaling_group_instances
    InstanceBackend.terminate_instances = terminate_instances
    InstanceState.launch_template = property(launch_template)
    AutoScalingResponse.describe_scaling_activities = describe_scaling_activities


def _activities(group):
    return group.__dict__.setdefault("activities", [])


def _launch(group, propagated_tags):
    from moto.autoscaling.models import ASG_NAME_TAG

    template = group.ec2_launch_template
    asked = {"launch_template": None}
    if template:
        version = template.get_version(group.launch_template_version)
        asked["launch_template"] = {"LaunchTemplateId": template.id, "Version": str(version.number)}
    subnet = _emptiest(group, (group.vpc_zone_identifier or "").split(","))
    zones = list(group.availability_zones)
    reservation = group.ec2_backend.run_instances(
        group.image_id,
        1,
        group.user_data,
        group.security_groups,
        instance_type=_type(group),
        region_name=group.region,
        tags={"instance": {**propagated_tags, ASG_NAME_TAG: group.name, **group.instance_tags}},
        placement=zones[len(group.instance_states) % len(zones)],
        launch_config=group.launch_config,
        is_instance_type_default=False,
        associate_public_ip=group.launch_config.associate_public_ip_address if group.launch_config else None,
        subnet_id=subnet,
        instance_market_options=_is_spot(group),
        **asked,
    )
    instance = reservation.instances[0]
    if template:
        number = asked["launch_template"]["Version"]
        instance.launched_from = {"LaunchTemplateId": template.id, "LaunchTemplateName": template.name, "Version": number}
    return instance


def _emptiest(group, subnets):
    """Auto Scaling user guide, "Distribute instances across Availability Zones": the zone with the fewest instances."""
    held = [state.instance.subnet_id for state in group.instance_states]
    return min(filter(None, subnets), key=held.count, default=None)


def _type(group):
    overrides = ((group.mixed_instances_policy or {}).get("LaunchTemplate") or {}).get("Overrides") or [{}]
    return overrides[0].get("InstanceType") or group.instance_type


def _is_spot(group):
    """API reference: InstancesDistribution. First the base on demand, above it on demand by percentage."""
    if not group.mixed_instances_policy:
        return None
    said = group.mixed_instances_policy.get("InstancesDistribution") or {}
    base = int(said.get("OnDemandBaseCapacity") or 0)
    percentage = said.get("OnDemandPercentageAboveBaseCapacity")
    share = ON_DEMAND_ABOVE_BASE if percentage is None else int(percentage)
    present = [state.instance.lifecycle for state in group.instance_states]
    above = len(present) + 1 - base
    if above <= 0:
        return None
    on_demand = base + -(-above * share // 100)
    return None if present.count(None) < on_demand else "spot"


def _record(group, what, instance, why):
    where = {"Subnet ID": instance.subnet_id, "Availability Zone": instance._placement.zone}
    _note(group, why, Description=f"{what} EC2 instance: {instance.id}", StatusCode="Successful", Details=json.dumps(where))


def _record_failure(group, message, why):
    """Auto Scaling user guide, "Troubleshoot issues in Amazon EC2 Auto Scaling": "... Launching EC2 instance failed."."""
    status = f"{message.removesuffix('.')}. Launching EC2 instance failed."
    _note(group, why, Description=f"Launching a new EC2 instance.  Status Reason: {status}", StatusCode="Failed", StatusMessage=status)


def _note(group, why, **said):
    """API reference: Activity. Here everything is done at once."""
    from moto.core.utils import utcnow

    now = utcnow()
    activity = {
        "ActivityId": str(uuid.uuid4()),
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "Cause": f"At {now.strftime('%Y-%m-%dT%H:%M:%SZ')} {why}.",
        "StartTime": now,
        "EndTime": now,
        "Progress": 100,
        **said,
    }
    _activities(group).append(activity)
