import { formerAddress, isOutgoing, type Reporter } from '@malinshopper/terraform';

/** The action of a deploy on a resource, in the words of a review. */
export type Done = 'create' | 'update' | 'replace' | 'delete';

/** The actions of a deploy, by app and then by address. */
export type Happened = ReadonlyMap<string, ReadonlyMap<string, Done>>;

/**
 * Collects Terraform's real actions from the view of a deploy. A deploy keeps replaced resources under another address
 * until their readers have moved on (ADR 29): the deletion counts for the previous address, in any order of the apps.
 */
export class Watched {
  private readonly steps = new Map<string, Map<string, Set<string>>>();

  /** @param before the addresses that each app had before, as `app: address` */
  constructor(private readonly before: ReadonlySet<string>) {}

  /** Returns a reporter that records the events and passes them on. */
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

  /** A creation at an address that had a resource is a replacement, also while the old one still exists. */
  private inOneWord(app: string, address: string, actions: ReadonlySet<string>): Done {
    if (actions.has('create')) return this.before.has(`${app}: ${address}`) ? 'replace' : 'create';
    return actions.has('delete') ? 'delete' : 'update';
  }
}
