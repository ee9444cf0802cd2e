import type { Agent } from '../../../agent/agent';
import { Limit } from './limit';

interface Machine {
  /** Made when it is first needed. */
  readonly agent: () => Promise<Agent>;
  readonly turn: Limit;
}

/** The agents of the instances of one account and region. An agent does one thing at a time, as on AWS. */
export class Machines {
  private readonly known = new Map<string, Machine>();

  /** @param make is called once for every instance that something is deployed to */
  constructor(private readonly make: (instanceId: string) => Promise<Agent>) {}

  get ids(): string[] {
    return [...this.known.keys()];
  }

  /** Waits until the instance has nothing else to do, unless the signal ends the waiting. */
  async run<T>(instanceId: string, signal: AbortSignal, work: (agent: Agent) => Promise<T>): Promise<T> {
    const machine = this.known.get(instanceId) ?? this.add(instanceId);
    return machine.turn.run(async () => work(await machine.agent()), signal);
  }

  /** Removes an instance that is gone, when it has done what it still has to do. */
  async remove(instanceId: string): Promise<void> {
    const machine = this.known.get(instanceId);
    if (!machine) return;
    this.known.delete(instanceId);
    await machine.turn.run(async () => (await machine.agent()).remove());
  }

  /** Takes an instance for one to which something was deployed already: its folder is there. */
  add(instanceId: string): Machine {
    let agent: Promise<Agent> | undefined;
    const made = () => {
      agent ??= this.make(instanceId);
      // What could not be made this time, can perhaps next time.
      agent.catch(() => (agent = undefined));
      return agent;
    };
    const added = { agent: made, turn: new Limit(1) };
    this.known.set(instanceId, added);
    return added;
  }

  /** Removes all of them, whatever they are doing. */
  async end(): Promise<void> {
    const agents = [...this.known.values()].map(async ({ agent }) => (await agent()).remove());
    this.known.clear();
    await Promise.allSettled(agents);
  }
}
