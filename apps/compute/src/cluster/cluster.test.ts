import { workerRoles } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { differenceFrom } from '@malinshopper/testing';
import { clusterOf, madeFor, stackOnACluster } from '../testing/on-a-cluster';
import { synthesized, type Synthesized } from '../testing/synthesized';

describe.each(['production', 'testing', 'feature/checkout'])('the cluster of %s', (ref) => {
  const stack = stackOnACluster(ref);
  const cluster = clusterOf(stack);

  test('replaces every group, template and identity of the workers, and nothing else', () => {
    for (const type of ['autoscaling_group', 'launch_template']) {
      expect(stack.all(`aws_${type}`).map(({ path }) => path.split('/')[1])).toEqual(['web']);
    }
    expect(stack.all('aws_iam_role').map(({ path }) => path.split('/').slice(1, 3).join(' '))).toEqual(
      expect.arrayContaining(['web identity', 'cluster node', 'cluster service']),
    );
    for (const role of workerRoles) expect(madeFor(stack, role)).toEqual(['aws_cloudwatch_log_group']);
  });

  test('leaves web servers unchanged', () => {
    const before = synthesized(ref);
    for (const type of ['aws_autoscaling_group', 'aws_launch_template', 'aws_iam_role_policy']) {
      const web = ({ path }: { path: string }) => path.startsWith('compute/web/');
      expect(stack.all(type).filter(web)).toEqual(before.all(type).filter(web));
    }
  });

  test('keeps the logs of the workers at their address', () => {
    const logs = (of: Synthesized) => of.all('aws_cloudwatch_log_group');
    expect(logs(stack)).toEqual(expect.arrayContaining(logs(synthesized(ref))));
    expect(logs(stack)).toHaveLength(logs(synthesized(ref)).length);
  });

  test('runs in private subnets, in security groups of its own, without an SSH key', () => {
    expect(cluster.ec2_attributes).toMatchObject({
      subnet_ids: '${data.terraform_remote_state.network.outputs.privateSubnetIds}',
      emr_managed_master_security_group: expect.stringMatching(/firewall_primary/),
      emr_managed_slave_security_group: expect.stringMatching(/firewall_nodes/),
      service_access_security_group: expect.stringMatching(/firewall_service/),
    });
    expect(cluster.ec2_attributes).not.toHaveProperty('key_name');
  });

  test('has one primary node and its core nodes on demand, and pins its release', () => {
    expect(cluster.master_instance_fleet).toMatchObject({ target_on_demand_capacity: 1 });
    expect(cluster.core_instance_fleet).toMatchObject({ target_on_demand_capacity: 2 });
    expect(cluster.master_instance_fleet).not.toHaveProperty('target_spot_capacity');
    expect(cluster.core_instance_fleet).not.toHaveProperty('target_spot_capacity');
    expect(cluster.release_label).toMatch(/^emr-7\.\d+\.\d+$/);
  });

  test('has task nodes on spot, of which the number changes without a plan', () => {
    expect(stack.one('aws_emr_instance_fleet', 'cluster/task').config).toMatchObject({
      target_spot_capacity: 1,
      launch_specifications: {
        spot_specification: [
          { allocation_strategy: 'price-capacity-optimized', timeout_action: 'SWITCH_TO_ON_DEMAND' },
        ],
      },
      lifecycle: { ignore_changes: ['target_spot_capacity', 'target_on_demand_capacity'] },
    });
  });

  test('scales its task nodes only', () => {
    expect(stack.one('aws_emr_managed_scaling_policy', 'cluster/scaling').config['compute_limits']).toEqual([
      {
        unit_type: 'InstanceFleetUnits',
        minimum_capacity_units: 2,
        maximum_capacity_units: 8,
        maximum_core_capacity_units: 2,
        maximum_ondemand_capacity_units: 2,
      },
    ]);
  });

  test('encrypts its objects in S3, its disks, and the traffic between its nodes', () => {
    const { configuration } = stack.one<{ configuration: string }>(
      'aws_emr_security_configuration',
      'cluster/security',
    ).config;
    const key = `\${${stack.one('aws_kms_key', 'cluster/key/Resource').address}.arn}`;
    expect(JSON.parse(configuration)).toMatchObject({
      EncryptionConfiguration: {
        EnableAtRestEncryption: true,
        AtRestEncryptionConfiguration: {
          S3EncryptionConfiguration: {
            EncryptionMode: 'SSE-KMS',
            AwsKmsKey: '${data.terraform_remote_state.data.outputs.bucketKeyArn}',
          },
          LocalDiskEncryptionConfiguration: {
            EncryptionKeyProviderType: 'AwsKms',
            AwsKmsKey: key,
            EnableEbsEncryption: true,
          },
        },
        EnableInTransitEncryption: true,
        InTransitEncryptionConfiguration: {
          TLSCertificateConfiguration: {
            CertificateProviderType: 'PEM',
            S3Object: 's3://${data.terraform_remote_state.data.outputs.packageBucketName}/cluster/certificates.zip',
          },
        },
      },
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2 },
    });
    expect(stack.text).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  });

  test('writes its logs to a bucket of its own, encrypted', () => {
    const bucket = stack.one<{ bucket: string }>('aws_s3_bucket', 'cluster/logs/Resource');
    expect(cluster.log_uri).toBe(`s3://\${${bucket.address}.bucket}/`);
    expect(cluster.log_encryption_kms_key_id).toMatch(/^\$\{aws_kms_key\.cluster_key_/);
    expect(bucket.config.bucket).toMatch(/-cluster-logs-/);
    expect(stack.one('aws_s3_bucket_logging', 'cluster/logs/access-logs').config).toMatchObject({
      target_prefix: `${stack.environment.name}/cluster-logs/`,
    });
  });

  test('uses roles under the app’s own path, within the boundary of its workloads', () => {
    for (const path of ['cluster/node/Resource', 'cluster/service/Resource']) {
      expect(stack.one('aws_iam_role', path).config).toMatchObject({
        path: '/compute/',
        permissions_boundary: workloadBoundaryArn(stack.environment.account, 'compute'),
      });
    }
    expect(stack.one('aws_iam_instance_profile', 'cluster/profile').config).toMatchObject({ path: '/compute/' });
  });

  test('lets EC2 start its spot nodes with encrypted disks, and no other principal that starts instances', () => {
    const roles = (of: Synthesized) => {
      const { policy } = of.one<{ policy: string }>('aws_kms_key', 'cluster/key/Resource').config;
      const { Statement } = JSON.parse(policy) as {
        Statement: { Action: string | string[]; Condition?: { ArnEquals?: Record<string, string[]> } }[];
      };
      return Statement.filter(({ Condition }) => Condition?.ArnEquals).map(
        ({ Action, Condition }) => [[Action].flat()[0], ...Condition!.ArnEquals!['aws:PrincipalArn']!] as const,
      );
    };
    const spot = `arn:aws:iam::${stack.environment.account.id}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`;
    expect(roles(stack)).toEqual([
      ['kms:Encrypt', spot],
      ['kms:CreateGrant', spot],
    ]);
    expect(roles(stackOnACluster(ref, workerRoles, 0))).toEqual([]);
  });

  test('replaces a node that fails', () => expect(cluster.unhealthy_node_replacement).toBe(true));

  test('is created after its permissions, and deleted before them', () => {
    const needed = ['aws_iam_role_policy', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];
    for (const type of needed) {
      const own = stack.all(type).filter(({ path }) => path.startsWith('compute/cluster/'));
      expect(own.length).toBeGreaterThan(0);
      expect(cluster.depends_on).toEqual(expect.arrayContaining(own.map(({ address }) => address)));
    }
  });

  test('has two alarms of its own: missing nodes (or a missing cluster), and nodes without work', () => {
    const alarms = stack
      .all<{ namespace: string; metric_name: string }>('aws_cloudwatch_metric_alarm')
      .filter(({ config }) => config.namespace === 'AWS/ElasticMapReduce');
    expect(alarms.map(({ config }) => config)).toEqual([
      expect.objectContaining({
        metric_name: 'CoreNodesRunning',
        comparison_operator: 'LessThanThreshold',
        threshold: 2,
        treat_missing_data: 'breaching',
        alarm_actions: [expect.any(String)],
        ok_actions: [expect.any(String)],
      }),
      expect.objectContaining({ metric_name: 'MRUnhealthyNodes', threshold: 0, alarm_actions: [expect.any(String)] }),
    ]);
  });

  test('publishes groups for the roles with instances only, and the outputs for a release', () => {
    const output = (name: string) => stack.json.output[name]?.value;
    expect(Object.keys(output('groupNames') as object)).toEqual(['web']);
    expect(output('clusterId')).toMatch(/^\$\{aws_emr_cluster\.cluster_\w+\.id\}$/);
    for (const script of ['clusterSetupUri', 'clusterReleaseUri']) {
      expect(output(script)).toMatch(/^s3:\/\/.*\$\{aws_s3_object\./);
    }
  });
});

test('the changes of a cluster in production are as reviewed, and the differences of testing on one', () => {
  const production = stackOnACluster('production').reviewed;
  expect(differenceFrom(synthesized('production').reviewed, production)).toMatchSnapshot('production');
  expect(differenceFrom(production, stackOnACluster('testing').reviewed)).toMatchSnapshot('testing');
});
