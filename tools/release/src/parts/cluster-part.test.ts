import type { Role } from '@malinshopper/environments';
import { fakePlace, type FakeAnswers } from '../testing/fake-place';
import { refusal } from '../testing/fake-client';
import { sha } from '../testing/fake-part';
import { ClusterPart } from './cluster-part';
import { partsOf } from './parts';

const label = { release: '3f2a9c1e', kind: 'deploy' as const, parts: ['web', 'cluster'], by: 'ana' };
const Name = 'release 3f2a9c1e: deploy to web, cluster by ana';
const cluster = { name: 'testing-hadoop', script: 'cluster/install-release-1.sh', setup: 'cluster/setup.sh' };
const [created, started, ended] = [new Date(1_000), new Date(2_000), new Date(3_000)];
const ListClusters = () => ({
  Clusters: [
    { Id: 'j-0', Name: 'other' },
    { Id: 'j-1', Name: 'testing-hadoop' },
  ],
});
const step = (State: string, more: object = {}) => ({
  Id: 's-1',
  Name,
  Config: { Args: ['bash', '-c', 'script', 'install-release', 's3://packages/script', 's3://packages/zip', sha('1')] },
  Status: { State, Timeline: { CreationDateTime: created }, ...more },
});

function part(emr: FakeAnswers['emr']) {
  const { place, sent } = fakePlace({ emr: { ListClusters, ...emr } });
  return { on: new ClusterPart(place, cluster), sent: sent.emr };
}

describe('the Hadoop cluster', () => {
  test('gets a release as a step of the cluster that has the name now', async () => {
    const { on, sent } = part({ AddJobFlowSteps: () => ({ StepIds: ['s-1'] }) });
    await expect(on.begin({ revision: sha('1'), label })).resolves.toBe('s-1');
    expect(sent.at(-1)!.input).toEqual({
      JobFlowId: 'j-1',
      Steps: [
        {
          Name,
          ActionOnFailure: 'CONTINUE',
          HadoopJarStep: {
            Jar: 'command-runner.jar',
            Args: [
              'bash',
              '-c',
              expect.stringContaining('sha256sum'),
              'install-release',
              's3://packages/cluster/install-release-1.sh',
              `s3://packages/releases/${sha('1')}.zip`,
              sha('1'),
              's3://packages/cluster/setup.sh',
            ],
          },
        },
      ],
    });
  });

  test.each([
    ['PENDING', 'running'],
    ['RUNNING', 'running'],
    ['CANCEL_PENDING', 'running'],
    ['COMPLETED', 'succeeded'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'stopped'],
    ['INTERRUPTED', 'stopped'],
  ])('calls a step that is %s %s', async (State, outcome) => {
    const { on } = part({ DescribeStep: () => ({ Step: step(State) }) });
    await expect(on.attempt('s-1')).resolves.toMatchObject({
      outcome,
      revision: sha('1'),
      label,
      began: created,
      creator: 'person',
    });
  });

  test('shows its releases, and no other steps', async () => {
    const { on } = part({
      ListSteps: () => ({ Steps: [step('COMPLETED'), { Id: 's-2', Name: 'setup', Status: {} }] }),
    });
    expect((await on.attempts()).map(({ id }) => id)).toEqual(['s-1']);
  });

  test('shows a step as the progress of its primary node', async () => {
    const Timeline = { CreationDateTime: created, StartDateTime: started, EndDateTime: ended };
    const at = async (State: string, more?: object) =>
      (await part({ DescribeStep: () => ({ Step: step(State, more) }) }).on.instances('s-1'))[0];
    expect(await at('PENDING')).toMatchObject({ instance: 'primary node', outcome: 'waiting', events: [] });
    expect(await at('RUNNING', { Timeline: { StartDateTime: started } })).toMatchObject({
      outcome: 'running',
      event: 'install-release',
    });
    expect(await at('COMPLETED', { Timeline })).toMatchObject({
      outcome: 'succeeded',
      events: [{ name: 'install-release', began: started, ended }],
    });
    expect(await at('CANCELLED', { Timeline })).toMatchObject({ outcome: 'skipped' });
  });

  test('reports why a step failed, and the path of its log', async () => {
    const FailureDetails = { Reason: 'Unknown Error.', LogFile: 's3://logs/steps/s-1/' };
    const { on } = part({ DescribeStep: () => ({ Step: step('FAILED', { FailureDetails }) }) });
    expect((await on.instances('s-1'))[0]!.failure).toEqual({
      event: 'install-release',
      script: cluster.script,
      message: 'Unknown Error.',
      ofScript: true,
      output: 'its log is s3://logs/steps/s-1/',
    });
    await expect(on.attempt('s-1')).resolves.toMatchObject({ reason: 'Unknown Error.' });
    const silent = part({ DescribeStep: () => ({ Step: step('FAILED') }) }).on;
    expect((await silent.instances('s-1'))[0]!.failure).toMatchObject({ message: 'EMR reports no reason', output: '' });
  });

  test('interrupts a step that is to be stopped', async () => {
    const { on, sent } = part({ CancelSteps: () => ({}) });
    await on.stop('s-1');
    expect(sent.at(-1)!.input).toEqual({
      ClusterId: 'j-1',
      StepIds: ['s-1'],
      StepCancellationOption: 'SEND_INTERRUPT',
    });
  });

  test('is one node, which no alarm stops', async () => {
    const { on } = part({});
    expect([await on.members(), await on.burning()]).toEqual([['primary node'], []]);
  });

  test('has to exist', async () => {
    await expect(part({ ListClusters: () => ({ Clusters: [] }) }).on.members()).rejects.toThrow(
      'The Hadoop cluster testing-hadoop does not exist: environment testing must be deployed first',
    );
    await expect(part({ ListClusters: refusal('AccessDenied') }).on.members()).rejects.toThrow('AccessDenied');
  });
});

test('a role is released with the side of its trait', () => {
  const { place } = fakePlace({});
  const { environment, names } = place;
  const feeds = { ...environment.roles.web };
  const groups = new Map([...names.groups, ['feeds' as Role, 'testing-feeds']]);
  const wider = {
    ...place,
    environment: { ...environment, roles: { ...environment.roles, feeds } },
    names: { ...names, groups },
  };
  expect(partsOf(wider).map(({ name }) => name)).toEqual(['web', 'feeds', 'fetcher']);
  expect(partsOf(wider, 'web').map(({ name }) => name)).toEqual(['web', 'feeds']);
  expect(partsOf(wider, 'workers').map(({ name }) => name)).toEqual(['fetcher']);
});

test('the parts of an environment are web first, then the workers and the cluster', () => {
  const { place } = fakePlace({});
  const withCluster = { ...place, names: { ...place.names, cluster } };
  expect(partsOf(withCluster).map(({ name }) => name)).toEqual(['web', 'fetcher', 'cluster']);
  expect(partsOf(withCluster, 'workers').map(({ name }) => name)).toEqual(['fetcher', 'cluster']);
  expect(partsOf(place, 'web').map(({ name }) => name)).toEqual(['web']);
});
