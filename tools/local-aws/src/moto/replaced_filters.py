"""PutMetricFilter creates a filter or updates the one of that name (CloudWatch Logs API reference, "PutMetricFilter"). moto adds another
one, and lists the first.
"""


def install():
    from moto.logs.metric_filters import MetricFilters

    of_moto = MetricFilters.add_filter

    def add_filter(self, filter_name, filter_pattern, log_group_name, metric_transformations):
        one = (log_group_name, filter_name)
        self.metric_filters = [each for each in self.metric_filters if (each["logGroupName"], each["filterName"]) != one]
        of_moto(self, filter_name, filter_pattern, log_group_name, metric_transformations)

    MetricFilters.add_filter = add_filter
