import { fakePlace, type FakeAnswers } from '../testing/fake-place';
import { refusal } from '../testing/fake-client';
import { sha } from '../testing/fake-part';
import { CodeDeployPart } from './code-deploy-part';

const label = { release: '3f2a9c1e', kind: 'deploy' as const, parts: ['web'], by: 'ana' };
const group = {
  deploymentGroupInfo: {
    autoScalingGroups: [{ name: 'testing-web' }],
    alarmConfiguration: { enabled: false, alarms: [{ name: 'pages' }, { name: 'slow' }] },
  },
};

function part(answers: FakeAnswers) {
  const { place, sent } = fakePlace({
    ...answers,
    codeDeploy: { GetDeploymentGroup: () => group, ...answers.codeDeploy },
  });
  return { web: new CodeDeployPart(place, 'web', 'testing-web'), sent };
}

describe('the deployment group of a role', () => {
  test('shows its deployments newest first, with any number of pages and in any order of AWS', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `d-${index}`);
    const { web, sent } = part({
      codeDeploy: {
        ListDeployments: ({ nextToken }: { nextToken?: string }) =>
          nextToken ? { deployments: ids.slice(30) } : { deployments: ids.slice(0, 30), nextToken: 'more' },
        BatchGetDeployments: ({ deploymentIds }: { deploymentIds: string[] }) => ({
          deploymentsInfo: deploymentIds.map((deploymentId) => ({
            deploymentId,
            status: 'Succeeded',
            createTime: new Date(Number(deploymentId.slice(2))),
          })),
        }),
      },
    });
    expect((await web.attempts()).map(({ id }) => id)).toEqual([...ids].reverse());
    expect(sent.codeDeploy.filter(({ command }) => command === 'BatchGetDeployments')).toHaveLength(3);
  });

  test('queries its instances 25 at a time', async () => {
    const targetIds = Array.from({ length: 30 }, (_, index) => `i-${index}`);
    const { web, sent } = part({
      codeDeploy: {
        ListDeploymentTargets: () => ({ targetIds }),
        BatchGetDeploymentTargets: (input: { targetIds: string[] }) => ({
          deploymentTargets: input.targetIds.map((targetId) => ({ instanceTarget: { targetId, status: 'Succeeded' } })),
        }),
      },
    });
    expect((await web.instances('d-1')).map(({ instance }) => instance)).toEqual(targetIds);
    expect(sent.codeDeploy.filter(({ command }) => command === 'BatchGetDeploymentTargets')).toHaveLength(2);
  });

  test('has no instances yet while a deployment has not started', async () => {
    const { web } = part({ codeDeploy: { ListDeploymentTargets: refusal('DeploymentNotStartedException') } });
    await expect(web.instances('d-1')).resolves.toEqual([]);
  });

  test('passes on all other errors of AWS', async () => {
    const { web } = part({
      codeDeploy: {
        ListDeployments: refusal('Throttled'),
        ListDeploymentTargets: refusal('Throttled'),
        StopDeployment: refusal('Throttled'),
      },
      autoScaling: { DescribeAutoScalingGroups: refusal('Throttled') },
    });
    await expect(web.instances('d-1')).rejects.toThrow('Throttled');
    await expect(web.stop('d-1')).rejects.toThrow('Throttled');
    await expect(web.attempts()).rejects.toThrow('Throttled');
    await expect(web.members()).rejects.toThrow('Throttled');
  });

  test.each(['ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException'])(
    'does not exist in an environment that is not deployed: %s',
    async (name) => {
      await expect(part({ codeDeploy: { ListDeployments: refusal(name) } }).web.attempts()).rejects.toThrow(
        'The deployment group testing-web does not exist: environment testing must be deployed first (`npm start -- testing`).',
      );
    },
  );

  test('does not count instances that are terminating', async () => {
    const { web } = part({
      autoScaling: {
        DescribeAutoScalingGroups: () => ({
          AutoScalingGroups: [
            {
              Instances: [
                { InstanceId: 'i-1', LifecycleState: 'InService' },
                { InstanceId: 'i-2', LifecycleState: 'Terminating:Wait' },
                { InstanceId: 'i-3', LifecycleState: 'Pending:Wait' },
              ],
            },
          ],
        }),
      },
    });
    await expect(web.members()).resolves.toEqual(['i-1', 'i-3']);
  });

  test('names its active alarms, of both kinds', async () => {
    const { web, sent } = part({
      cloudWatch: {
        DescribeAlarms: () => ({
          MetricAlarms: [
            { AlarmName: 'pages', StateValue: 'ALARM' },
            { AlarmName: 'calm', StateValue: 'OK' },
          ],
          CompositeAlarms: [{ AlarmName: 'slow', StateValue: 'ALARM' }],
        }),
      },
    });
    await expect(web.burning()).resolves.toEqual(['pages', 'slow']);
    expect(sent.cloudWatch[0]!.input).toMatchObject({ AlarmNames: ['pages', 'slow'] });
  });

  test('has no alarms if the group names none', async () => {
    const { web, sent } = part({
      codeDeploy: {
        GetDeploymentGroup: () => ({ deploymentGroupInfo: {} }),
        CreateDeployment: () => ({ deploymentId: 'd-1' }),
      },
    });
    await expect(web.burning()).resolves.toEqual([]);
    await web.begin({ revision: sha('1'), label });
    expect(sent.codeDeploy.at(-1)!.input).not.toHaveProperty('overrideAlarmConfiguration');
  });

  test('does not know its instances and alarms if the caller has no permission', async () => {
    const { web } = part({
      autoScaling: { DescribeAutoScalingGroups: refusal('AccessDenied') },
      cloudWatch: { DescribeAlarms: refusal('AccessDeniedException') },
    });
    expect([await web.members(), await web.burning()]).toEqual([undefined, undefined]);
  });

  test('begins a deployment of a revision that carries its label and its alarms', async () => {
    const { web, sent } = part({ codeDeploy: { CreateDeployment: () => ({ deploymentId: 'd-1' }) } });
    await expect(web.begin({ revision: sha('1'), label })).resolves.toBe('d-1');
    expect(sent.codeDeploy.at(-1)!.input).toEqual({
      applicationName: 'testing-malinshopper',
      deploymentGroupName: 'testing-web',
      overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'pages' }, { name: 'slow' }] },
      description: 'release 3f2a9c1e: deploy to web by ana',
      ignoreApplicationStopFailures: false,
      revision: {
        revisionType: 'S3',
        s3Location: { bucket: 'packages', key: `releases/${sha('1')}.zip`, bundleType: 'zip' },
      },
    });
  });

  test.each([
    [{ label, ignoreAlarms: true }, {}],
    [
      { label, ignoreStopFailures: true },
      {
        ignoreApplicationStopFailures: true,
        overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'pages' }, { name: 'slow' }] },
      },
    ],
    [
      { label: { ...label, kind: 'rollback' as const } },
      {
        ignoreApplicationStopFailures: true,
        autoRollbackConfiguration: { enabled: false, events: [] },
      },
    ],
  ])('disables all checks that could prevent it: %j', async (how, expected) => {
    const { web, sent } = part({ codeDeploy: { CreateDeployment: () => ({ deploymentId: 'd-1' }) } });
    await web.begin({ revision: sha('1'), ...how });
    const { input } = sent.codeDeploy.at(-1)!;
    expect(input).toMatchObject(expected);
    if (!('overrideAlarmConfiguration' in expected)) expect(input).not.toHaveProperty('overrideAlarmConfiguration');
  });

  test.each([{ label, ignoreAlarms: true }, { label: { ...label, kind: 'rollback' as const } }])(
    'disables for this deployment what was enabled for the group: %j',
    async (how) => {
      const on = { deploymentGroupInfo: { alarmConfiguration: { enabled: true, alarms: [{ name: 'pages' }] } } };
      const { web, sent } = part({
        codeDeploy: { GetDeploymentGroup: () => on, CreateDeployment: () => ({ deploymentId: 'd-1' }) },
      });
      await web.begin({ revision: sha('1'), ...how });
      expect(sent.codeDeploy.at(-1)!.input).toMatchObject({
        overrideAlarmConfiguration: { enabled: false, alarms: [] },
      });
    },
  );

  test('stops a deployment without a rollback, and ignores one that has just ended', async () => {
    const { web, sent } = part({ codeDeploy: { StopDeployment: refusal('DeploymentAlreadyCompletedException') } });
    await web.stop('d-1');
    expect(sent.codeDeploy[0]!.input).toEqual({ deploymentId: 'd-1', autoRollbackEnabled: false });
  });
});
