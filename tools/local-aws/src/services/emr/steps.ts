import type { Call, Forward, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { callTo } from '../tagging/neighbour';
import { findCluster, findLiving, newId, now, type Cluster, type State, type Step } from './state';

/** Seconds that a step waits, and that it runs: long enough for a client to see both. */
const waits = 0.5;
const runs = 1;

/**
 * Steps of a cluster (API reference: AddJobFlowSteps, ListSteps, DescribeStep, CancelSteps). No cluster runs here, so a
 * step succeeds if every object of S3 that its arguments name exists when it runs.
 */
export function steps(store: Store<State>): Record<string, Operation> {
  const inCluster = async (call: Call, moto: Forward) => {
    const request = jsonParameters(call);
    const cluster = findCluster(store.of(call), jsonText(request['ClusterId']));
    await goOn(cluster, call, moto);
    return { request, cluster };
  };
  return {
    AddJobFlowSteps: async (call, moto) => {
      const request = jsonParameters(call);
      const cluster = findLiving(store.of(call), jsonText(request['JobFlowId']));
      await goOn(cluster, call, moto);
      const added = jsonList(request['Steps']).map((step) => newStep(jsonObject(step)));
      for (const step of added) cluster.steps.push({ ...step, beginsAt: nextBeginning(cluster) });
      return jsonReply({ StepIds: added.map(({ info }) => info['Id'] as string) });
    },
    ListSteps: async (call, moto) => {
      const { request, cluster } = await inCluster(call, moto);
      const [states, ids] = [jsonList(request['StepStates']), jsonList(request['StepIds'])];
      const found = cluster.steps.filter(
        ({ info }) =>
          (states.length === 0 || states.includes(stateOf(info))) && (ids.length === 0 || ids.includes(info['Id']!)),
      );
      // The newest is first (API reference: ListSteps).
      return jsonReply({ Steps: found.map(({ info }) => info).reverse() });
    },
    DescribeStep: async (call, moto) => {
      const { request, cluster } = await inCluster(call, moto);
      return jsonReply({ Step: findStep(cluster, jsonText(request['StepId'])).info });
    },
    CancelSteps: async (call, moto) => {
      const { request, cluster } = await inCluster(call, moto);
      const named = jsonList(request['StepIds']).map((id) => findStep(cluster, jsonText(id)));
      return jsonReply({ CancelStepsInfoList: named.map(cancelled) });
    },
  };
}

/** Written as StepConfig, returned as Step. */
function newStep({ Name, ActionOnFailure, HadoopJarStep }: JsonObject): Omit<Step, 'beginsAt'> {
  if (ActionOnFailure !== 'CONTINUE') {
    const message = `The embedded AWS knows steps with ActionOnFailure CONTINUE only; received ${jsonText(ActionOnFailure) || 'none'}.`;
    throw new AwsFailure('NotImplementedByEmbeddedAws', message);
  }
  const { Jar, MainClass, Args, Properties } = jsonObject(HadoopJarStep);
  if (jsonText(Jar) === '') throw new AwsFailure('ValidationException', 'A step needs HadoopJarStep with a Jar.');
  const properties = jsonList(Properties).map(jsonObject);
  const Config: JsonObject = {
    Jar,
    ...(MainClass !== undefined && { MainClass }),
    Args: jsonList(Args),
    Properties: Object.fromEntries(properties.map(({ Key, Value }) => [jsonText(Key), Value])),
  };
  const Status: JsonObject = { State: 'PENDING', StateChangeReason: {}, Timeline: { CreationDateTime: now() } };
  return { info: { Id: newId('s-'), Name, ActionOnFailure, Config, Status } };
}

/**
 * The time at which a step can begin: the cluster's StepConcurrencyLevel limits the steps that run at once, in their
 * order.
 */
function nextBeginning({ info, steps }: Cluster): number {
  const place = steps.at(-Number(info['StepConcurrencyLevel']));
  const free = place && !('EndDateTime' in timelineOf(place.info)) ? place.beginsAt + runs : 0;
  return Math.max(now() + waits, free);
}

/** Advances the steps of a cluster to the current time. */
async function goOn({ steps }: Cluster, call: Call, moto: Forward): Promise<void> {
  for (const { info, beginsAt } of steps) {
    const [status, timeline] = [jsonObject(info['Status']), timelineOf(info)];
    if (status['State'] === 'PENDING' && now() >= beginsAt) {
      status['State'] = 'RUNNING';
      timeline['StartDateTime'] = beginsAt;
    }
    if (status['State'] !== 'RUNNING' || now() < beginsAt + runs) continue;
    const missing = await missingObject(info, call, moto);
    // Another call can have advanced it while S3 was queried.
    if (status['State'] !== 'RUNNING') continue;
    timeline['EndDateTime'] = beginsAt + runs;
    status['State'] = missing === undefined ? 'COMPLETED' : 'FAILED';
    if (missing !== undefined) {
      status['FailureDetails'] = {
        Reason: 'Unknown Error.',
        Message: `The step names ${missing}, which is not in the embedded S3.`,
      };
    }
  }
}

/** The first object of S3 that a step names, in an argument or in the text of one, and that does not exist. */
async function missingObject({ Config }: JsonObject, call: Call, moto: Forward): Promise<string | undefined> {
  const { Jar, Args } = jsonObject(Config);
  const named = [jsonText(Jar), ...jsonList(Args).map(jsonText)].flatMap(
    (text) => text.match(/s3:\/\/[\w.-]+\/[\w./=%+-]+/g) ?? [],
  );
  for (const uri of named) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri)!;
    // Jars of AWS are in its own buckets.
    if (/(^|\.)elasticmapreduce$/.test(bucket!)) continue;
    const { status } = await moto(callTo('s3', call, { method: 'HEAD', path: `/${bucket}/${key}` }));
    if (status !== 200) return uri;
  }
  return undefined;
}

/** A step that has not ended can be cancelled (EMR management guide, "Canceling steps": since 5.28.0 a running one too). */
function cancelled({ info }: Step): JsonObject {
  const status = jsonObject(info['Status']);
  if (!['PENDING', 'RUNNING'].includes(stateOf(info))) {
    return { StepId: info['Id'], Status: 'FAILED', Reason: `The step has ended already: ${stateOf(info)}.` };
  }
  status['State'] = 'CANCELLED';
  status['StateChangeReason'] = { Message: 'Job terminated by user request.' };
  timelineOf(info)['EndDateTime'] = now();
  return { StepId: info['Id'], Status: 'SUBMITTED' };
}

function findStep({ steps }: Cluster, id: string): Step {
  const found = steps.find(({ info }) => info['Id'] === id);
  if (found) return found;
  throw new AwsFailure('InvalidRequestException', `Step id '${id}' is not valid.`);
}

const stateOf = ({ Status }: JsonObject) => jsonText(jsonObject(Status)['State']);
const timelineOf = ({ Status }: JsonObject) => jsonObject(jsonObject(Status)['Timeline']);
