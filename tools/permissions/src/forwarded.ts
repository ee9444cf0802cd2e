import {
  endpointOf,
  forwardedBy,
  tagsOfForwarded,
  type ForwardedCall,
  type ForwardedKind,
} from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { ownedCall, type OwnedCall } from './owned-call';

/** The account, region and team of a call. */
interface Place {
  readonly account: Account;
  readonly region: string;
}

/**
 * The resource names that are not in the stack: names that AWS generates, the bucket of a delivery, and the code of a
 * function.
 */
const names: Partial<Record<ForwardedKind, (service: string, place: Place) => string>> = {
  'service-linked-role': (service) => `aws-service-role/${service}/AWSServiceRole`,
  Secret: () => 'rds!db-1-AbCdEf',
  snapshot: () => 'awsbackup:job-1',
  object: (_service, { account }) =>
    `malinshopper-testing-packages-${account.id}/functions/database-users-0123456789ab.zip`,
  bucket: (_service, { account, region }) =>
    `malinshopper-account-access-logs-${region === account.region ? '' : `${region}-`}${account.id}`,
};

/** The calls that AWS makes on behalf of the caller for a call of the provider, as separate calls. */
export function forwardedCallsOf({ action }: OwnedCall, place: Place): OwnedCall[] {
  // The provider reads an object by HeadObject, for which S3 uses no key.
  if (action === 's3:GetObject') return [];
  return forwardedBy(action).map((call) => ownedCallOf(call, place));
}

function ownedCallOf({ action, kind, via, service = '' }: ForwardedCall, place: Place): OwnedCall {
  if (kind === undefined) return { action };
  const tags = via === 's3' ? 'data' : ownedCall({ action, kind, tags: tagsOfForwarded({ kind }) }).tags;
  const named = names[kind]?.(service, place);
  return {
    action,
    kind: kind === 'service-linked-role' ? 'role' : kind,
    ...(tags && { tags }),
    ...(named && { named }),
    says: {
      ...(kind === 'role' && { 'iam:PassedToService': service }),
      ...(kind === 'service-linked-role' && { 'iam:AWSServiceName': service }),
      ...(via && kind === 'key' && { 'kms:ViaService': endpointOf(via, place.region) }),
      ...(via && kind !== 'key' && { 'aws:CalledVia': [`${via}.amazonaws.com`] }),
    },
  };
}
