import { accountCalls } from './account';
import { backupCalls, emptyingVault } from './backups';
import { bucketCalls, emptyingBucket } from './buckets';
import type { CallsByPhase, CallsByType, Phase, ProviderCall } from './call';
import { computeCalls } from './compute';
import { dataCalls, objectCalls } from './data';
import { functionCalls } from './functions';
import { identityCalls, takingCredentials } from './identities';
import { lookUps } from './look-ups';
import { networkCalls, recordCalls } from './network';
import { releaseCalls } from './releases';
import { sharedCalls } from './shared';

export { phases, type CallsByPhase, type Phase, type ProviderCall } from './call';
export { typesFoundByTag, type TypeFoundByTag } from './look-ups';

const table = {
  ...sharedCalls,
  ...identityCalls,
  ...bucketCalls,
  ...networkCalls,
  ...recordCalls,
  ...dataCalls,
  ...backupCalls,
  ...functionCalls,
  ...objectCalls,
  ...computeCalls,
  ...releaseCalls,
  ...accountCalls,
} satisfies CallsByType;

/** The resource types with known calls of the provider. */
export type CalledType = keyof typeof table;
export const calledTypes = Object.keys(table) as CalledType[];

/**
 * The provider's calls for resources of a type. A creation includes the calls by which a deploy looks for the resource of
 * a killed run.
 * @throws if the table does not contain the type
 */
export function providerCallsOf(type: string): CallsByPhase {
  if (Object.hasOwn(table, type)) {
    const calls: CallsByPhase = table[type as CalledType];
    const before = lookUps[type];
    return before ? { ...calls, create: [...before, ...calls.create] } : calls;
  }
  throw new Error(
    `libs/aws-facts does not know which calls Terraform makes for ${type}. Add them to libs/aws-facts/src/provider-calls, and the ` +
      'type to the permissions of the team’s roles (apps/account/src/access).',
  );
}

const beforeDelete: Readonly<Partial<Record<string, readonly ProviderCall[]>>> = {
  aws_backup_vault: emptyingVault,
  aws_iam_user: takingCredentials,
  aws_s3_bucket: emptyingBucket,
} satisfies Partial<Record<CalledType, readonly ProviderCall[]>>;

/** The provider's calls before it deletes a resource with `force_destroy`. */
export function callsBeforeDelete(type: string): readonly ProviderCall[] {
  return beforeDelete[type] ?? [];
}

/**
 * The actions of the provider's calls for some types in some phases, unique and sorted.
 * @param which a filter of the calls. @default - all
 */
export function actionsOf(
  types: readonly CalledType[],
  during: readonly Phase[],
  which: (call: ProviderCall) => boolean = () => true,
): string[] {
  const calls = types.flatMap((type) => during.flatMap((phase) => providerCallsOf(type)[phase] ?? []));
  return [...new Set(calls.filter(which).map(({ action }) => action))].sort();
}
