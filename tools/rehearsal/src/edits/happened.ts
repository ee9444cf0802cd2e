import { formerAddress, isOutgoing, type Reporter } from '@malinshopper/terraform';

/** What a deploy did to a resource, in the words of a review. */
export type Done = 'create' | 'update' | 'replace' | 'delete';

/** What a deploy did, by app and then by address. */
export type Happened = ReadonlyMap<string, ReadonlyMap<string, Done>>;

/**
 * Collects what Terraform really did while a deploy shows it. A deploy keeps what it replaces under an address of its own until readers have moved
 * on (ADR 29): its deletion counts for the address that it had before, in whichever turn it comes.
 */
export class Watched {
  private readonly steps = new Map<string, Map<string, Set<string>>>();

  /** @param before the addresses that each app had before, as `app: address` */
  constructor(private readonly before: ReadonlySet<string>) {}

  /** The same view, which is listened to. */
  of(reporter: Reporter): Reporter {
    return {
      progress: (app) => reporter.progress(app),
      phase: (app, phase) => reporter.phase(app, phase),
      note: (app, text) => reporter.note(app, text),
      finished: (app, outcome, text) => reporter.finished(app, outcome, text),
      close: () => reporter.close(),
      event: (app, event) => {
        if (event.kind === 'completed' && event.action !== 'read') this.did(app, event.address, event.action);
        reporter.event(app, event);
      },
    };
  }

  private did(app: string, address: string, action: string): void {
    const steps = this.steps.get(app) ?? new Map<string, Set<string>>();
    this.steps.set(app, steps);
    const of = isOutgoing(address) ? formerAddress(address) : address;
    steps.set(of, (steps.get(of) ?? new Set()).add(action));
  }

  happened(): Happened {
    return new Map(
      [...this.steps].map(([app, steps]) => [
        app,
        new Map([...steps].map(([address, actions]) => [address, this.inOneWord(app, address, actions)])),
      ]),
    );
  }

  /** What is made where there was something is a replacement, also while the old one still stays. */
  private inOneWord(app: string, address: string, actions: ReadonlySet<string>): Done {
    if (actions.has('create')) return this.before.has(`${app}: ${address}`) ? 'replace' : 'create';
    return actions.has('delete') ? 'delete' : 'update';
  }
}
