import { SetDesiredCapacityCommand, TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { GetDeploymentGroupCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { DeployableFleet } from './testing/deployable-fleet';
import { ownerOf, type ClientSettings } from './testing/instance-role';
import { until } from './testing/until';

const account = '444455556666';
const port = '4619';
const folderOf = (id: string) =>
  join(__dirname, '..', '..', '..', '.work', 'embedded-aws', 'instances', port, account, id);
/** Returns the revision on an instance, or '' if the instance has no revision. */
const releaseOn = (id: string) => readFile(join(folderOf(id), 'root', 'srv', 'app', 'release'), 'utf8').catch(() => '');
const releasesOn = (ids: readonly string[]) => Promise.all(ids.map(releaseOn));
const rollsBack = (event: 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM') => ({
  autoRollbackConfiguration: { enabled: true, events: [event] },
});
/** A hook that lasts until its deployment is ended. */
const endless = 'while :; do sleep 0.1; done';

let fleet: DeployableFleet;
let settings: ClientSettings;
beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = port;
  // Of t3.micro, which has two vCPUs, more run than a new account may have.
  process.env['EMBEDDED_AWS_QUOTAS'] = JSON.stringify({ [account]: { onDemandVcpus: 64 } });
  await stopEmbeddedAws();
  await startEmbeddedAws();
  settings = await ownerOf(account);
  fleet = await DeployableFleet.in(settings);
  await fleet.put('one', { ValidateService: 'echo "$DEPLOYMENT_GROUP_NAME runs $(cat /srv/app/release)"' });
  await fleet.put('two', { ApplicationStop: 'echo stopped > /srv/stopped' });
  await fleet.put('broken', { ValidateService: 'echo "nothing answers on port 80"; echo "no release" >&2; exit 7' });
  await fleet.put('endless', { AfterInstall: endless });
});
afterAll(async () => {
  fleet?.destroy();
  await stopEmbeddedAws();
});

it('a revision reaches every instance of the group, with all events in their order, and traffic comes back', async () => {
  await fleet.add('web', 3);
  const id = await fleet.deploy('web', 'one', { description: 'release one' });
  const info = await fleet.over(id);
  expect(info).toMatchObject({
    status: 'Succeeded',
    creator: 'user',
    description: 'release one',
    deploymentOverview: { Succeeded: 3, Failed: 0 },
  });
  expect(info.completeTime!.getTime()).toBeGreaterThan(info.startTime!.getTime());
  for (const { lifecycleEvents = [] } of await fleet.targets(id)) {
    expect(lifecycleEvents.map(({ lifecycleEventName }) => lifecycleEventName)).toEqual([
      'BeforeBlockTraffic',
      'BlockTraffic',
      'AfterBlockTraffic',
      'ApplicationStop',
      'DownloadBundle',
      'BeforeInstall',
      'Install',
      'AfterInstall',
      'ApplicationStart',
      'ValidateService',
      'BeforeAllowTraffic',
      'AllowTraffic',
      'AfterAllowTraffic',
    ]);
    const times = lifecycleEvents.flatMap(({ startTime, endTime }) => [startTime!.getTime(), endTime!.getTime()]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(lifecycleEvents[9]!.diagnostics!.logTail).toContain('web runs one');
  }
  const instances = await fleet.instances('web');
  expect(await releasesOn(instances)).toEqual(['one', 'one', 'one']);
  expect(await fleet.inService('web')).toEqual(instances);
});

it('a failing hook reports its output, and every instance returns to the previous revision', async () => {
  await fleet.add('failing', 2, rollsBack('DEPLOYMENT_FAILURE'));
  await fleet.over(await fleet.deploy('failing', 'one'));
  const bad = await fleet.deploy('failing', 'broken');
  const failed = await fleet.over(bad);
  expect(failed).toMatchObject({ status: 'Failed', errorInformation: { code: 'HEALTH_CONSTRAINTS' } });
  for (const { status, lifecycleEvents = [] } of await fleet.targets(bad)) {
    expect(status).toBe('Failed');
    const validated = lifecycleEvents.find(({ lifecycleEventName }) => lifecycleEventName === 'ValidateService')!;
    expect(validated).toMatchObject({
      status: 'Failed',
      diagnostics: { errorCode: 'ScriptFailed', scriptName: 'ValidateService.sh' },
    });
    expect(validated.diagnostics!.logTail).toContain('nothing answers on port 80');
    expect(validated.diagnostics!.logTail).toContain('no release');
    expect(lifecycleEvents.at(-1)!.status).toBe('Skipped');
  }
  const rollback = await fleet.over(failed.rollbackInfo!.rollbackDeploymentId!);
  expect(rollback).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: bad },
  });
  expect(await releasesOn(await fleet.instances('failing'))).toEqual(['one', 'one']);
  expect(await fleet.inService('failing')).toEqual(await fleet.instances('failing'));
  const asked = { applicationName: 'failing', deploymentGroupName: 'failing' };
  const { deploymentGroupInfo } = await fleet.codedeploy.send(new GetDeploymentGroupCommand(asked));
  expect(deploymentGroupInfo).toMatchObject({
    targetRevision: { s3Location: { key: 'one' } },
    lastSuccessfulDeployment: { deploymentId: rollback.deploymentId },
  });
});

it('a revision that does not exist fails in DownloadBundle, with its reason', async () => {
  await fleet.add('missing', 1);
  const id = await fleet.deploy('missing', 'nowhere');
  await expect(fleet.over(id)).resolves.toMatchObject({ status: 'Failed' });
  const [target] = await fleet.targets(id);
  const download = target!.lifecycleEvents!.find(({ lifecycleEventName }) => lifecycleEventName === 'DownloadBundle');
  expect(download).toMatchObject({ status: 'Failed', diagnostics: { errorCode: 'UnknownError' } });
  expect(download!.diagnostics!.message).toContain('key does not exist');
});

it('an instance downloads with the permissions of its role', async () => {
  await fleet.add('judged', 1, {}, await fleet.templateWithRole(settings, account, 'judged'));
  const download = async () => {
    const id = await fleet.deploy('judged', 'one');
    await fleet.over(id);
    const [target] = await fleet.targets(id);
    return target!.lifecycleEvents!.find(({ lifecycleEventName }) => lifecycleEventName === 'DownloadBundle')!;
  };
  const refused = await download();
  expect(refused.status).toBe('Failed');
  expect(refused.diagnostics!.message).toContain('assumed-role/judged/i-');
  expect(refused.diagnostics!.message).toContain('is not authorized to perform: s3:GetObject');
  const iam = new IAMClient(settings);
  const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::packages/*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'judged', PolicyName: 'releases', PolicyDocument }));
  expect((await download()).status).toBe('Succeeded');
  iam.destroy();
});

it('an alarm that goes off in the middle stops the deployment and rolls it back', async () => {
  const cloudwatch = new CloudWatchClient(settings);
  const alarm = {
    AlarmName: 'errors',
    EvaluationPeriods: 1,
    Threshold: 1,
    Period: 60,
    Namespace: 'a',
    MetricName: 'b',
  };
  const how = { ComparisonOperator: 'GreaterThanThreshold' as const, Statistic: 'Sum' as const };
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...how }));
  const alarmConfiguration = { enabled: true, alarms: [{ name: 'errors' }] };
  await fleet.add('watched', 2, { alarmConfiguration, ...rollsBack('DEPLOYMENT_STOP_ON_ALARM') });
  await fleet.over(await fleet.deploy('watched', 'one'));
  const id = await fleet.deploy('watched', 'endless');
  await fleet.running(id, 'AfterInstall');
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' }));
  const stopped = await fleet.over(id);
  expect(stopped).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
  expect(stopped.errorInformation!.message).toContain('Activated alarms: <errors>');
  await expect(fleet.over(stopped.rollbackInfo!.rollbackDeploymentId!)).resolves.toMatchObject({ status: 'Succeeded' });
  expect(await releasesOn(await fleet.instances('watched'))).toEqual(['one', 'one']);
  cloudwatch.destroy();

  // The alarm is still active: as on AWS, no new instance of the group comes into service any more.
  const wanted = { AutoScalingGroupName: 'watched', DesiredCapacity: 3 };
  await fleet.scaling.send(new SetDesiredCapacityCommand(wanted));
  const launch = await until('a launch that the alarm stops', async () =>
    (await fleet.others('watched', 'autoscaling')).find(({ status }) => status === 'Stopped'),
  );
  expect(launch.errorInformation).toMatchObject({ code: 'ALARM_ACTIVE' });
  const ec2 = new EC2Client(settings);
  await until('the end of the instance', async () => {
    const gone = await ec2.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'tag:aws:autoscaling:groupName', Values: ['watched'] },
          { Name: 'instance-state-name', Values: ['terminated', 'shutting-down'] },
        ],
      }),
    );
    return (gone.Reservations ?? []).length > 0;
  });
  ec2.destroy();
});

it('a second deployment is refused with the name of the first; stopping the first ends its scripts', async () => {
  await fleet.add('busy', 1);
  const first = await fleet.deploy('busy', 'endless');
  await expect(fleet.deploy('busy', 'one')).rejects.toMatchObject({
    name: 'DeploymentLimitExceededException',
    message: `The Deployment Group 'busy' already has an active Deployment '${first}'`,
  });
  await fleet.running(first, 'AfterInstall');
  await fleet.codedeploy.send(new StopDeploymentCommand({ deploymentId: first }));
  await expect(fleet.over(first)).resolves.toMatchObject({ status: 'Stopped' });
  await expect(fleet.over(await fleet.deploy('busy', 'one'))).resolves.toMatchObject({ status: 'Succeeded' });
});

it('a new instance gets the last successful revision before it has traffic', async () => {
  await fleet.add('growing', 1);
  await fleet.put('waits', { AfterInstall: 'until [ -e /srv/go ]; do sleep 0.1; done' });
  const first = await fleet.deploy('growing', 'waits');
  const { targetId } = await fleet.running(first, 'AfterInstall');
  const go = (id: string) => writeFile(join(folderOf(id), 'root', 'srv', 'go'), '');
  await go(targetId!);
  await fleet.over(first);
  const [old] = await fleet.instances('growing');
  const wanted = { AutoScalingGroupName: 'growing', DesiredCapacity: 2 };
  await fleet.scaling.send(new SetDesiredCapacityCommand(wanted));
  const launch = await until('the launch', async () => (await fleet.others('growing', 'autoscaling'))[0]);
  const { targetId: fresh } = await fleet.running(launch.deploymentId!, 'AfterInstall');
  expect(await fleet.inService('growing')).toEqual([old]);
  await go(fresh!);
  const all = await fleet.instances('growing');
  const inService = await until('traffic', async () => {
    const ids = await fleet.inService('growing');
    return ids.length === 2 ? ids : undefined;
  });
  expect(inService).toEqual(all);
  expect(await releasesOn(all)).toEqual(['waits', 'waits']);
});

it('an instance launched in the middle of a deployment gets the last successful revision, and then the new one', async () => {
  await fleet.add('moving', 1);
  await fleet.over(await fleet.deploy('moving', 'one'));
  await fleet.put('slow', { AfterInstall: 'until [ -e /srv/go ]; do sleep 0.1; done' });
  const slow = await fleet.deploy('moving', 'slow');
  const { targetId } = await fleet.running(slow, 'AfterInstall');
  const wanted = { AutoScalingGroupName: 'moving', DesiredCapacity: 2 };
  await fleet.scaling.send(new SetDesiredCapacityCommand(wanted));
  const fresh = (await fleet.instances('moving')).find((id) => id !== targetId)!;
  await until('the launch', async () => {
    const [launch] = await fleet.others('moving', 'autoscaling');
    return launch?.status === 'Succeeded' ? launch : undefined;
  });
  expect(await releaseOn(fresh)).toBe('one');
  expect(await fleet.info(slow)).toMatchObject({ status: 'InProgress' });
  for (const id of [targetId!, fresh]) await writeFile(join(folderOf(id), 'root', 'srv', 'go'), '');
  await fleet.over(slow);
  const update = await until('the update', async () => (await fleet.others('moving', 'CodeDeployAutoUpdate'))[0]);
  await expect(fleet.over(update.deploymentId!)).resolves.toMatchObject({
    status: 'Succeeded',
    deploymentOverview: { Succeeded: 1 },
    relatedDeployments: { autoUpdateOutdatedInstancesRootDeploymentId: slow },
  });
  expect(await releasesOn([targetId!, fresh])).toEqual(['slow', 'slow']);
});

it('one instance at a time is never two', async () => {
  await fleet.add('careful', 3, { deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
  const id = await fleet.deploy('careful', 'one');
  const seen = new Set<number>();
  const info = await until('the end', async () => {
    const now = await fleet.info(id);
    seen.add(now.deploymentOverview?.InProgress ?? 0);
    return now.status === 'Succeeded' ? now : undefined;
  });
  expect(info.deploymentOverview).toMatchObject({ Succeeded: 3 });
  expect(Math.max(...seen)).toBe(1);
  // Not the observed state, but the records: the spans of the instances do not overlap.
  const spans = (await fleet.targets(id)).map(({ lifecycleEvents = [] }) => [
    lifecycleEvents[0]!.startTime!.getTime(),
    lifecycleEvents.at(-1)!.endTime!.getTime(),
  ]);
  const inOrder = spans.sort(([a], [b]) => a! - b!).flat();
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
});

it('an instance that is terminated stops its application, and its folder is removed; its successor has the release', async () => {
  await fleet.add('shrinking', 1, { terminationHookEnabled: true });
  await fleet.over(await fleet.deploy('shrinking', 'two'));
  const [InstanceId] = await fleet.instances('shrinking');
  expect(existsSync(folderOf(InstanceId!))).toBe(true);
  const asked = { InstanceId: InstanceId!, ShouldDecrementDesiredCapacity: false };
  await fleet.scaling.send(new TerminateInstanceInAutoScalingGroupCommand(asked));
  await until('the end of the folder', async () => (existsSync(folderOf(InstanceId!)) ? undefined : true));
  const [termination] = await fleet.others('shrinking', 'autoscalingTermination');
  expect(termination).toMatchObject({ status: 'Succeeded', revision: { s3Location: { key: 'two' } } });
  const [successor] = await fleet.instances('shrinking');
  expect(successor).not.toBe(InstanceId);
  await until('the release', async () => ((await releaseOn(successor!)) === 'two' ? true : undefined));
});

it('a subscriber of the topic of a trigger receives the deployment', async () => {
  const sns = new SNSClient(settings);
  const sqs = new SQSClient(settings);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'releases' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'releases' }));
  const Endpoint = `arn:aws:sqs:eu-west-1:${account}:releases`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const trigger = {
    triggerName: 'releases',
    triggerTargetArn: TopicArn!,
    triggerEvents: ['DeploymentSuccess' as const],
  };
  await fleet.add('told', 1, { triggerConfigurations: [trigger] });
  const deploymentId = await fleet.deploy('told', 'one');
  await fleet.over(deploymentId);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
  expect(Messages).toHaveLength(1);
  const { Subject, Message } = JSON.parse(Messages[0]!.Body!) as { Subject: string; Message: string };
  expect(Subject).toBe(`SUCCEEDED: AWS CodeDeploy ${deploymentId} in eu-west-1 to told`);
  expect(JSON.parse(Message)).toMatchObject({
    deploymentId,
    status: 'Succeeded',
    deploymentOverview: { Succeeded: '1' },
  });
  sns.destroy();
  sqs.destroy();
});

it('the end of the embedded AWS leaves no instance behind, and its next start removes the remains of a killed one', async () => {
  await fleet.add('ending', 1);
  const instanceOf = async () => {
    const id = await fleet.deploy('ending', 'endless');
    return (await fleet.running(id, 'AfterInstall')).targetId!;
  };
  const killed = await instanceOf();
  const { pid } = await startEmbeddedAws();
  process.kill(pid, 'SIGKILL');
  await until('the end', async () => ((await embeddedAwsStatus()).running ? undefined : true));
  expect(existsSync(folderOf(killed))).toBe(true);
  await startEmbeddedAws();
  expect(existsSync(folderOf(killed))).toBe(false);

  // It has no state any more.
  fleet.destroy();
  settings = await ownerOf(account);
  fleet = await DeployableFleet.in(settings);
  await fleet.put('endless', { AfterInstall: endless });
  await fleet.add('ending', 1);
  const stopped = await instanceOf();
  expect(existsSync(folderOf(stopped))).toBe(true);
  await stopEmbeddedAws();
  expect(existsSync(folderOf(stopped))).toBe(false);
});
