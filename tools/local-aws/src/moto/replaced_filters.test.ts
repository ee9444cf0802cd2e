import { inPython } from '../testing/python';

test('a metric filter that is put again is updated, and those of other names and groups stay', () => {
  const patterns = inPython(`
import json
import os

os.environ.update(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="a", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws
import replaced_filters

replaced_filters.install()
with mock_aws():
    logs = boto3.client("logs")
    transformations = [{"metricName": "Rejects", "metricNamespace": "Flow", "metricValue": "1"}]
    for group in ("flow", "other"):
        logs.create_log_group(logGroupName=group)
    for group, name, pattern in (("flow", "a", "1"), ("flow", "b", "1"), ("other", "a", "1"), ("flow", "a", "2")):
        logs.put_metric_filter(
            logGroupName=group, filterName=name, filterPattern=pattern, metricTransformations=transformations
        )
    found = logs.describe_metric_filters()["metricFilters"]
    print(json.dumps(sorted([one["logGroupName"], one["filterName"], one["filterPattern"]] for one in found)))
`);
  expect(patterns).toEqual([
    ['flow', 'a', '2'],
    ['flow', 'b', '1'],
    ['other', 'a', '1'],
  ]);
});
