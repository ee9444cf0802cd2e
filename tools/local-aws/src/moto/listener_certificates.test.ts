import { inPython } from '../testing/python';

test('a listener that gets another default certificate keeps those that were added to it', () => {
  const listed = inPython(`
import json
import os

os.environ.update(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="a", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws
import listener_certificates

listener_certificates.install()
with mock_aws():
    ec2, acm, elb = (boto3.client(name) for name in ("ec2", "acm", "elbv2"))
    subnets = [one["SubnetId"] for one in ec2.describe_subnets()["Subnets"]][:2]
    names = ("first.example.com", "second.example.com", "added.example.com")
    arns = {name: acm.request_certificate(DomainName=name)["CertificateArn"] for name in names}
    balancer = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    [listener] = elb.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": arns["first.example.com"]}],
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )["Listeners"]
    arn = listener["ListenerArn"]
    elb.add_listener_certificates(ListenerArn=arn, Certificates=[{"CertificateArn": arns["added.example.com"]}])
    elb.modify_listener(ListenerArn=arn, Certificates=[{"CertificateArn": arns["second.example.com"]}])
    elb.modify_listener(ListenerArn=arn, Port=8443)
    found = elb.describe_listener_certificates(ListenerArn=arn)["Certificates"]
    of = {value: name for name, value in arns.items()}
    print(json.dumps(sorted([of[one["CertificateArn"]], one["IsDefault"]] for one in found)))
`);
  expect(listed).toEqual([
    ['added.example.com', false],
    ['second.example.com', true],
  ]);
});
