import { quotaNames, quotas, type QuotaName } from '@malinshopper/aws-facts';
import { AwsFailure } from '../protocols/failure';

type Granted = Readonly<Record<string, Partial<Record<QuotaName, number>>>>;

/** The variable with the quotas that AWS has granted accounts: `{"111122223333":{"onDemandVcpus":96}}`. */
export const QUOTAS_VARIABLE = 'EMBEDDED_AWS_QUOTAS';

/**
 * The quotas of accounts that AWS has raised above the quotas of a new account.
 * @throws Error if the variable is not JSON of accounts, quotas of `libs/aws-facts` and numbers
 */
export function grantsOf(variables: NodeJS.ProcessEnv): Granted {
  const said = variables[QUOTAS_VARIABLE] ?? '{}';
  const refuse = (what: string) =>
    new Error(`${QUOTAS_VARIABLE} is JSON such as {"111122223333":{"onDemandVcpus":96}}: ${what}; got ${said}`);
  const granted = parsed(said);
  if (typeof granted !== 'object' || granted === null || Array.isArray(granted)) throw refuse('an object by account');
  for (const [account, amounts] of Object.entries(granted)) {
    if (!/^\d{12}$/.test(account)) throw refuse(`"${account}" is not an account of twelve digits`);
    for (const [name, amount] of Object.entries((amounts ?? {}) as object)) {
      if (!quotaNames.includes(name as QuotaName)) throw refuse(`"${name}" is not one of ${quotaNames.join(', ')}`);
      if (!Number.isInteger(amount) || amount < 0) throw refuse(`${name} is a whole number`);
    }
  }
  return granted as Granted;
}

/** The quota of an account. @default - the quota of a new account */
export const grantedTo = (account: string, name: QuotaName, variables = process.env): number =>
  grantsOf(variables)[account]?.[name] ?? quotas[name].newAccount;

/** Refuses one more in AWS's words, if an account has reached its quota. */
export function refuseBeyond(
  account: string,
  name: QuotaName,
  wanted: number,
  message: (most: number) => string,
): void {
  const most = grantedTo(account, name);
  if (wanted > most) throw new AwsFailure(quotas[name].error, message(most));
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}
