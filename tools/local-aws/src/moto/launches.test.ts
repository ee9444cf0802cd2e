import { inPython } from '../testing/python';

/** A VPC with two subnets, and a template with all settings that the apps use. */
const world = `
import json
import groups, launches
launches.install()
groups.install()
from moto.autoscaling.models import autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends

account, region = "111111111111", "eu-west-1"
ec2 = ec2_backends[account][region]
vpc = ec2.create_vpc("10.0.0.0/16")
subnets = [ec2.create_subnet(vpc.id, f"10.0.{number}.0/24", availability_zone=f"eu-west-1{zone}") for number, zone in enumerate("ab")]
web = ec2.create_security_group("web", "web", vpc_id=vpc.id)
iam = iam_backends[account]["aws"]
profile = iam.create_instance_profile("web", "/", [], {})
tags = [{"ResourceType": kind, "Tags": [{"Key": "Role", "Value": kind}]} for kind in ("instance", "volume")]
data = {
    "ImageId": "ami-0abcdef1234567890", "InstanceType": "t4g.large", "IamInstanceProfile": {"Arn": profile.arn},
    "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [web.id], "AssociatePublicIpAddress": False, "DeleteOnTermination": True}],
    "MetadataOptions": {"HttpTokens": "required", "InstanceMetadataTags": "enabled"},
    "BlockDeviceMappings": [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 30, "VolumeType": "gp3", "Encrypted": True, "KmsKeyId": "key"}}],
    "TagSpecifications": tags, "Monitoring": {"Enabled": True},
}
template = ec2.create_launch_template("web", "", {**data, "InstanceType": "t3.nano"}, {})
template.create_version(data, "")

def group(size, policy=None, launch_template={"LaunchTemplateId": template.id, "Version": "2"}):
    return autoscaling_backends[account][region].create_auto_scaling_group(
        name="web", availability_zones=[], desired_capacity=size, max_size=4, min_size=0, launch_config_name=None,
        launch_template=None if policy else launch_template, vpc_zone_identifier=",".join(one.id for one in subnets),
        default_cooldown=None, health_check_period=None, health_check_type=None, load_balancers=[], target_group_arns=[],
        placement_group=None, termination_policies=[], tags=[], capacity_rebalance=False, instance_id=None,
        mixed_instances_policy=policy, new_instances_protected_from_scale_in=False,
    )
`;

describe('an instance of an auto scaling group', () => {
  it('is as its launch template defines it, in the version that the group names', () => {
    const said = inPython(`${world}
[state] = group(1).instance_states
one = state.instance
[(device, block)] = one.block_device_mapping.items()
volume = ec2.volumes[block.volume_id]
print(json.dumps({
    "type": one.instance_type, "architecture": one.architecture, "monitoring": one.monitoring_state,
    "groups": [each.name for each in one.security_groups], "of its interface": [each.name for each in one.nics[0].group_set],
    "profile": ec2.iam_instance_profile_associations[one.id].iam_instance_profile.name,
    "tokens": one.metadata_options.http_tokens, "tags in metadata": one.metadata_options.instance_metadata_tags,
    "volume": [device, volume.size, volume.volume_type, volume.encrypted, volume.throughput, {tag["key"]: tag["value"] for tag in volume.get_tags()}],
    "template": state.launch_template["Version"],
}))
`);
    expect(said).toEqual({
      type: 't4g.large',
      architecture: 'arm64',
      monitoring: 'enabled',
      groups: ['web'],
      'of its interface': ['web'],
      profile: 'web',
      tokens: 'required',
      'tags in metadata': 'enabled',
      volume: ['/dev/sda1', 30, 'gp3', true, 125, { Role: 'volume' }],
      template: '2',
    });
  });

  it('is in the zone with the fewest instances, is of the policy’s first type, and on spot if the policy requires it', () => {
    const said = inPython(`${world}
policy = {
    "LaunchTemplate": {
        "LaunchTemplateSpecification": {"LaunchTemplateId": template.id, "Version": "2"},
        "Overrides": [{"InstanceType": "m6g.large"}],
    },
    "InstancesDistribution": {"OnDemandBaseCapacity": 1, "OnDemandPercentageAboveBaseCapacity": 0},
}
instances = [state.instance for state in group(4, policy).instance_states]
print(json.dumps([[subnets.index(ec2.get_subnet(one.subnet_id)), one.instance_type, one.lifecycle] for one in instances]))
`);
    expect(said).toEqual([
      [0, 'm6g.large', null],
      [1, 'm6g.large', 'spot'],
      [0, 'm6g.large', 'spot'],
      [1, 'm6g.large', 'spot'],
    ]);
  });

  it('leaves nothing when it ends, and both are listed among the activities of its group', () => {
    const said = inPython(`${world}
made = group(1)
[state] = made.instance_states
made.set_desired_capacity(0)
made.set_desired_capacity(0)
told = [[one["Description"].replace(state.instance.id, "i"), one["StatusCode"], json.loads(one["Details"])["Availability Zone"]] for one in made.activities]
tagged = {tag["resource_type"] for tag in ec2.describe_tags()}
print(json.dumps({"volumes": len(ec2.volumes), "interfaces": len(ec2.enis), "volumes with tags": "volume" in tagged, "told": told}))
`);
    expect(said).toEqual({
      volumes: 0,
      interfaces: 0,
      'volumes with tags': false,
      told: [
        ['Launching a new EC2 instance: i', 'Successful', 'eu-west-1a'],
        ['Terminating EC2 instance: i', 'Successful', 'eu-west-1a'],
      ],
    });
  });
});

describe('an instance that is run without a template', () => {
  it('has the root volume of its image, encrypted if the account requires it, and is deleted with its interface', () => {
    const said = inPython(`${world}
ec2.enable_ebs_encryption_by_default()
[one] = ec2.run_instances("ami-1", 1, None, [], instance_type="t3.nano", is_instance_type_default=False, subnet_id=subnets[0].id).instances
[(device, block)] = one.block_device_mapping.items()
volume = ec2.volumes[block.volume_id]
print(json.dumps([device, volume.size, volume.encrypted, one.nics[0].delete_on_termination, one.architecture]))
`);
    expect(said).toEqual(['/dev/sda1', 8, true, true, 'x86_64']);
  });
});
