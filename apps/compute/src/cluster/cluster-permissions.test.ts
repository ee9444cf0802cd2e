import { statementsIn } from '@malinshopper/aws-facts';
import { workerRoles, type WorkerRole } from '@malinshopper/environments';
import { onACluster } from '@malinshopper/testing';
import { Synthesized } from '../testing/synthesized';

const list = (value: string | readonly string[] = []) => [value].flat();
const bucket = '${data.terraform_remote_state.data.outputs.contentBucketArn}';
/** The actions that AWS does not let a policy restrict by resource. */
const unbound =
  /^(ssmmessages|ec2messages):|^cloudwatch:PutMetricData$|^ec2:Describe|^logs:DescribeLogGroups$|^ssm:(GetDeployablePatchSnapshotForInstance|GetManifest|ListAssociations|PutConfigurePackageResult|PutInventory)$/;

function permissionsOf(stack: Synthesized, who: 'node' | 'service') {
  const policies = stack
    .all<{ policy: string }>('aws_iam_role_policy')
    .filter(({ path }) => path.startsWith(`compute/cluster/${who}/`));
  const statements = policies.flatMap(({ config }) => statementsIn(config.policy));
  const resources = (action: RegExp) =>
    statements
      .filter(({ Action }) => list(Action).some((one) => action.test(one)))
      .flatMap(({ Resource }) => list(Resource));
  return { policies, statements, resources };
}

const stack = new Synthesized(onACluster('testing'));
const [node, service] = [permissionsOf(stack, 'node'), permissionsOf(stack, 'service')];

describe('the nodes of a cluster', () => {
  test.each([[workerRoles], [['updater-1']], [['fetcher', 'updater-2']]] as [readonly WorkerRole[]][])(
    'in the place of %j write below those names only',
    (replaces) => {
      const { resources } = permissionsOf(new Synthesized(onACluster('testing', replaces)), 'node');
      const prefixes = replaces.map((role) => `${bucket}/${role}/*`);
      expect(resources(/^s3:DeleteObject$/)).toEqual(prefixes);
      expect(resources(/^s3:PutObject$/).filter((resource) => resource.startsWith(bucket))).toEqual(prefixes);
    },
  );

  test('read all of the content, and the secret of workers only', () => {
    expect(node.resources(/^s3:GetObject$/)).toContain(`${bucket}/*`);
    expect([...new Set(node.resources(/^secretsmanager:/))]).toEqual([
      '${data.terraform_remote_state.data.outputs.databaseSecretArns.worker}',
    ]);
  });

  test('write the logs of their roles, in CloudWatch and in the bucket of the cluster', () => {
    const groups = stack.all('aws_cloudwatch_log_group').filter(({ path }) => !path.includes('/web/'));
    const sessions = '${data.terraform_remote_state.account-of-nonproduction.outputs.sessionLogGroupArn}';
    const arns = [...groups.map(({ address }) => `\${${address}.arn}`), sessions];
    expect(node.resources(/^logs:PutLogEvents$/).sort()).toEqual(arns.flatMap((arn) => [arn, `${arn}:*`]).sort());
    const logs = stack.one('aws_s3_bucket', 'cluster/logs/Resource').address;
    expect(node.resources(/^s3:PutObject$/)).toContain(`\${${logs}.arn}/*`);
  });

  test('fetch revisions and the cluster’s own files from the package bucket, but not Hadoop, which EMR installs', () => {
    const packages = '${data.terraform_remote_state.data.outputs.packageBucketArn}';
    const fetched = node.resources(/^s3:GetObject$/).filter((resource) => resource.startsWith(packages));
    expect(fetched.sort()).toEqual([`${packages}/cluster/*`, `${packages}/releases/*`]);
  });

  test('use the key of their disks directly, and every other through a service or for a session', () => {
    const disks = `\${${stack.one('aws_kms_key', 'cluster/key/Resource').address}.arn}`;
    for (const { Action, Resource, Condition } of node.statements) {
      if (!list(Action).some((action) => action.startsWith('kms:')) || list(Resource).join() === disks) continue;
      expect(JSON.stringify(Condition)).toMatch(/"kms:(ViaService|EncryptionContextKeys)"/);
    }
    expect(node.resources(/^kms:Encrypt$/)).toEqual([disks]);
  });

  test('have no permission on Auto Scaling, which does not manage them', () => {
    expect(node.resources(/^autoscaling:/)).toEqual([]);
  });
});

describe('EMR', () => {
  test('launches resources with its tag, in this network, with these groups', () => {
    const groups = stack.all('aws_security_group').filter(({ path }) => path.startsWith('compute/cluster/'));
    const arns = groups.map(({ address }) => `\${${address}.arn}`).sort();
    const launched = service.statements.find(({ Sid }) => Sid === 'WithTheseGroups')!;
    expect(list(launched.Resource).sort()).toEqual(arns);
    expect(service.resources(/^ec2:AuthorizeSecurityGroupIngress$/).sort()).toEqual(arns);
    expect(service.statements.find(({ Sid }) => Sid === 'InThisNetwork')?.Condition).toEqual({
      ArnEquals: {
        'ec2:Vpc': expect.stringMatching(/:vpc\/\$\{data\.terraform_remote_state\.network\.outputs\.vpcId\}$/),
      },
    });
    const tagged = JSON.stringify({
      StringEquals: { 'aws:ResourceTag/for-use-with-amazon-emr-managed-policies': 'true' },
    });
    const ends = service.statements.filter(({ Action }) => list(Action).includes('ec2:TerminateInstances'));
    expect(ends.map(({ Condition }) => JSON.stringify(Condition))).toEqual([tagged]);
    const { tags } = stack.one<{ tags: Record<string, string> }>('aws_emr_cluster', 'cluster/Resource').config;
    expect(tags['for-use-with-amazon-emr-managed-policies']).toBe('true');
  });

  test('passes the role of the nodes, to EC2 only', () => {
    const handsOn = service.statements.filter(({ Action }) => list(Action).includes('iam:PassRole'));
    const { address } = stack.one('aws_iam_role', 'cluster/node/Resource');
    expect(handsOn).toMatchObject([
      { Resource: `\${${address}.arn}`, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
    ]);
  });

  test('reads the attributes of this network only', () => {
    const { environment } = stack;
    expect(service.resources(/^ec2:DescribeVpcAttribute$/)).toEqual([
      `arn:aws:ec2:${environment.region}:${environment.account.id}:vpc/\${data.terraform_remote_state.network.outputs.vpcId}`,
    ]);
  });

  test('acts for this account only', () => {
    const trust = stack.one<{ assume_role_policy: string }>('aws_iam_role', 'cluster/service/Resource').config;
    expect(JSON.parse(trust.assume_role_policy)).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'elasticmapreduce.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': stack.environment.account.id } },
        },
      ],
    });
  });
});

test.each([
  ['nodes', node],
  ['EMR', service],
])(
  '%s have no policy of AWS, no wildcard except where AWS supports no resources, and are within the limit of a role',
  (_who, granted) => {
    expect(stack.all('aws_iam_role_policy_attachment')).toEqual([]);
    for (const { Action, Resource } of granted.statements) {
      for (const action of list(Action)) {
        expect(action).not.toContain('*');
        if (list(Resource).includes('*')) expect(action).toMatch(unbound);
      }
    }
    // IAM user guide, "IAM and AWS STS quotas": the limit of all inline policies of a role together.
    expect(granted.policies.map(({ config }) => config.policy).join('').length).toBeLessThan(10_240);
  },
);
