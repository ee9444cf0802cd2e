import type { ReviewedApp } from '@malinshopper/review';
import type { Happened } from './happened';

/** A change of one resource, as `app: address`, and why it counts. */
export interface Finding {
  readonly rule:
    | 'no changes, but changed'
    | 'not in the review'
    | 'other than reviewed'
    | 'certain, but did not happen'
    | 'possible, though nothing varied'
    | 'placeholder';
  readonly place: string;
  readonly what: string;
}

/** The number of reviewed replacements and updates that happened. */
export interface Count {
  certain: number;
  /** Certain ones that did not happen. */
  missed: number;
  /** Possible ones that happened, and that did not. */
  came: number;
  stayed: number;
}

export interface Compared {
  readonly findings: readonly Finding[];
  readonly replacements: Count;
  readonly updates: Count;
}

/** The outputs and attributes with another value after the deploy, as `app: output` and `app: type.name.attribute`. */
export type Moved = ReadonlySet<string>;

/**
 * Compares a review with its deploy.
 * - If the review has "no changes", no resource may change.
 * - A created, updated, replaced or deleted resource is in the review, with the same action; a possible one does not
 * have to happen. A possible replacement can be an update.
 * - A certain change happens. A certain update can turn out to change nothing: Terraform then leaves it out (an update
 * of which all unknown values turn out to be the previous ones), and it is counted, as `missed`.
 * - A possible change depends on outputs. If it happens, at least one of them has changed. The account's app is read as
 * `account-of-…`.
 */
export function compare(reviewed: readonly ReviewedApp[], happened: Happened, moved: Moved): Compared {
  const findings: Finding[] = [];
  const [replacements, updates] = [none(), none()];
  for (const { app, result } of reviewed) {
    const done = happened.get(app) ?? new Map<string, string>();
    const changes = result.kind === 'planned' ? result.changes.filter(isOfManaged) : [];
    const find = (rule: Finding['rule'], address: string, what: string) =>
      findings.push({ rule, place: `${app}: ${address}`, what });
    if (changes.length === 0) {
      for (const [address, did] of done) find('no changes, but changed', address, did);
      continue;
    }
    for (const [address, did] of done) {
      const said = changes.find((one) => one.address === address || one.previousAddress === address);
      if (!said) find('not in the review', address, did);
      else if (!isAllowed(said, did)) find('other than reviewed', address, `${said.action} was reviewed, ${did} came`);
    }
    for (const { address, action, onlyIf } of changes) {
      const did = done.get(address);
      const count = action === 'replace' ? replacements : action === 'update' ? updates : undefined;
      if (onlyIf) {
        if (did === action) count!.came += 1;
        else count!.stayed += 1;
        const isAny = onlyIf.some((output) => moved.has(output.replace(/-of-[\w-]+: /, ': ')));
        if (did !== undefined && !isAny)
          find('possible, though nothing varied', address, `${did} without ${onlyIf.join()}`);
        continue;
      }
      if (count) count.certain += 1;
      if (did !== undefined || action === 'forget' || action === 'no-op') continue;
      if (count) count.missed += 1;
      if (action !== 'update') find('certain, but did not happen', address, action);
    }
  }
  return { findings, replacements, updates };
}

const none = (): Count => ({ certain: 0, missed: 0, came: 0, stayed: 0 });
const isOfManaged = ({ mode, action }: { readonly mode: string; readonly action: string }) =>
  mode === 'managed' && action !== 'no-op' && action !== 'read';
const isAllowed = (said: { readonly action: string; readonly onlyIf?: readonly string[] | undefined }, did: string) =>
  said.action === did || (said.onlyIf !== undefined && said.action === 'replace' && did === 'update');
