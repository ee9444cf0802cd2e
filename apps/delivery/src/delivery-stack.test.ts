import { statementsIn } from '@malinshopper/aws-facts';
import {
  environment,
  releaseRoleArn,
  releaseSubjects,
  roles,
  webRoles,
  workerRoles,
  type WorkerRole,
} from '@malinshopper/environments';
import { resourceName, workloadBoundaryArn } from '@malinshopper/stack';
import {
  differenceFrom,
  feeds,
  mailer,
  onACluster,
  reviewedStacks,
  synthesized as synthesize,
  withRole,
} from '@malinshopper/testing';
import main from './main';

interface Group {
  readonly app_name: string;
  readonly deployment_group_name: string;
  readonly deployment_config_name: string;
  readonly autoscaling_groups: string[];
  readonly deployment_style: Record<string, string>;
  readonly load_balancer_info?: unknown;
  readonly alarm_configuration: { enabled: boolean; alarms: unknown };
  readonly termination_hook_enabled?: boolean;
  readonly depends_on: string[];
}
interface Json {
  readonly resource: {
    readonly aws_codedeploy_app: Record<string, { name: string }>;
    readonly aws_codedeploy_deployment_group: Record<string, Group>;
    readonly aws_iam_role: Record<string, { name: string; path: string; assume_role_policy: string }>;
    readonly aws_iam_role_policy: Record<string, { policy: string; role: string }>;
  };
  readonly output: Record<string, { value: unknown }>;
}

const synthesized = (ref: string) => JSON.parse(synthesize(main, environment(ref)).json) as Json;
const list = (value: string | readonly string[] = []) => [value].flat();
const published = (output: string) => `\${data.terraform_remote_state.compute.outputs.${output}}`;
const ofAccount = (output: string) =>
  expect.stringMatching(new RegExp(`account(-of-nonproduction)?\\.outputs\\.${output}\\.delivery}$`)) as string;
const ofRole = (output: string, role: string) => published(`${output}.${role}`);
const longBranch = `feature/${'a-very-long-branch-name-'.repeat(8)}end`;

describe.each(['production', 'testing', 'feature/checkout', longBranch])('the delivery to %s', (ref) => {
  const { resource, output } = synthesized(ref);
  const { name } = environment(ref);
  const groups = Object.values(resource.aws_codedeploy_deployment_group);
  const groupOf = (role: string) => groups.find((group) => group.deployment_group_name === `${name}-${role}`)!;
  const roleOf = (words: string) =>
    Object.entries(resource.aws_iam_role).find(([, role]) => role.name === resourceName('role', name, words))!;
  const [roleId, deployer] = roleOf('deployer');
  const policies = Object.entries(resource.aws_iam_role_policy).filter(([, { role }]) => role.includes(`.${roleId}.`));
  const statements = policies.flatMap(([, { policy }]) => statementsIn(policy));

  test('has one application, with one group for each role and its auto scaling group', () => {
    expect(Object.values(resource.aws_codedeploy_app)).toMatchObject([
      { name: `${name}-malinshopper`, compute_platform: 'Server' },
    ]);
    expect(groups.map((group) => group.deployment_group_name).sort()).toEqual(
      roles.map((role) => `${name}-${role}`).sort(),
    );
    for (const role of roles) expect(groupOf(role).autoscaling_groups).toEqual([ofRole('groupNames', role)]);
  });

  test('updates instances in place, never by a copy of their group', () => {
    for (const group of groups) expect(group.deployment_style['deployment_type']).toBe('IN_PLACE');
  });

  test.each(webRoles)(
    'deregisters %s from the load balancer during an update, and lists the alarms of a release',
    (role) => {
      const group = groupOf(role);
      expect(group.deployment_style['deployment_option']).toBe('WITH_TRAFFIC_CONTROL');
      expect(group.load_balancer_info).toEqual({ target_group_info: [{ name: ofRole('targetGroupNames', role) }] });
      // If they were enabled, they would also stop the deployments to new instances, which would then be launched and
      // terminated endlessly.
      expect(group.alarm_configuration).toEqual({ enabled: false, alarms: ofRole('rollbackAlarms', role) });
    },
  );

  test.each(workerRoles)('lets %s finish its work, and has no alarm that would block new instances', (role) => {
    const group = groupOf(role);
    expect(group.deployment_style['deployment_option']).toBe('WITHOUT_TRAFFIC_CONTROL');
    expect(group).not.toHaveProperty('load_balancer_info');
    expect(group.termination_hook_enabled).toBe(true);
    expect(group).not.toHaveProperty('alarm_configuration');
  });

  test('rolls back failures, updates late instances and notifies the topic', () => {
    for (const group of groups) {
      expect(group).toMatchObject({
        auto_rollback_configuration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        outdated_instances_strategy: 'UPDATE',
        trigger_configuration: [
          {
            trigger_events: ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback', 'InstanceFailure'],
            trigger_target_arn: ofAccount('alarmTopicArns'),
          },
        ],
      });
    }
  });

  test('creates the groups only after CodeDeploy has its permissions', () => {
    const all = [`aws_iam_role.${roleId}`, ...policies.map(([id]) => `aws_iam_role_policy.${id}`)];
    for (const group of groups) expect(group.depends_on).toEqual(all);
  });

  test('lets CodeDeploy change only the groups of this environment, and never create or delete one', () => {
    expect(JSON.parse(deployer.assume_role_policy)).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'codedeploy.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': environment(ref).account.id } },
        },
      ],
    });
    for (const { Action, Resource } of statements) {
      for (const action of list(Action)) {
        expect(action).not.toContain('*');
        expect(action).not.toMatch(/AutoScalingGroup$|TerminateInstances|PassRole/);
        if (list(Resource).includes('*'))
          expect(action).toMatch(/^(autoscaling|ec2|elasticloadbalancing):Describe|^tag:Get/);
      }
    }
    const served = statements.find(({ Action }) => list(Action).includes('elasticloadbalancing:DeregisterTargets'))!;
    const targets = webRoles.map((role) => `:targetgroup/${ofRole('targetGroupNames', role)}/*`);
    expect(list(served.Resource)).toEqual(targets.map((end) => expect.stringContaining(end) as string));
    const hooks = statements.find(({ Action }) => list(Action).includes('autoscaling:PutLifecycleHook'))!;
    const ours = roles.map((role) => `:autoScalingGroupName/${ofRole('groupNames', role)}`);
    expect(list(hooks.Resource)).toEqual(ours.map((end) => expect.stringContaining(end) as string));
  });

  test('lets CodeDeploy publish to the topic of the team, and use the topic’s key', () => {
    const told = statements.filter(({ Action }) => list(Action).some((action) => /^(sns|kms):/.test(action)));
    expect(told).toEqual([
      { Sid: 'TellOfFailures', Effect: 'Allow', Action: 'sns:Publish', Resource: ofAccount('alarmTopicArns') },
      {
        Sid: 'EncryptWhatIsTold',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ofAccount('alarmTopicKeyArns'),
        Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } },
      },
    ]);
  });

  test('keeps every name within the limit of its service', () => {
    for (const group of groups) expect(group.deployment_group_name.length).toBeLessThanOrEqual(100);
    expect(deployer.name.length).toBeLessThanOrEqual(64);
  });

  test('lets only the GitHub jobs of this environment release', () => {
    const [, { assume_role_policy: trust, ...role }] = roleOf('release');
    const { account, ...of } = environment(ref);
    expect(`arn:aws:iam::${account.id}:role${role.path}${role.name}`).toBe(releaseRoleArn(environment(ref)));
    expect(role).toMatchObject({
      max_session_duration: 3600,
      permissions_boundary: workloadBoundaryArn(account, 'delivery'),
    });
    expect((JSON.parse(trust) as { Statement: unknown }).Statement).toEqual([
      {
        Sid: 'JobsOfTheApplication',
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account.id}:oidc-provider/token.actions.githubusercontent.com` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': releaseSubjects(of),
          },
        },
      },
    ]);
    expect(output['releaseRoleArn']?.value).toBe(`\${aws_iam_role.${roleOf('release')[0]}.arn}`);
  });

  test('publishes the application and its groups by role', () => {
    expect(Object.keys(output['groupNames']?.value as object).sort()).toEqual([...roles].sort());
    expect(output['applicationName']?.value).toMatch(/^\$\{aws_codedeploy_app\..*\.name\}$/);
  });
});

const paceOf = (ref: string) =>
  Object.values(synthesized(ref).resource.aws_codedeploy_deployment_group).map(
    ({ deployment_group_name: name, deployment_config_name: pace }) => [name, pace],
  );

test('production keeps half of its web servers in service, and updates workers one by one', () => {
  expect(Object.fromEntries(paceOf('production'))).toEqual(
    Object.fromEntries([
      ...webRoles.map((role) => [`production-${role}`, 'CodeDeployDefault.HalfAtATime']),
      ...workerRoles.map((role) => [`production-${role}`, 'CodeDeployDefault.OneAtATime']),
    ]),
  );
});

test('the other environments update all instances at once', () => {
  for (const ref of ['staging', 'testing', 'feature/checkout']) {
    expect(new Set(paceOf(ref).map(([, pace]) => pace))).toEqual(new Set(['CodeDeployDefault.AllAtOnce']));
  }
});

test.each(reviewedStacks(main))('the delivery stack of a %s environment is as reviewed', (_kind, review) => {
  expect(review()).toMatchSnapshot();
});

describe('the delivery to an environment with Hadoop jobs on a cluster', () => {
  const read = (...replaces: WorkerRole[]) =>
    JSON.parse(synthesize(main, onACluster('testing', replaces)).json) as Json;
  const groups = ({ resource }: Json) =>
    Object.values(resource.aws_codedeploy_deployment_group).map((group) => group.deployment_group_name);

  test('has groups only for the roles that have instances', () => {
    expect(groups(read(...workerRoles)).sort()).toEqual(webRoles.map((role) => `testing-${role}`).sort());
    const moved: WorkerRole = 'fetcher';
    const others = roles.filter((role) => role !== moved);
    expect(groups(read(moved)).sort()).toEqual(others.map((role) => `testing-${role}`).sort());
  });

  test('leaves the groups of the other roles unchanged', () => {
    const { resource } = read('fetcher');
    const before = synthesized('testing').resource.aws_codedeploy_deployment_group;
    expect(before).toMatchObject(resource.aws_codedeploy_deployment_group);
  });

  test('lets CodeDeploy change those groups only, and publishes no others', () => {
    const { resource, output } = read(...workerRoles);
    const [deployer] = Object.entries(resource.aws_iam_role_policy).filter(([id]) => id.startsWith('deployer'));
    const policies = JSON.stringify(deployer);
    expect(policies).toContain(`autoScalingGroupName/${ofRole('groupNames', 'web')}`);
    for (const role of workerRoles) expect(policies).not.toContain(ofRole('groupNames', role));
    expect(Object.keys(output['groupNames']?.value as object).sort()).toEqual([...webRoles].sort());
  });

  test('is as reviewed', () => {
    const [before, after] = [environment('testing'), onACluster('testing')].map((owner) => ({
      owner,
      json: synthesize(main, owner).json,
    }));
    expect(differenceFrom(before!, after!)).toMatchSnapshot();
  });
});

describe('the delivery to an environment with another role', () => {
  const read = (...role: Parameters<typeof withRole>) => {
    const { resource, output } = JSON.parse(synthesize(main, withRole(...role)).json) as Json;
    const groups = Object.values(resource.aws_codedeploy_deployment_group);
    const policies = JSON.stringify(resource.aws_iam_role_policy);
    const group = groups.find(({ deployment_group_name: name }) => name === `production-${role[1]}`)!;
    return { group, policies, published: Object.keys(output['groupNames']?.value as object) };
  };

  test('deregisters a role with visitors from its own target group, half of its instances at a time', () => {
    const { group, policies, published } = read('production', 'feeds', feeds);
    expect(group.deployment_style['deployment_option']).toBe('WITH_TRAFFIC_CONTROL');
    expect(group.load_balancer_info).toEqual({ target_group_info: [{ name: ofRole('targetGroupNames', 'feeds') }] });
    expect(group.alarm_configuration).toEqual({ enabled: false, alarms: ofRole('rollbackAlarms', 'feeds') });
    expect(group).not.toHaveProperty('termination_hook_enabled');
    expect(group.deployment_config_name).toBe('CodeDeployDefault.HalfAtATime');
    for (const role of ['web', 'feeds'])
      expect(policies).toContain(`targetgroup/${ofRole('targetGroupNames', role)}/*`);
    expect(published).toContain('feeds');
  });

  test('lets a worker finish its work, one instance at a time', () => {
    const { group, policies } = read('production', 'mailer', mailer);
    expect(group.deployment_style['deployment_option']).toBe('WITHOUT_TRAFFIC_CONTROL');
    expect(group.termination_hook_enabled).toBe(true);
    expect(group.deployment_config_name).toBe('CodeDeployDefault.OneAtATime');
    expect(policies).not.toContain(ofRole('targetGroupNames', 'mailer'));
  });
});
