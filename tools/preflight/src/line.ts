export const checkNames = [
  'identity',
  'quotas',
  'cloudfront',
  'delegation',
  'mail',
  'images',
  'instance types',
  'service-linked roles',
  'github',
  'budget',
] as const;
export type CheckName = (typeof checkNames)[number];

/**
 * `ok`: no action. `attention`: a person has to act, and a deploy can begin. `failed`: a deploy would fail, or leave the account incomplete. `unknown`:
 * AWS does not answer, or has no API for the question; it never counts as ok.
 */
export type Outcome = 'ok' | 'attention' | 'failed' | 'unknown';

/** The result of a check for one thing. */
export interface Finding {
  /** The thing that was checked: an identity, a quota, a zone. */
  readonly about: string;
  readonly outcome: Outcome;
  readonly found: string;
  /** The next step of a person. @default - none: it is ok */
  readonly todo?: string;
}

/** A line of the preflight. */
export interface Line extends Finding {
  readonly check: CheckName;
}

/**
 * Runs a check, and turns an error into the outcome `unknown` with the text of AWS.
 * @param about the subject of that line
 * @param actions the IAM actions that the check needs
 */
export async function asked(
  about: string,
  actions: readonly string[],
  ask: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await ask();
  } catch (error) {
    return [{ about, outcome: 'unknown', found: `No answer: ${inWords(error)}`, todo: again(actions) }];
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A failed connection is an AggregateError of several attempts with an empty message (Node.js documentation, net.connect).
  const message = error.message || String((error as NodeJS.ErrnoException).code ?? '');
  return ['Error', message].includes(error.name) ? message : `${error.name}: ${message}`;
}

const again = (actions: readonly string[]) =>
  `Run the preflight again as an administrator of the account, with a network that reaches AWS. It needs ${actions.join(', ')}.`;
