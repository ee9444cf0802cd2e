import type { Agent } from '../../../agent/agent';
import { Limit } from './limit';

interface Machine {
  /** Created when it is first needed. */
  readonly agent: () => Promise<Agent>;
  readonly turn: Limit;
}

/** The agents of the instances of one account and region. An agent runs one task at a time, as on AWS. */
export class Machines {
  private readonly known = new Map<string, Machine>();

  /** @param make is called once for every instance that gets a deployment */
  constructor(private readonly make: (instanceId: string) => Promise<Agent>) {}

  get ids(): string[] {
    return [...this.known.keys()];
  }

  /** Waits until the instance is idle, unless the signal ends the waiting. */
  async run<T>(instanceId: string, signal: AbortSignal, work: (agent: Agent) => Promise<T>): Promise<T> {
    const machine = this.known.get(instanceId) ?? this.add(instanceId);
    return machine.turn.run(async () => work(await machine.agent()), signal);
  }

  /** Removes an instance that is gone, when it has completed its tasks. */
  async remove(instanceId: string): Promise<void> {
    const machine = this.known.get(instanceId);
    if (!machine) return;
    this.known.delete(instanceId);
    await machine.turn.run(async () => (await machine.agent()).remove());
  }

  /** Adds an instance that has had a deployment already: its folder exists. */
  add(instanceId: string): Machine {
    let agent: Promise<Agent> | undefined;
    const made = () => {
      agent ??= this.make(instanceId);
      // An agent that could not be made can succeed the next time.
      agent.catch(() => (agent = undefined));
      return agent;
    };
    const added = { agent: made, turn: new Limit(1) };
    this.known.set(instanceId, added);
    return added;
  }

  /** Removes all of them, also during a task. */
  async end(): Promise<void> {
    const agents = [...this.known.values()].map(async ({ agent }) => (await agent()).remove());
    this.known.clear();
    await Promise.allSettled(agents);
  }
}
