import type { Statement } from '../model/policy-document';

/** What narrows `Principal: '*'` down to somebody: the keys by which AWS itself calls a policy not public. */
const narrowing =
  /^(aws:(sourcearn|sourceaccount|sourceorgid|sourcevpc|sourcevpce|principalarn|principalaccount|principalorgid|userid)|kms:calleraccount|s3:dataaccesspointaccount)$/i;
const equality = /^(ForAnyValue:)?(String(Equals|Like)|Arn(Equals|Like))/i;

/** Whether a statement allows something to everybody (S3 user guide, "The meaning of public"). */
export function isOpenToTheWorld({ effect, principals, conditions }: Statement): boolean {
  if (effect !== 'Allow' || !Object.values(principals ?? {}).some((who) => who.includes('*'))) return false;
  return !Object.entries(conditions).some(
    ([operator, keys]) =>
      equality.test(operator) &&
      Object.entries(keys).some(([key, values]) => narrowing.test(key) && !values.includes('*')),
  );
}

/** Whether a statement allows something to an AWS account that is not this one. */
export function letsInOtherAccounts({ effect, principals }: Statement, accountId: string): boolean {
  if (effect !== 'Allow') return false;
  return (principals?.['AWS'] ?? []).some((who) => {
    const [account] = /\d{12}/.exec(who) ?? [];
    return account !== undefined && account !== accountId;
  });
}
