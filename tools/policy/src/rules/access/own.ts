import type { Resource, World } from '@malinshopper/synthesized';

/**
 * The account in a literal ARN or account number. A variable of IAM (`$${...}`), or a reference that leads to no
 * resource, identifies no account.
 */
const accountOf = (arn: string): string | undefined => /^arn:[^:*?]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** True if a text is one reference to a resource of this repository, also through a contract. */
export const leadsHome = (value: string, { stack }: Resource, world: World): boolean =>
  /^\$\{[^{}]*\}/.test(value) && world.targets(value, stack).length > 0;

/** True if a text is the number of this account. */
export const isOwnAccount = (value: string, world: World): boolean => value === world.environment.account.id;

/**
 * True if an ARN, or every ARN that matches a pattern, belongs to this account.
 * @param isText true if the pattern is compared as a text: `*` then also matches colons, and the part before the
 * account has to be literal
 */
export function isOwnArn(value: string, policy: Resource, world: World, isText = false): boolean {
  if (leadsHome(value, policy, world)) return true;
  // The ARN of a bucket contains no account. A plan with known values contains the name of the bucket.
  const [, bucket] = /^arn:aws:s3:::([^/*?]+)$/.exec(value) ?? [];
  if (bucket !== undefined) return world.resources('aws_s3_bucket').some(({ config }) => config['bucket'] === bucket);
  const before = value.split(':').slice(0, 4).join(':');
  if (isText && /[*?]/.test(before)) return false;
  return accountOf(value) === world.environment.account.id;
}
