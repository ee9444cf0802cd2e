import { inPython } from '../testing/python';

test('every pattern of the models of the open services can be read', () => {
  const unread = inPython(`
import json
import botocore.session
import values

session = botocore.session.get_session()
open_services = (
    "accessanalyzer acm autoscaling backup budgets cloudfront cloudtrail cloudwatch codedeploy ec2 elasticache elbv2 emr events iam kms logs rds "
    "resourcegroupstaggingapi route53 s3 s3control secretsmanager sns sqs ssm sts wafv2"
).split()
patterns, unread = 0, []
for service in open_services:
    model = session.get_service_model(service)
    for name in model.shape_names:
        pattern = model.shape_for(name).metadata.get("pattern")
        if pattern:
            patterns += 1
            try:
                values._compiled(pattern)
            except Exception as error:
                unread.append(f"{service} {name} {pattern}: {error}")
print(json.dumps({"many": patterns > 500, "unread": unread}))
`);
  expect(unread).toEqual({ many: true, unread: [] });
});
