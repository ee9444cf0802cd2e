import {
  AddJobFlowStepsCommand,
  CancelStepsCommand,
  DescribeStepCommand,
  paginateListClusters,
  paginateListSteps,
  type Step,
  type StepSummary,
} from '@aws-sdk/client-emr';
import type { ClusterNames } from '../environment/names';
import type { Place } from '../environment/place';
import { readLabel, writeLabel } from '../release/label';
import { keyOf, notUp } from '../revisions/store';
import { revisionOf, stepArguments } from './cluster-step';
import type { Attempt, Beginning, Outcome, Part, Progress } from './part';

const outcomes: Record<string, Outcome> = {
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'stopped',
  INTERRUPTED: 'stopped',
};
/** The only lifecycle event: the script does everything. */
const event = 'install-release';

/**
 * The Hadoop cluster that replaces workers: a release is a step, which runs a script on its primary node (EMR release
 * guide, "Run commands and scripts on an Amazon EMR cluster"). The name of the step is its label.
 */
export class ClusterPart implements Part {
  readonly name = 'cluster';
  readonly side = 'workers';
  private found: Promise<string> | undefined;

  constructor(
    private readonly place: Place,
    private readonly cluster: ClusterNames,
  ) {}

  async attempts(): Promise<Attempt[]> {
    const ClusterId = await this.id();
    const steps: StepSummary[] = [];
    for await (const page of paginateListSteps({ client: this.place.emr }, { ClusterId }))
      steps.push(...(page.Steps ?? []));
    return steps
      .filter(({ Name }) => readLabel(Name))
      .map((step) => toAttempt(step))
      .sort((one, other) => other.began.getTime() - one.began.getTime());
  }

  async attempt(id: string): Promise<Attempt> {
    return toAttempt(await this.step(id));
  }

  async instances(id: string): Promise<Progress[]> {
    const { Status: { State = '', Timeline, FailureDetails } = {} } = await this.step(id);
    const { StartDateTime: began, EndDateTime: ended } = Timeline ?? {};
    const outcome = outcomes[State];
    const message =
      [FailureDetails?.Reason, FailureDetails?.Message].filter(Boolean).join(': ') || 'EMR reports no reason';
    const output = FailureDetails?.LogFile ? `its log is ${FailureDetails.LogFile}` : '';
    return [
      {
        instance: 'primary node',
        outcome: outcome === 'stopped' ? 'skipped' : (outcome ?? (began ? 'running' : 'waiting')),
        events: began ? [{ name: event, began, ...(ended && { ended }) }] : [],
        ...(began && { event }),
        ...(outcome === 'failed' && {
          failure: { event, script: this.cluster.script, message, ofScript: true, output },
        }),
      },
    ];
  }

  async members(): Promise<string[]> {
    await this.id();
    return ['primary node'];
  }

  /** EMR stops no step for an alarm. */
  async burning(): Promise<string[]> {
    return [];
  }

  async begin({ revision, label }: Beginning): Promise<string> {
    const { bucket } = this.place.names;
    const { StepIds = [] } = await this.place.emr.send(
      new AddJobFlowStepsCommand({
        JobFlowId: await this.id(),
        Steps: [
          {
            Name: writeLabel(label),
            ActionOnFailure: 'CONTINUE',
            HadoopJarStep: {
              // Not script-runner.jar: that is in a bucket of AWS, which the networks and nodes do not allow.
              Jar: 'command-runner.jar',
              Args: stepArguments({
                install: `s3://${bucket}/${this.cluster.script}`,
                setup: `s3://${bucket}/${this.cluster.setup}`,
                revision: `s3://${bucket}/${keyOf(revision)}`,
                sha256: revision,
              }),
            },
          },
        ],
      }),
    );
    return StepIds[0]!;
  }

  async stop(id: string): Promise<void> {
    const request = { ClusterId: await this.id(), StepIds: [id], StepCancellationOption: 'SEND_INTERRUPT' as const };
    await this.place.emr.send(new CancelStepsCommand(request));
  }

  private async step(StepId: string): Promise<Step> {
    const request = new DescribeStepCommand({ ClusterId: await this.id(), StepId });
    return (await this.place.emr.send(request)).Step!;
  }

  /** The cluster that has the name now: a replacement has another id. */
  private id(): Promise<string> {
    this.found ??= this.find();
    return this.found;
  }

  private async find(): Promise<string> {
    const ClusterStates = ['STARTING' as const, 'BOOTSTRAPPING' as const, 'RUNNING' as const, 'WAITING' as const];
    for await (const { Clusters = [] } of paginateListClusters({ client: this.place.emr }, { ClusterStates })) {
      const one = Clusters.find(({ Name }) => Name === this.cluster.name);
      if (one?.Id) return one.Id;
    }
    throw notUp(this.place, `Hadoop cluster ${this.cluster.name}`);
  }
}

function toAttempt({ Id = '', Name, Status = {}, Config }: Step | StepSummary): Attempt {
  const { State = '', Timeline = {}, FailureDetails } = Status;
  const label = readLabel(Name);
  const outcome = outcomes[State] ?? 'running';
  const revision = revisionOf(Config?.Args);
  const reason = FailureDetails?.Message ?? FailureDetails?.Reason ?? `the step is ${State}`;
  return {
    id: Id,
    part: 'cluster',
    outcome,
    creator: 'person',
    began: Timeline.CreationDateTime ?? new Date(0),
    ...(revision && { revision }),
    ...(Timeline.EndDateTime && { ended: Timeline.EndDateTime }),
    ...(label && { label }),
    ...(outcome !== 'running' && outcome !== 'succeeded' && { reason }),
  };
}
