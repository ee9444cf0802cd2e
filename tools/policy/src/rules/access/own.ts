import type { Resource, World } from '@malinshopper/synthesized';

/**
 * What stands for the account in an ARN or a number, if it is said literally. A variable of IAM (`$${...}`) or a reference that leads to no
 * resource says nothing.
 */
const accountOf = (arn: string): string | undefined => /^arn:[^:*?]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** Whether a text is one reference to a resource of this repository, also through a contract. */
export const leadsHome = (value: string, { stack }: Resource, world: World): boolean =>
  /^\$\{[^{}]*\}/.test(value) && world.targets(value, stack).length > 0;

/** Whether a text is the number of the own account. */
export const isOwnAccount = (value: string, world: World): boolean => value === world.environment.account.id;

/**
 * Whether an ARN, or every ARN that fits a pattern, is of the own account.
 * @param isText whether the pattern is compared as a text: then `*` stands for colons too, and what is before the account has to be literal
 */
export function isOwnArn(value: string, policy: Resource, world: World, isText = false): boolean {
  if (leadsHome(value, policy, world)) return true;
  // The ARN of a bucket has no account in it: a plan that knows it says the name.
  const [, bucket] = /^arn:aws:s3:::([^/*?]+)$/.exec(value) ?? [];
  if (bucket !== undefined) return world.resources('aws_s3_bucket').some(({ config }) => config['bucket'] === bucket);
  const before = value.split(':').slice(0, 4).join(':');
  if (isText && /[*?]/.test(before)) return false;
  return accountOf(value) === world.environment.account.id;
}
