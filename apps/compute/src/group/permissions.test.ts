import { statementsIn } from '@malinshopper/aws-facts';
import { roles, webRoles, workerRoles, type Role } from '@malinshopper/environments';
import { kinds, synthesized } from '../testing/synthesized';

const list = (value: string | readonly string[] = []) => [value].flat();
const bucket = '${data.terraform_remote_state.data.outputs.contentBucketArn}';
/** The actions that AWS does not let a policy restrict by resource. */
const unbound =
  /^(ssmmessages|ec2messages):|^cloudwatch:PutMetricData$|^logs:DescribeLogGroups$|^ssm:(GetDeployablePatchSnapshotForInstance|GetManifest|ListAssociations|PutConfigurePackageResult|PutInventory)$/;

describe.each(kinds)('the permissions in %s', (ref) => {
  const stack = synthesized(ref);
  const account = (output: string) => {
    const { account: of, name } = stack.environment;
    const state = of.name === name ? 'account' : `account-of-${of.name}`;
    return `\${data.terraform_remote_state.${state}.outputs.${output}}`;
  };
  const statements = (role: Role) =>
    stack
      .all<{ policy: string }>('aws_iam_role_policy')
      .filter(({ path }) => path.startsWith(`compute/${role}/identity/`))
      .flatMap(({ config }) => statementsIn(config.policy));
  const allowed = (role: Role, action: RegExp) =>
    statements(role)
      .filter(({ Action }) => list(Action).some((one) => action.test(one)))
      .flatMap(({ Resource }) => list(Resource));

  test('contain no managed policy of AWS', () => {
    expect(stack.all('aws_iam_role_policy_attachment')).toEqual([]);
    for (const { config } of stack.all('aws_iam_role')) expect(config).not.toHaveProperty('managed_policy_arns');
  });

  test.each(roles)('%s reads all of the shared content', (role) => {
    expect(allowed(role, /^s3:ListBucket$/)).toEqual([bucket]);
    expect(allowed(role, /^s3:GetObject$/)).toContain(`${bucket}/*`);
  });

  test.each(workerRoles)('%s writes and deletes below its own name only', (role) => {
    expect(allowed(role, /^s3:PutObject$/)).toEqual([`${bucket}/${role}/*`]);
    expect(allowed(role, /^s3:DeleteObject$/)).toEqual([`${bucket}/${role}/*`]);
    expect(allowed(role, /^kms:GenerateDataKey/)).toEqual(['${data.terraform_remote_state.data.outputs.bucketKeyArn}']);
  });

  const packages = (role: Role) =>
    allowed(role, /^s3:GetObject$/)
      .filter((resource) => resource !== `${bucket}/*`)
      .map((resource) => resource.replace('${data.terraform_remote_state.data.outputs.packageBucketArn}', ''));

  test.each(webRoles)('%s fetches only revisions from the package bucket', (role) => {
    expect(packages(role)).toEqual(['/releases/*']);
  });

  test.each(workerRoles)('%s fetches only revisions and software from the package bucket', (role) => {
    expect(packages(role).sort()).toEqual(['/releases/*', '/software/*']);
  });

  test.each(webRoles)('%s writes nothing', (role) => {
    expect(allowed(role, /^s3:(Put|Delete|Abort)|^kms:(Generate|Encrypt)/)).toEqual([]);
  });

  test.each(workerRoles)('%s can report instances of its own group unhealthy, and of no other', (role) => {
    const { region, account, name } = stack.environment;
    expect(allowed(role, /^autoscaling:/)).toEqual([
      `arn:aws:autoscaling:${region}:${account.id}:autoScalingGroup:*:autoScalingGroupName/${name}-${role}`,
    ]);
    expect(stack.one<{ name: string }>('aws_autoscaling_group', `${role}/group/Resource`).config.name).toBe(
      `${name}-${role}`,
    );
  });

  test.each(webRoles)('%s reports nothing: the load balancer checks it', (role) => {
    expect(allowed(role, /^autoscaling:/)).toEqual([]);
  });

  test.each(roles)('%s reads the secret of its tier and no other', (role) => {
    expect(allowed(role, /^secretsmanager:/)).toEqual([
      `\${data.terraform_remote_state.data.outputs.databaseSecretArns.${stack.environment.roles[role].database}}`,
    ]);
  });

  test.each(roles)('%s writes its own log and that of sessions, and no other', (role) => {
    const log = `\${${stack.one('aws_cloudwatch_log_group', `${role}/log/Resource`).address}.arn}`;
    const sessions = account('sessionLogGroupArn');
    expect(allowed(role, /^logs:(Create|Put)/)).toEqual([log, `${log}:*`, sessions, `${sessions}:*`]);
  });

  test.each(roles)('%s uses a key only through a service, or for a session', (role) => {
    const withKey = statements(role).filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:')));
    const ofSessions = withKey.filter(({ Resource }) => Resource === account('sessionKeyArn'));
    expect(ofSessions).toMatchObject([
      {
        Action: 'kms:Decrypt',
        Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ssm:SessionId' } },
      },
    ]);
    const others = withKey.filter((statement) => !ofSessions.includes(statement));
    expect(others.length).toBeGreaterThan(0);
    for (const { Condition } of others) {
      expect(JSON.stringify(Condition)).toMatch(/"kms:ViaService":"(s3|secretsmanager)\.eu-west-1\.amazonaws\.com"/);
    }
  });

  test.each(roles)('%s has no wildcard except where AWS supports no resources, and reads no parameter', (role) => {
    for (const { Action, Resource } of statements(role)) {
      for (const action of list(Action)) {
        expect(action).not.toContain('*');
        expect(action).not.toMatch(/^ssm:GetParameter/);
        if (list(Resource).includes('*')) expect(action).toMatch(unbound);
      }
    }
  });

  test.each(roles)('%s sends metrics to one namespace only', (role) => {
    const metrics = statements(role).filter(({ Action }) => list(Action).includes('cloudwatch:PutMetricData'));
    expect(metrics).toMatchObject([{ Condition: { StringEquals: { 'cloudwatch:namespace': 'Malinshopper' } } }]);
  });
});
