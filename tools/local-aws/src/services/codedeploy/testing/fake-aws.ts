import type { Agent, AgentDeployment, AgentEvent, EventResult } from '../../../agent/agent';
import type { Aws, FleetInstance } from '../engine/aws';

/** A stand-in for AWS with one account, for tests. */
export class FakeAws implements Aws {
  /** The auto scaling group `web`, in which every instance is in service. */
  readonly fleet: string[] = [];
  /** The instances with traffic, by target group. */
  readonly targets = new Map<string, Set<string>>();
  readonly alarms = new Set<string>();
  /** True if the alarms cannot be read. */
  alarmsAreSilent = false;
  readonly published: {
    readonly topic: string;
    readonly subject: string;
    readonly message: Record<string, unknown>;
  }[] = [];
  readonly terminated: string[] = [];

  constructor(...instances: string[]) {
    this.fleet.push(...instances);
  }

  instances(): Promise<FleetInstance[]> {
    return Promise.resolve(this.fleet.map((id) => ({ id, group: 'web', inService: true })));
  }

  targetGroup(name: string): Promise<string> {
    return Promise.resolve(`arn:${name}`);
  }

  register(targetGroup: string, instanceId: string): Promise<void> {
    this.targets.set(targetGroup, (this.targets.get(targetGroup) ?? new Set()).add(instanceId));
    return Promise.resolve();
  }

  deregister(targetGroup: string, instanceId: string): Promise<void> {
    this.targets.get(targetGroup)?.delete(instanceId);
    return Promise.resolve();
  }

  targetState(targetGroup: string, instanceId: string): Promise<string> {
    return Promise.resolve(this.targets.get(targetGroup)?.has(instanceId) ? 'healthy' : 'unused');
  }

  alarming(names: readonly string[]): Promise<string[]> {
    if (this.alarmsAreSilent) return Promise.reject(new Error('CloudWatch is silent'));
    return Promise.resolve(names.filter((name) => this.alarms.has(name)));
  }

  revision(): Promise<Buffer> {
    return Promise.resolve(Buffer.from('zip'));
  }

  userData(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  publish(topic: string, subject: string, message: string): Promise<void> {
    this.published.push({ topic, subject, message: JSON.parse(message) as Record<string, unknown> });
    return Promise.resolve();
  }

  terminate(instanceId: string): Promise<void> {
    this.terminated.push(instanceId);
    return Promise.resolve();
  }
}

/** A call that an agent made: the instance, the event, and the key of the revision. */
export interface Asked {
  readonly instanceId: string;
  readonly event: AgentEvent;
  readonly key: string;
}

/** Decides the end of an event: success at once, unless a test sets another. */
export type Script = (asked: Asked, signal: AbortSignal) => Promise<Partial<EventResult['diagnostics']> | void> | void;

/** The agents of all instances, made up for a test. */
export class FakeAgents {
  readonly asked: Asked[] = [];
  readonly removed: string[] = [];
  removalFails = false;
  /** The successful installations, as `instance key`. */
  readonly installed: string[] = [];
  script: Script = () => undefined;

  /** Instances with an agent that does not start. */
  readonly broken = new Set<string>();

  of(instanceId: string): Agent {
    if (this.broken.has(instanceId)) throw new Error('the agent does not start');
    return {
      run: async (event: AgentEvent, { bundle }: AgentDeployment, signal: AbortSignal) => {
        const asked = { instanceId, event, key: bundle.key };
        this.asked.push(asked);
        const diagnostics = await this.script(asked, signal);
        return {
          diagnostics: { errorCode: 'Success', message: 'Succeeded', logTail: '', ...diagnostics },
          scriptMilliseconds: 0,
        };
      },
      succeeded: ({ bundle }) => {
        this.installed.push(`${instanceId} ${bundle.key}`);
        return Promise.resolve();
      },
      remove: () => {
        if (this.removalFails) return Promise.reject(new Error('EBUSY'));
        this.removed.push(instanceId);
        return Promise.resolve();
      },
    };
  }
}

/** Ends when the signal does, as a script that is killed. */
export function untilAborted(signal: AbortSignal): Promise<{ errorCode: 'ScriptFailed'; message: string }> {
  return new Promise((resolve) => {
    const end = () => resolve({ errorCode: 'ScriptFailed', message: 'ended' });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
