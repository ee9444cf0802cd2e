import { parseEvent, type Diagnostic } from '../progress/events';

/** A resource that Terraform has reported as created. */
export interface Created {
  readonly address: string;
  /** The attribute that identifies it, mostly `id`, and its value: the id for `terraform import` in most cases. */
  readonly idKey: string;
  readonly idValue: string;
}

/** The progress of the last apply or destroy of a work folder. */
export interface Journal {
  /** Made for certain, though a killed Terraform may not have written them into its state. */
  readonly created: readonly Created[];
  /** Begun without a reported end: it may exist or not, under an unknown id. */
  readonly inFlight: readonly { readonly address: string; readonly action: string }[];
  /** Addresses with a creation that ended with an error, but not because the resource exists already: perhaps it was interrupted while it waited. */
  readonly failedCreates: readonly string[];
}

/** Parses the journal of JSON lines; a last line that was cut off by a kill is left out. */
export function parseJournal(text: string): Journal {
  const created = new Map<string, Created>();
  const failed = new Set<string>();
  const others = new Set<string>();
  const begun = new Map<string, { address: string; action: string; idValue?: string }>();
  for (const event of text.split('\n').map(parseEvent)) {
    if (event?.kind === 'started' && event.action !== 'read') begun.set(event.address, event);
    if (event?.kind === 'diagnostic' && saysItIsThere(event.diagnostic)) others.add(event.diagnostic.address ?? '');
    if (event?.kind !== 'completed' && event?.kind !== 'failed') continue;
    const { address } = event;
    // A replacement may create before it deletes: the deleted object is then the old one, with another id.
    const gone = event.action === 'delete' && created.get(address)?.idValue === begun.get(address)?.idValue;
    if (event.kind === 'failed' && begun.get(address)?.action === 'create') failed.add(address);
    begun.delete(address);
    if (gone) created.delete(address);
    if (event.kind === 'completed' && event.action === 'create' && event.idKey && event.idValue) {
      created.set(address, { address, idKey: event.idKey, idValue: event.idValue });
    }
  }
  const inFlight = [...begun.values()].map(({ address, action }) => ({ address, action }));
  return {
    created: [...created.values()],
    inFlight,
    failedCreates: [...failed].filter((address) => !others.has(address)),
  };
}

/** Then another stack or a person has made it, and it must not be taken over. */
const saysItIsThere = ({ summary, detail }: Diagnostic) => /already ?exists|duplicate/i.test(`${summary}\n${detail}`);
