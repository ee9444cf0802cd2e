import { AwsFailure } from '../protocols/failure';
import { actions, reasons } from './actions.json';

/** The report of moto's process about a call that changes something (`src/moto/named.py`). */
export interface Sent {
  /** The name in AWS's model. @default - the model does not know the call */
  readonly operation?: string;
  /** Its parameters, each with its value if that is one word. */
  readonly given?: Readonly<Record<string, string | null>>;
  /** Those that moto's code names for this operation; null: moto does not know it. */
  readonly named?: readonly string[] | null;
}

/** The handling of the parameters of an action. A parameter that is in none of the lists is refused. */
export interface Written {
  /** The parameters that moto handles, separated by blanks. @default - none */
  readonly moto?: string;
  /** The parameters that the gateway handles, or refuses with its own message. @default - none */
  readonly gateway?: string;
  /**
   * The parameters that nothing handles, and why that is as on AWS: a reason, or the name of one in `reasons`.
   * `Name=value`: with this value only.
   * @default - none
   */
  readonly ignored?: Readonly<Record<string, string>>;
  /** The handled members of a parameter, if not all are handled; separated by blanks. @default - of each, all */
  readonly inside?: Readonly<Record<string, string>>;
}

const table: Readonly<Record<string, Written>> = actions;
const common: Readonly<Record<string, string>> = reasons;

/** The actions in the table, by `service:Action`. */
export const writtenActions = table;

/** The full reason why a parameter may be ignored. */
export const reasonOf = (said: string): string => common[said] ?? said;

/**
 * Refuses a call with parameters that nothing handles, before anything is done. For an action that is not in the table,
 * moto's names count.
 * @throws AwsFailure, status 400, with the names of action and parameters
 */
export function checkParameters(service: string, { operation, given = {}, named }: Sent): void {
  if (operation === undefined) return;
  const action = `${service}:${operation}`;
  if (service === 'ec2' && given['DryRun'] === 'true') throw dryRun();
  const written = Object.hasOwn(table, action) ? table[action] : undefined;
  const known = new Set(written ? knownOf(written) : [...(named ?? []), 'DryRun']);
  const left = Object.entries(given).filter(([name, value]) => {
    const [whole = '', member] = name.split('.');
    if (member !== undefined && written?.inside?.[whole] === undefined) return false;
    return !known.has(name) && !known.has(`${name}=${value}`);
  });
  if (left.length > 0) throw notHeeded(action, left);
}

/** API reference of EC2, "Common query parameters", DryRun. The caller's permission has been checked before. */
function dryRun(): AwsFailure {
  return new AwsFailure('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}

function notHeeded(action: string, left: readonly (readonly [name: string, value: string | null])[]): AwsFailure {
  const ignored = Object.keys(table[action]?.ignored ?? {});
  const said = left.map(([name, value]) =>
    value !== null && ignored.some((one) => one.startsWith(`${name}=`)) ? `${name}=${value}` : name,
  );
  return new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not heed ${said.join(', ')} of ${action}, and nothing was done. Call without it in a rehearsal, or complete ` +
      'the action in tools/local-aws/src/services and note it in tools/local-aws/src/writes/actions.json.',
  );
}

/** The names in a list of the table. */
export const namesIn = (list = ''): string[] => list.split(' ').filter((name) => name !== '');

const knownOf = ({ moto, gateway, ignored = {}, inside = {} }: Written): string[] => [
  ...namesIn(moto),
  ...namesIn(gateway),
  ...Object.keys(ignored),
  ...Object.entries(inside).flatMap(([whole, members]) => namesIn(members).map((member) => `${whole}.${member}`)),
];
