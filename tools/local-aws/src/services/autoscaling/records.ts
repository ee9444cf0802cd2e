import type { Call, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';

/** A kind of resource that belongs to a group, and that the API must return exactly as it was written. */
interface Kind {
  readonly put: string;
  readonly describe: string;
  readonly remove: string;
  /** The list in the answer of `describe`. */
  readonly list: string;
  /** The field with its name. */
  readonly name: string;
  /** The fields that `describe` must return as written; a field that was not written is left out. */
  readonly fields: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    put: 'PutScalingPolicy',
    describe: 'DescribePolicies',
    remove: 'DeletePolicy',
    list: 'ScalingPolicies',
    name: 'PolicyName',
    fields: ['TargetTrackingConfiguration', 'PredictiveScalingConfiguration', 'StepAdjustments', 'Enabled'],
  },
  {
    put: 'PutLifecycleHook',
    describe: 'DescribeLifecycleHooks',
    remove: 'DeleteLifecycleHook',
    list: 'LifecycleHooks',
    name: 'LifecycleHookName',
    // moto invents a queue and a role for every hook.
    fields: ['NotificationTargetARN', 'RoleARN', 'NotificationMetadata'],
  },
];

/** Scaling policies and lifecycle hooks, read back as they were written. */
export function records(): Record<string, Operation> {
  return Object.assign({}, ...KINDS.map((kind) => operationsOf(kind))) as Record<string, Operation>;
}

function operationsOf(kind: Kind): Record<string, Operation> {
  const store = new Store(`autoscaling/${kind.list}`, () => new Map<string, XmlElement>());
  const key = (record: XmlElement) => `${text(record['AutoScalingGroupName'])}/${text(record[kind.name])}`;
  const remember = async (call: Call, reply: Awaited<ReturnType<Operation>>) => {
    const form = queryParameters(call.body);
    if (reply.status === 200) store.of(call).set(key(form), form);
    return reply;
  };
  return {
    [kind.put]: async (call, moto) => remember(call, await moto(call)),
    [kind.remove]: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) store.of(call).delete(key(queryParameters(call.body)));
      return reply;
    },
    [kind.describe]: async (call, moto) =>
      amendQueryReply(await moto(call), kind.describe, (result) => {
        for (const member of list(element(result[kind.list])['member'])) {
          const record = element(member);
          const written = store.of(call).get(key(record)) ?? {};
          for (const field of kind.fields) {
            delete record[field];
            if (written[field] !== undefined) record[field] = written[field];
          }
          // A policy is enabled unless it was disabled (API reference: PutScalingPolicy, Enabled).
          if (kind.put === 'PutScalingPolicy') record['Enabled'] ??= 'true';
        }
      }),
  };
}
