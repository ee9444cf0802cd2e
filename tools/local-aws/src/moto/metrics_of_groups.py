"""The metrics that an auto scaling group sends to CloudWatch (API reference: EnableMetricsCollection, DisableMetricsCollection). A call
adds to them, or removes from them, and applies to all of them if it names none. moto has the last call's only, and cannot remove any.
"""

OF_GROUPS = (
    "GroupMinSize GroupMaxSize GroupDesiredCapacity GroupInServiceInstances GroupPendingInstances GroupStandbyInstances "
    "GroupTerminatingInstances GroupTotalInstances GroupInServiceCapacity GroupPendingCapacity GroupStandbyCapacity "
    "GroupTerminatingCapacity GroupTotalCapacity WarmPoolDesiredCapacity WarmPoolWarmedCapacity WarmPoolPendingCapacity "
    "WarmPoolTerminatingCapacity WarmPoolTotalCapacity GroupAndWarmPoolDesiredCapacity GroupAndWarmPoolTotalCapacity"
).split()


def install():
    from moto.autoscaling.exceptions import ValidationError
    from moto.autoscaling.responses import AutoScalingResponse
    from moto.core.responses import EmptyResult

    def changed(response, change):
        name = response._get_param("AutoScalingGroupName")
        group = response.autoscaling_backend.autoscaling_groups.get(name)
        if group is None:
            raise ValidationError(f"AutoScalingGroup name not found - no group {name}")
        group.metrics = change(group.metrics, response._get_param("Metrics") or OF_GROUPS)
        return EmptyResult()

    def enable_metrics_collection(self):
        return changed(self, lambda present, named: [*present, *(one for one in named if one not in present)])

    def disable_metrics_collection(self):
        return changed(self, lambda present, named: [one for one in present if one not in named])

    AutoScalingResponse.enable_metrics_collection = enable_metrics_collection
    AutoScalingResponse.disable_metrics_collection = disable_metrics_collection
