import { GatewayForTest } from '../../testing/fake-moto';
import { request } from './testing/request';

/** The objects of S3, by their paths. */
const objects = new Set<string>();
let gateway: GatewayForTest;
let cluster: string;
/** Milliseconds by which the gateway's clock is ahead: no test waits here. */
let ahead = 0;
const clock = Date.now.bind(Date);

beforeEach(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => clock() + ahead);
  gateway = await GatewayForTest.before(({ method, url }, _body, response) => {
    response.writeHead(method === 'HEAD' && objects.has(url!) ? 200 : 404).end();
  });
  cluster = await newCluster();
});
afterEach(async () => {
  await gateway.close();
  jest.restoreAllMocks();
  objects.clear();
  ahead = 0;
});

type Answer = Record<string, unknown>;
interface Step {
  readonly Id: string;
  readonly Name: string;
  readonly Config: unknown;
  readonly Status: { State: string; Timeline: Record<string, number>; FailureDetails?: unknown };
}
const ask = async (action: string, body: object): Promise<Answer> =>
  (await gateway.json('elasticmapreduce', action, body)).json() as Promise<Answer>;

const newCluster = async (more: object = {}) =>
  (await ask('RunJobFlow', { ...request, ...more }))['JobFlowId'] as string;

/**
 * A program of S3 that is fetched, and run with the arguments after it (EMR release guide, "Run commands and scripts").
 */
const release = (revision: string) => ({
  Name: 'release',
  ActionOnFailure: 'CONTINUE',
  HadoopJarStep: {
    Jar: 'command-runner.jar',
    Args: ['bash', '-c', 'f=$(mktemp) && aws s3 cp "$1" "$f" && sh "$f" "$2"', '', 's3://packages/install', revision],
  },
});
const add = async (...Steps: object[]) => {
  return (await ask('AddJobFlowSteps', { JobFlowId: cluster, Steps }))['StepIds'] as string[];
};
const step = async (StepId: string) => (await ask('DescribeStep', { ClusterId: cluster, StepId }))['Step'] as Step;
const statesOf = async (more: object = {}) =>
  ((await ask('ListSteps', { ClusterId: cluster, ...more }))['Steps'] as Step[]).map(({ Status }) => Status.State);

test('a step waits, runs, and is complete when its objects exist, with the time of each', async () => {
  objects.add('/packages/install').add('/packages/releases/1.zip');
  const [id] = await add(release('s3://packages/releases/1.zip'));
  expect(id).toMatch(/^s-[0-9A-Z]{13}$/);
  expect(await step(id!)).toMatchObject({
    Id: id,
    Name: 'release',
    ActionOnFailure: 'CONTINUE',
    Config: {
      Jar: 'command-runner.jar',
      Args: release('s3://packages/releases/1.zip').HadoopJarStep.Args,
      Properties: {},
    },
    Status: { State: 'PENDING', Timeline: { CreationDateTime: expect.any(Number) as number } },
  });
  ahead = 900;
  expect((await step(id!)).Status.State).toBe('RUNNING');
  ahead = 2_000;
  const { State, Timeline } = (await step(id!)).Status;
  expect(State).toBe('COMPLETED');
  const { CreationDateTime, StartDateTime, EndDateTime } = Timeline;
  expect(StartDateTime! - CreationDateTime!).toBeCloseTo(0.5, 1);
  expect(EndDateTime! - StartDateTime!).toBeCloseTo(1, 1);
});

test.each([
  ['the program', ['/packages/releases/1.zip'], 's3://packages/install'],
  ['the revision', ['/packages/install'], 's3://packages/releases/1.zip'],
])('a step fails without %s, and names the missing object', async (_what, there, missing) => {
  for (const path of there) objects.add(path);
  const [id] = await add(release('s3://packages/releases/1.zip'));
  ahead = 2_000;
  expect((await step(id!)).Status).toMatchObject({
    State: 'FAILED',
    FailureDetails: { Message: `The step names ${missing}, which is not in the embedded S3.` },
  });
});

test('an object in the text of a command is required too', async () => {
  const HadoopJarStep = {
    Jar: 'command-runner.jar',
    Args: ['bash', '-c', 'aws s3 cp s3://packages/x.sh . && sh x.sh'],
  };
  const [id] = await add({ Name: 'a', ActionOnFailure: 'CONTINUE', HadoopJarStep });
  ahead = 2_000;
  expect((await step(id!)).Status).toMatchObject({
    FailureDetails: { Message: 'The step names s3://packages/x.sh, which is not in the embedded S3.' },
  });
});

test("AWS's own jars count as present", async () => {
  const Jar = 's3://eu-west-1.elasticmapreduce/libs/script-runner/script-runner.jar';
  await add({ Name: 'a', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar } });
  ahead = 2_000;
  expect(await statesOf()).toEqual(['COMPLETED']);
});

test('steps run one after the other, or concurrently up to the limit of the cluster, and are listed from the newest on', async () => {
  const idle = { Name: 'idle', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar' } };
  await add(idle, idle, idle);
  ahead = 900;
  expect(await statesOf()).toEqual(['PENDING', 'PENDING', 'RUNNING']);
  ahead = 2_000;
  expect(await statesOf()).toEqual(['PENDING', 'RUNNING', 'COMPLETED']);
  expect(await statesOf({ StepStates: ['RUNNING'] })).toEqual(['RUNNING']);
  ahead = 4_000;
  expect(await statesOf()).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);

  cluster = await newCluster({ StepConcurrencyLevel: 2 });
  const [first] = await add(idle, idle, idle);
  ahead += 900;
  expect(await statesOf()).toEqual(['PENDING', 'RUNNING', 'RUNNING']);
  expect(await statesOf({ StepIds: [first] })).toEqual(['RUNNING']);
});

test('a step is cancelled until it has ended', async () => {
  const [first, second] = await add(release('s3://packages/1'), release('s3://packages/2'));
  ahead = 2_000;
  expect(await ask('CancelSteps', { ClusterId: cluster, StepIds: [first, second] })).toEqual({
    CancelStepsInfoList: [
      { StepId: first, Status: 'FAILED', Reason: 'The step has ended already: FAILED.' },
      { StepId: second, Status: 'SUBMITTED' },
    ],
  });
  ahead = 5_000;
  expect(await statesOf()).toEqual(['CANCELLED', 'FAILED']);
});

test('an invalid step, or one of an ended cluster, is refused', async () => {
  const HadoopJarStep = { Jar: 'command-runner.jar' };
  for (const [body, message] of [
    [{ HadoopJarStep }, 'The embedded AWS knows steps with ActionOnFailure CONTINUE only; received none.'],
    [
      { HadoopJarStep, ActionOnFailure: 'TERMINATE_CLUSTER' },
      'The embedded AWS knows steps with ActionOnFailure CONTINUE only; received TERMINATE_CLUSTER.',
    ],
    [{ ActionOnFailure: 'CONTINUE' }, 'A step needs HadoopJarStep with a Jar.'],
  ]) {
    expect(await ask('AddJobFlowSteps', { JobFlowId: cluster, Steps: [body] })).toMatchObject({ message });
  }
  expect(await statesOf()).toEqual([]);
  expect(await ask('DescribeStep', { ClusterId: cluster, StepId: 's-1' })).toMatchObject({
    message: "Step id 's-1' is not valid.",
  });
  await ask('TerminateJobFlows', { JobFlowIds: [cluster] });
  expect(await ask('AddJobFlowSteps', { JobFlowId: cluster, Steps: [] })).toMatchObject({
    message: 'A job flow that is shutting down, terminated, or finished may not be modified.',
  });
});
