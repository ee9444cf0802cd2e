import { environment } from '@malinshopper/environments';
import { readStacks, recorded, type Session, type Synthesized } from '@malinshopper/terraform/record';
import { fakeApp, fakeS3, fakeSession, stateJson } from '@malinshopper/terraform/testing';
import type { Meanwhile } from './edit';
import { environments } from './edit';
import type { RepositoryCopy } from './repository-copy';

export type Stacks = Map<string, Map<string, string>>;

/** The JSON of all apps for all permanent environments. */
export function stacksOf(copy: RepositoryCopy): Stacks {
  return new Map(environments.map((name) => [name, copy.synthesize(name)]));
}

/** The state buckets of all accounts, in memory, after a complete deploy. */
export class World {
  /** The objects of each account, by their keys. */
  private readonly objects = new Map<string, Map<string, string>>();
  private readonly sessions = new Map<string, Session>();
  /** The contents of states and records before a change by another deploy. */
  private readonly before = new Map<string, string>();

  /**
   * Deploys everything: each state has all outputs that its JSON declares, and its record is written as by a deploy.
   */
  static async deployed(stacks: Stacks, root: string): Promise<World> {
    const world = new World();
    const all = environments.flatMap((name) =>
      [...readStacks(stacks.get(name)!)].map(([, stack]) => ({ name, stack })),
    );
    for (const { name, stack } of all) {
      const { output = {} } = JSON.parse(stack.json) as { readonly output?: object };
      const outputs = Object.fromEntries(Object.keys(output).map((each) => [each, { value: `${each} 1` }]));
      world.bucketOf(name).set(stack.configuration.state.key, stateJson(['aws_vpc.main'], [], outputs));
    }
    for (const { name, stack } of all) await world.record(name, stack, root);
    return world;
  }

  private async record(name: string, stack: Synthesized, root: string): Promise<void> {
    const app = fakeApp(this.session(name), { json: stack.json, environment: name });
    await recorded({ ...app, context: { ...app.context, root } }, 'deploy', async () => 'deployed');
  }

  private bucketOf(name: string): Map<string, string> {
    const { id } = environment(name).account;
    const objects = this.objects.get(id) ?? new Map<string, string>();
    this.objects.set(id, objects);
    return objects;
  }

  session(name: string): Session {
    const { id } = environment(name).account;
    const known = this.sessions.get(id) ?? fakeSession(fakeS3(this.bucketOf(name)).client);
    const session = { ...known, identity: { ...known.identity, account: id } };
    this.sessions.set(id, session);
    return session;
  }

  /** Every state, and its outputs. */
  states(): { readonly key: string; readonly outputs: Readonly<Record<string, unknown>> }[] {
    return [...this.objects.values()].flatMap((objects) =>
      [...objects]
        .filter(([key]) => key.endsWith('.tfstate'))
        .map(([key, text]) => ({ key, outputs: (JSON.parse(text) as { outputs: Record<string, unknown> }).outputs })),
    );
  }

  happens({ output, outcome }: Meanwhile): void {
    if (output) {
      this.change(output.key, (state) => {
        const { outputs, ...others } = state as { outputs: object };
        return { ...others, serial: 2, outputs: { ...outputs, [output.name]: { value: `${output.name} 2` } } };
      });
    }
    if (outcome) {
      this.change(outcome.key.replace('.tfstate', '.record.json'), (record) => ({ ...record, outcome: outcome.ended }));
    }
  }

  private change(key: string, change: (object: object) => object): void {
    const objects = [...this.objects.values()].find((all) => all.has(key))!;
    this.before.set(key, objects.get(key)!);
    objects.set(key, JSON.stringify(change(JSON.parse(objects.get(key)!) as object)));
  }

  restore(): void {
    for (const [key, text] of this.before) [...this.objects.values()].find((all) => all.has(key))!.set(key, text);
    this.before.clear();
  }
}
