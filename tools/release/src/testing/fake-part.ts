import { roleTraits, type ReleaseSide, type Role } from '@malinshopper/environments';
import type { Attempt, Beginning, Outcome, Part, Progress } from '../parts/part';
import { isWayBack } from '../release/label';

/** The course of an attempt on a fake part: one step for each query. */
export type Course = readonly (Partial<Attempt> & { readonly instances?: readonly Progress[] })[];

/** A part in memory: an attempt on it takes the course that the test has set for its revision. */
export class FakePart implements Part {
  readonly begun: Beginning[] = [];
  readonly stopped: string[] = [];
  present: readonly string[] | undefined = ['i-1'];
  alarms: readonly string[] | undefined = [];
  /** The results of the attempts to begin, in order: an error is thrown; undefined lets the deployment begin. */
  readonly refusals: (Error | undefined)[] = [];
  private readonly all: Attempt[];
  private readonly courses = new Map<string, Course[number][]>();
  private readonly instancesOf = new Map<string, readonly Progress[]>();

  readonly side: ReleaseSide;

  constructor(
    readonly name: string,
    past: readonly Attempt[] = [],
    private readonly courseOf: (revision: string, wayBack: boolean) => Course = () => succeeds(),
  ) {
    this.all = [...past];
    this.side = name in roleTraits ? roleTraits[name as Role].release.side : 'workers';
  }

  async attempts(): Promise<Attempt[]> {
    return [...this.all].sort((one, other) => other.began.getTime() - one.began.getTime());
  }

  async attempt(id: string): Promise<Attempt> {
    const index = this.all.findIndex((one) => one.id === id);
    const step = this.courses.get(id)?.shift();
    if (step) {
      const { instances, ...changes } = step;
      this.all[index] = { ...this.all[index]!, ...changes };
      if (instances) this.instancesOf.set(id, instances);
    }
    return this.all[index]!;
  }

  async instances(id: string): Promise<readonly Progress[]> {
    return this.instancesOf.get(id) ?? [];
  }

  async members() {
    return this.present;
  }

  async burning() {
    return this.alarms;
  }

  async begin(beginning: Beginning): Promise<string> {
    const refused = this.refusals.shift();
    if (refused) throw refused;
    this.begun.push(beginning);
    const id = `d-${this.name}-${this.begun.length}`;
    const { revision, label } = beginning;
    this.add({ id, part: this.name, revision, label, outcome: 'running', creator: 'person', began: new Date() });
    this.courses.set(id, [...this.courseOf(revision, isWayBack(label))]);
    return id;
  }

  async stop(id: string): Promise<void> {
    this.stopped.push(id);
    this.ends(id, { outcome: 'stopped' });
  }

  /** Sets the end of an attempt at the next query, despite its course. */
  ends(id: string, end: Partial<Attempt>): void {
    this.courses.set(id, [{ ended: new Date(), ...end }]);
  }

  /** An attempt that AWS, or another program, has begun. */
  add(attempt: Attempt, instances: readonly Progress[] = [], course: Course = []): void {
    this.all.push(attempt);
    this.instancesOf.set(attempt.id, instances);
    this.courses.set(attempt.id, [...course]);
  }
}

export const on = (instance: string, outcome: Progress['outcome'], event?: string): Progress => ({
  instance,
  outcome,
  events: [],
  ...(event && { event }),
});

export const succeeds = (): Course => [
  { instances: [on('i-1', 'running', 'ApplicationStart')] },
  { outcome: 'succeeded', ended: new Date(), instances: [on('i-1', 'succeeded', 'ValidateService')] },
];

let minute = 0;
/** An attempt of the past; each is a minute after the one before. */
export function past(part: string, revision: string, outcome: Outcome, more: Partial<Attempt> = {}): Attempt {
  const began = new Date(Date.UTC(2026, 0, 1, 0, ++minute));
  const ended = outcome === 'running' ? {} : { ended: new Date(began.getTime() + 30_000) };
  return { id: `d-past-${minute}`, part, revision, outcome, creator: 'person', began, ...ended, ...more };
}

/** A checksum with that beginning. */
export const sha = (start: string) => start.padEnd(64, '0');
