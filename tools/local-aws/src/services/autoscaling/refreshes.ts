import { randomUUID } from 'node:crypto';
import type { Call, Forward, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters, queryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { groupOf, hooksOf, idOf, instancesOf, matches } from './group';
import { NAMESPACE } from './namespace';
import { goOn, isActive, rollBack, type Refresh } from './refresh';
import { configurationOf, configured } from './refresh-configuration';

/** A refresh with a rollback needs a desired configuration (API reference: RefreshPreferences, AutoRollback). */
const NO_CONFIGURATION =
  'The AutoRollback parameter cannot be set to true when the DesiredConfiguration parameter is empty';

/**
 * Instance refreshes, which moto does not know (API reference: StartInstanceRefresh): each instance of the group is
 * ended, and the group launches another by its template. Here that takes no time, so that most refreshes have ended
 * when they are answered; one that waits for an instance continues when it is described.
 * @param update UpdateAutoScalingGroup: "the desired configuration" becomes the group's own
 */
export function refreshes(update: Operation): Record<string, Operation> {
  const store = new Store('autoscaling/refreshes', () => [] as Refresh[]);
  const nameIn = (call: Call) => text(queryParameters(call.body)['AutoScalingGroupName']);
  /** Continues the instance refresh of a group as far as possible, and returns it if it is still in progress. */
  const active = async (name: string, call: Call, moto: Forward): Promise<Refresh | undefined> => {
    const found = store.of(call).find((refresh) => refresh.shown['AutoScalingGroupName'] === name && isActive(refresh));
    if (found) await goOn(found, call, moto, update);
    return found && isActive(found) ? found : undefined;
  };
  const activeOrRefused = async (call: Call, moto: Forward): Promise<Refresh> => {
    const found = await active(nameIn(call), call, moto);
    if (found) return found;
    throw new AwsFailure(
      'ActiveInstanceRefreshNotFound',
      `No in progress or pending Instance Refresh found for Auto Scaling group ${nameIn(call)}`,
    );
  };
  const answer = (action: string, { shown }: Refresh) =>
    queryReply(action, NAMESPACE, { InstanceRefreshId: shown['InstanceRefreshId'] });

  return {
    StartInstanceRefresh: async (call, moto) => {
      const form = queryParameters(call.body);
      const preferences = element(form['Preferences']);
      const desired = element(form['DesiredConfiguration']);
      if (text(preferences['AutoRollback']) === 'true' && Object.keys(desired).length === 0) {
        throw new AwsFailure('ValidationError', NO_CONFIGURATION);
      }
      const name = nameIn(call);
      const before = await groupOf(name, call, moto);
      if (await active(name, call, moto)) throw inProgress(name);
      assertNoHooks(name, await hooksOf(name, call, moto));
      const refused = await configured(call, moto, update);
      if (refused) return refused;
      const group = await groupOf(name, call, moto);
      const skipsMatching = text(preferences['SkipMatching']) === 'true';
      const due = instancesOf(group).filter((instance) => !skipsMatching || !matches(instance, group));
      const shown: XmlElement = {
        InstanceRefreshId: randomUUID(),
        AutoScalingGroupName: name,
        StartTime: new Date().toISOString(),
        Status: 'InProgress',
      };
      for (const field of ['Preferences', 'DesiredConfiguration']) {
        if (form[field] !== undefined) shown[field] = form[field];
      }
      const refresh: Refresh = {
        shown,
        due: due.map(idOf),
        present: instancesOf(before).map(idOf),
        previous: Object.keys(desired).length === 0 ? {} : configurationOf(before),
      };
      await goOn(refresh, call, moto, update);
      store.of(call).unshift(refresh);
      return answer('StartInstanceRefresh', refresh);
    },
    DescribeInstanceRefreshes: async (call, moto) => {
      const ids = list(element(queryParameters(call.body)['InstanceRefreshIds'])['member']).map(text);
      const name = nameIn(call);
      await groupOf(name, call, moto);
      await active(name, call, moto);
      const found = store.of(call).filter(({ shown }) => {
        const wanted = ids.length === 0 || ids.includes(text(shown['InstanceRefreshId']));
        return wanted && shown['AutoScalingGroupName'] === name;
      });
      const member = found.map(({ shown }) => shown);
      return queryReply('DescribeInstanceRefreshes', NAMESPACE, { InstanceRefreshes: { member } });
    },
    CancelInstanceRefresh: async (call, moto) => {
      const found = await activeOrRefused(call, moto);
      Object.assign(found.shown, { Status: 'Cancelled', EndTime: new Date().toISOString() });
      return answer('CancelInstanceRefresh', found);
    },
    RollbackInstanceRefresh: async (call, moto) => {
      const found = await activeOrRefused(call, moto);
      if (Object.keys(found.previous).length === 0) {
        throw new AwsFailure(
          'IrreversibleInstanceRefresh',
          'The instance refresh cannot be rolled back: it has no desired configuration.',
        );
      }
      await rollBack(found, 'RollbackInstanceRefresh was called.', call, moto, update);
      return answer('RollbackInstanceRefresh', found);
    },
  };
}

/** API reference, StartInstanceRefresh: Errors. */
const inProgress = (name: string) =>
  new AwsFailure(
    'InstanceRefreshInProgress',
    `An instance refresh is already in progress for Auto Scaling group ${name}.`,
  );

/**
 * Each instance would wait for a hook, which nothing calls here. The emulated CodeDeploy handles its own hook, by which
 * it deploys to new instances.
 */
function assertNoHooks(name: string, hooks: readonly string[]): void {
  const others = hooks.filter((hook) => !hook.startsWith('CodeDeploy-'));
  if (others.length === 0) return;
  throw new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not refresh ${name}, which has the lifecycle hooks ${others.join(', ')}: it holds no instance for them. ` +
      'Do without them in a rehearsal, or complete services/autoscaling/refresh.ts.',
  );
}
