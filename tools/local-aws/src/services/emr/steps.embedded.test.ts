import { AddJobFlowStepsCommand, DescribeStepCommand, EMRClient, RunJobFlowCommand } from '@aws-sdk/client-emr';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { assumeEmbeddedAccount } from '../../account';
import { embeddedEndpoint } from '../../address';
import { startEmbeddedAws, stopEmbeddedAws } from '../../daemon';

const Bucket = 'packages';
let emr: EMRClient;
let cluster: string;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4627';
  await startEmbeddedAws();
  const credentials = await assumeEmbeddedAccount('444455556666');
  const client = { endpoint: embeddedEndpoint(), region: 'eu-west-1', credentials };
  emr = new EMRClient(client);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of ['cluster/install-release-1', 'releases/1.zip']) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
  const InstanceFleets = [{ InstanceFleetType: 'MASTER' as const, TargetOnDemandCapacity: 1 }];
  cluster = (await emr.send(new RunJobFlowCommand({ Name: 'hadoop', Instances: { InstanceFleets } }))).JobFlowId!;
});

afterAll(() => stopEmbeddedAws());

/** The result of a step that installs a revision. */
async function outcomeOf(revision: string) {
  const command = 'f=$(mktemp) && aws s3 cp "$1" "$f" && sh "$f" "$2" "$3"';
  const Args = ['bash', '-c', command, '', `s3://${Bucket}/cluster/install-release-1`, revision, '0123'];
  const step = {
    Name: 'release',
    ActionOnFailure: 'CONTINUE' as const,
    HadoopJarStep: { Jar: 'command-runner.jar', Args },
  };
  const { StepIds = [] } = await emr.send(new AddJobFlowStepsCommand({ JobFlowId: cluster, Steps: [step] }));
  for (;;) {
    const { Step } = await emr.send(new DescribeStepCommand({ ClusterId: cluster, StepId: StepIds[0]! }));
    const { State = '', FailureDetails, Timeline } = Step?.Status ?? {};
    if (!['PENDING', 'RUNNING'].includes(State)) return { State, message: FailureDetails?.Message, Timeline };
    await new Promise((done) => setTimeout(done, 100));
  }
}

test('a step succeeds when S3 has the object that it installs, in the order of its times', async () => {
  const { State, Timeline } = await outcomeOf(`s3://${Bucket}/releases/1.zip`);
  expect(State).toBe('COMPLETED');
  expect(Timeline!.StartDateTime!.getTime()).toBeGreaterThan(Timeline!.CreationDateTime!.getTime());
  expect(Timeline!.EndDateTime!.getTime()).toBeGreaterThan(Timeline!.StartDateTime!.getTime());
});

test('a step fails when S3 does not have the object, and names it', async () => {
  expect(await outcomeOf(`s3://${Bucket}/releases/2.zip`)).toMatchObject({
    State: 'FAILED',
    message: `The step names s3://${Bucket}/releases/2.zip, which is not in the embedded S3.`,
  });
});
