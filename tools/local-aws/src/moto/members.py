"""Instances that leave a group, or are in standby. API reference, DetachInstances: "the instances are deregistered from the target groups";
Auto Scaling user guide, "Temporarily remove instances from your Auto Scaling group": one in standby is deregistered, too, until it is back.
moto leaves both registered. SetInstanceHealth has its effect here: moto only shows the health of an instance.
"""

import functools
from datetime import datetime, timedelta, timezone

IN_SERVICE, STANDBY = "InService", "Standby"


def install():
    from moto.autoscaling.exceptions import ValidationError
    from moto.autoscaling.models import AutoScalingBackend
    from moto.autoscaling.responses import AutoScalingResponse
    from moto.core.responses import EmptyResult

    detach = AutoScalingBackend.detach_instances
    enter = AutoScalingBackend.enter_standby_instances
    leave = AutoScalingBackend.exit_standby_instances
    told = AutoScalingResponse.set_instance_health

    def detach_instances(self, group_name, instance_ids, should_decrement):
        group = _group(self, group_name, instance_ids, IN_SERVICE, STANDBY)
        _check_size(group, instance_ids, should_decrement, "detach")
        _deregister(self, group, instance_ids)
        return detach(self, group_name, instance_ids, should_decrement)

    def enter_standby_instances(self, group_name, instance_ids, should_decrement):
        group = _group(self, group_name, instance_ids, IN_SERVICE)
        _check_size(group, instance_ids, should_decrement, "place into standby")
        _deregister(self, group, instance_ids)
        return enter(self, group_name, instance_ids, should_decrement)

    def exit_standby_instances(self, group_name, instance_ids):
        _group(self, group_name, instance_ids, STANDBY)
        return leave(self, group_name, instance_ids)

    def update_attached_target_groups(self, group_name):
        group = self.autoscaling_groups[group_name]
        for arn in group.target_group_arns or []:
            port = self.elbv2_backend.target_groups[arn].port
            members = [{"Id": one.instance.id, "Port": port} for one in group.active_instances()]
            self.elbv2_backend.register_targets(arn, members)

    @functools.wraps(told)
    def set_instance_health(self):
        """API reference: SetInstanceHealth. In its grace period an instance stays healthy, unless the call does not respect that;
        an unhealthy instance is replaced.
        """
        backend, ids = self.autoscaling_backend, [self._get_param("InstanceId")]
        states = (one for group in backend.autoscaling_groups.values() for one in group.instance_states)
        state = next((one for one in states if one.instance.id in ids), None)
        if state is None:
            raise ValidationError(f"Instance Id not found - No managed instance found for instance ID: {ids[0]}")
        is_respected = self._get_param("ShouldRespectGracePeriod") not in (False, "false")
        if self._get_param("HealthStatus") == "Unhealthy" and is_respected and _is_in_grace(state):
            return EmptyResult()
        answer = told(self)
        group = state.instance.autoscaling_group
        suspended = {one["ProcessName"] for one in group.suspended_processes}
        is_replaced = not suspended & {"HealthCheck", "ReplaceUnhealthy", "Terminate"}
        if state.health_status == "Unhealthy" and state.lifecycle_state == IN_SERVICE and is_replaced:
            state.instance.disable_api_termination = False
            backend.ec2_backend.terminate_instances(ids)
            backend.notify_terminate_instances(ids)
        return answer

    AutoScalingBackend.detach_instances = functools.wraps(detach)(detach_instances)
    AutoScalingBackend.enter_standby_instances = functools.wraps(enter)(enter_standby_instances)
    AutoScalingBackend.exit_standby_instances = functools.wraps(leave)(exit_standby_instances)
    AutoScalingBackend.update_attached_target_groups = update_attached_target_groups
    AutoScalingResponse.set_instance_health = set_instance_health


def _group(backend, name, instance_ids, *states):
    """The group, if the instances belong to it and are in the required states."""
    from moto.autoscaling.exceptions import ValidationError

    group = backend.autoscaling_groups.get(name)
    if group is None:
        raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup {name} not found")
    for one in instance_ids:
        state = next((state for state in group.instance_states if state.instance.id == one), None)
        if state is None:
            raise ValidationError(f"The instance {one} is not part of Auto Scaling group {name}.")
        if state.lifecycle_state not in states:
            raise ValidationError(f"The instance {one} is not in {' or '.join(states)}.")
    return group


def _check_size(group, instance_ids, should_decrement, what):
    """API reference, EnterStandby: "as long as the desired capacity [...] is equal to or greater than the minimum capacity"."""
    from moto.autoscaling.exceptions import ValidationError

    if not should_decrement or group.desired_capacity - len(instance_ids) >= group.min_size:
        return
    sizes = f"min-size={group.min_size}, max-size={group.max_size}, and desired-size={group.desired_capacity}"
    many = "instance" if len(instance_ids) == 1 else "instances"
    raise ValidationError(
        f"AutoScalingGroup {group.name} has {sizes}. To {what} {len(instance_ids)} {many}, please update the AutoScalingGroup "
        "sizes appropriately."
    )


def _deregister(backend, group, instance_ids):
    for arn in group.target_group_arns or []:
        present = backend.elbv2_backend.target_groups[arn].targets
        backend.elbv2_backend.deregister_targets(arn, [{"Id": one} for one in instance_ids if one in present])


def _is_in_grace(state):
    seconds = int(state.instance.autoscaling_group.health_check_grace_period or 0)
    launched = state.instance.launch_time
    if isinstance(launched, str):
        launched = datetime.fromisoformat(launched.replace("Z", "+00:00"))
    if launched.tzinfo is None:
        launched = launched.replace(tzinfo=timezone.utc)
    return datetime.now(timezone.utc) < launched + timedelta(seconds=seconds)
