import { inPython } from '../testing/python';

/** An account with four vCPUs on demand and two on spot, and a group of m6g.large, which has two. */
const world = `
import json, os
os.environ["EMBEDDED_AWS_VCPUS"] = json.dumps({"111111111111": {"onDemandVcpus": 4, "spotVcpus": 2}, "default": {"onDemandVcpus": 5, "spotVcpus": 5}})
import groups, launches, vcpus
launches.install()
vcpus.install()
groups.install()
from moto.autoscaling.models import autoscaling_backends
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends

def run(kind="m6g.large", account="111111111111", count=1):
    return ec2_backends[account]["eu-west-1"].run_instances("ami-1", count, None, [], instance_type=kind, is_instance_type_default=False)

def refusal(call):
    try:
        call()
    except EC2ClientError as error:
        return [error.code, error.message]
`;

describe('instances beyond the vCPUs of their account', () => {
  it('are refused in the words of EC2, all of one call together', () => {
    const said = inPython(`${world}
print(json.dumps([refusal(lambda: run(count=3)), refusal(lambda: run(count=2)), refusal(run)]))
`);
    const refused = ['VcpuLimitExceeded', expect.stringContaining('current vCPU limit of 4 allows')];
    expect(said).toEqual([refused, null, refused]);
  });

  it('are refused to an account without a configured number as to a new one', () => {
    const said = inPython(`${world}
other = lambda count: refusal(lambda: run(account="222222222222", count=count))
print(json.dumps([other(2), other(1)]))
`);
    expect(said).toEqual([null, ['VcpuLimitExceeded', expect.stringContaining('current vCPU limit of 5 allows')]]);
  });

  it('are launched if others have ended, and of families of another quota', () => {
    const said = inPython(`${world}
[one, _] = run(count=2).instances
ec2_backends["111111111111"]["eu-west-1"].terminate_instances([one.id])
print(json.dumps([refusal(run), refusal(lambda: run("g4dn.xlarge"))]))
`);
    expect(said).toEqual([null, null]);
  });

  it('are missing in their group, and its activities have the reason, on demand and on spot', () => {
    const said = inPython(`${world}
ec2 = ec2_backends["111111111111"]["eu-west-1"]
vpc = ec2.create_vpc("10.0.0.0/16")
subnet = ec2.create_subnet(vpc.id, "10.0.0.0/24", availability_zone="eu-west-1a")
template = ec2.create_launch_template("web", "", {"ImageId": "ami-1", "InstanceType": "m6g.large"}, {})

def group(name, share):
    policy = {
        "LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateId": template.id, "Version": "1"}, "Overrides": [{"InstanceType": "m6g.large"}]},
        "InstancesDistribution": {"OnDemandBaseCapacity": 0, "OnDemandPercentageAboveBaseCapacity": share},
    }
    made = autoscaling_backends["111111111111"]["eu-west-1"].create_auto_scaling_group(
        name=name, availability_zones=[], desired_capacity=3, max_size=4, min_size=0, launch_config_name=None, launch_template=None,
        vpc_zone_identifier=subnet.id, default_cooldown=None, health_check_period=None, health_check_type=None, load_balancers=[],
        target_group_arns=[], placement_group=None, termination_policies=[], tags=[], capacity_rebalance=False, instance_id=None,
        mixed_instances_policy=policy, new_instances_protected_from_scale_in=False,
    )
    return [len(made.instance_states), [[one["StatusCode"], one.get("StatusMessage", "")] for one in made.activities]]

print(json.dumps([group("web", 100), group("fetcher", 0)]))
`);
    const launched = ['Successful', ''];
    expect(said).toEqual([
      [
        2,
        [
          launched,
          launched,
          [
            'Failed',
            expect.stringMatching(/^You have requested more vCPU .* this limit\. Launching EC2 instance failed\.$/),
          ],
        ],
      ],
      [1, [launched, ['Failed', 'Max spot instance count exceeded. Launching EC2 instance failed.']]],
    ]);
  });
});
