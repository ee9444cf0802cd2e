import { z } from 'zod';
import type { AccountConfig } from './account';
import { faultsIn } from './faults';
import { quotaNames, regionNames } from '@malinshopper/aws-facts';
import { accountId, distinct, hostedZoneName, mailAddress, unique, wanted } from './values';

const account = z.strictObject({
  name: z.string(),
  id: accountId,
  region: z.enum(regionNames),
  alsoIn: z.array(z.enum(regionNames)).refine(unique, distinct('a region')),
  hostedZones: z.array(hostedZoneName).refine(unique, distinct('a zone')),
  delegations: z.array(
    z.strictObject({
      zone: hostedZoneName,
      parent: hostedZoneName,
      // Route 53 API, DelegationSet: "four authoritative name servers"
      nameServers: z.array(hostedZoneName).length(4).refine(unique, distinct('a name server')),
    }),
  ),
  budget: z.strictObject({
    // AWS Budgets API, Spend: an amount as a decimal number, which is written with one decimal place (apps/account).
    usdPerMonth: z.number().min(0.1).max(1_000_000_000),
    notify: mailAddress,
  }),
  /** IAM user guide, "IAM identifiers": the characters of paths and names of roles, and the wildcards of a policy. */
  administrators: z
    .array(z.string().regex(/^[\w+=,.@*?-][\w+=,.@*?/-]*$/, wanted('the end of the ARN of a role, after "role/"')))
    .min(1),
  // S3 user guide, "General purpose bucket naming rules": 3 to 63 characters of small letters, digits, dots and hyphens.
  branches: z.int().min(0),
  granted: z.partialRecord(z.enum(quotaNames), z.int().positive()),
  partnerBuckets: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, wanted('the name of a bucket')))
    .refine(unique, distinct('a bucket')),
});

/** @throws with every fault of the accounts, each with the place, the rule and what was received */
export function assertAccounts(accounts: Readonly<Record<string, AccountConfig>>): void {
  const faults = faultsIn(z.record(z.string(), account), accounts);
  const all = faults.length > 0 ? faults : together(accounts);
  if (all.length > 0) throw new Error(`The accounts are not valid (environments/src/accounts.ts):\n${all.join('\n')}`);
}

/** Returns the faults that show only when several accounts are compared. */
function together(accounts: Readonly<Record<string, AccountConfig>>): string[] {
  const all = Object.entries(accounts);
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [key, { name, id, hostedZones, delegations }] of all) {
    if (name !== key) faults.push(`✖ ${key}.name is ${name}: it must be ${key}`);
    for (const [what, value] of [['id', id], ...hostedZones.map((zone) => ['hosted zone', zone])] as const) {
      const other = owners.get(value!);
      if (other) faults.push(`✖ the ${what} ${value} of ${key} is that of ${other}`);
      owners.set(value!, key);
    }
    for (const { zone, parent } of delegations) {
      if (!hostedZones.includes(parent)) faults.push(`✖ ${key} delegates ${zone} in ${parent}, which it does not host`);
      if (!zone.endsWith(`.${parent}`)) faults.push(`✖ ${key} delegates ${zone} in ${parent}, which it is no part of`);
      if (!all.some(([other, { hostedZones: zones }]) => other !== key && zones.includes(zone)))
        faults.push(`✖ ${key} delegates ${zone}, which no other account hosts`);
    }
  }
  return faults;
}
