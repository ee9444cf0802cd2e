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

/** The result of one check for one subject. */
export interface Finding {
  /** The subject: an identity, a quota, a zone. */
  readonly about: string;
  readonly outcome: Outcome;
  readonly found: string;
  /** The next step for a person. @default - none: the check passed */
  readonly todo?: string;
}

/** A line of the preflight. */
export interface Line extends Finding {
  readonly check: CheckName;
}

/**
 * The answer to a query, or `unknown` with the error of AWS.
 * @param about what the line is about then
 * @param actions the actions of IAM that the question needs
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
  // No route to a host is an error of several attempts, and its own message is empty (Node.js documentation, net.connect).
  const message = error.message || String((error as NodeJS.ErrnoException).code ?? '');
  return ['Error', message].includes(error.name) ? message : `${error.name}: ${message}`;
}

const again = (actions: readonly string[]) =>
  `Run the preflight again as an administrator of the account, with a network that reaches AWS. It needs ${actions.join(', ')}.`;
