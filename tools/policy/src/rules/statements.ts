import type { Statement } from '@malinshopper/synthesized';

/**
 * The operators that a request without the key fails. Negated ones, `...IfExists`, `Null` and `ForAllValues` let through what
 * lacks it (IAM user guide, "Condition operators").
 */
export const demanding = /^(ForAnyValue:)?(StringEquals(IgnoreCase)?|StringLike|Arn(Equals|Like))$/i;

/** A condition key that narrows a statement, and the values by which it does. */
export interface Narrowing {
  readonly key: RegExp;
  readonly by: (value: string, operator: string) => boolean;
}

/** What stands for an ARN that is one, and only Terraform knows: `${aws_cloudwatch_event_rule.published.arn}`. */
const reference = /^\$\{aws_/;
/** An ARN with the account in it. `StringLike` takes colons for any text: before the account, it has to say all. */
const ofAccount = { arn: /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/, string: /^arn:[^:*?]*:[^:*?]*:[^:*?]*:\d{12}:/ };

/**
 * What narrows `Principal: '*'` down to somebody: the keys by which AWS itself calls a policy not public (S3 user guide, "The
 * meaning of public"), and the values of which that is true.
 */
const narrowing: readonly Narrowing[] = [
  {
    key: /^aws:(sourcearn|principalarn)$/i,
    by: (value, operator) =>
      reference.test(value) || (/arn(equals|like)$/i.test(operator) ? ofAccount.arn : ofAccount.string).test(value),
  },
  // The id of a role, and whatever its sessions are called.
  { key: /^aws:userid$/i, by: (value) => /^[^*?]+(:\*)?$/.test(value) },
  {
    key: /^(aws:(sourceaccount|sourceorgid|sourcevpc|sourcevpce|principalaccount|principalorgid)|kms:calleraccount|s3:dataaccesspointaccount)$/i,
    by: (value) => /^[^*?]+$/.test(value),
  },
];

/** Whether a statement demands one of some keys, with values that all narrow it. */
export const isNarrowedBy = ({ conditions }: Statement, keys: readonly Narrowing[]): boolean =>
  Object.entries(conditions).some(
    ([operator, demanded]) =>
      demanding.test(operator) &&
      Object.entries(demanded).some(([key, values]) =>
        keys.some((each) => each.key.test(key) && values.every((value) => each.by(value, operator))),
      ),
  );

/** Whether a statement allows something to everybody. `NotPrincipal` is everybody but some, whatever a condition says. */
export function isOpenToTheWorld(statement: Statement): boolean {
  const { effect, principals, notPrincipals } = statement;
  if (effect !== 'Allow') return false;
  if (notPrincipals) return true;
  return Object.values(principals ?? {}).some((who) => who.includes('*')) && !isNarrowedBy(statement, narrowing);
}

/** Whether a statement allows something to an AWS account that is not this one. */
export function letsInOtherAccounts({ effect, principals, notPrincipals }: Statement, accountId: string): boolean {
  if (effect !== 'Allow') return false;
  if (notPrincipals) return true;
  return (principals?.['AWS'] ?? []).some((who) => {
    const [account] = /\d{12}/.exec(who) ?? [];
    return account !== undefined && account !== accountId;
  });
}

/** Whom a statement is for, for a person. */
export const whom = ({ principals, notPrincipals }: Statement): string =>
  notPrincipals ? `all but ${JSON.stringify(notPrincipals)}` : JSON.stringify(principals ?? {});
