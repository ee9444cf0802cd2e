import { forwardedBy, tagsOfForwarded, type ForwardedCall, type ForwardedKind } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { ownedCall, type OwnedCall } from './owned-call';

/** The names that AWS gives, that of the one bucket which a delivery is about, and that of the code of a function. */
const names: Partial<Record<ForwardedKind, (service: string, account: Account) => string>> = {
  'service-linked-role': (service) => `aws-service-role/${service}/AWSServiceRole`,
  Secret: () => 'rds!db-1-AbCdEf',
  snapshot: () => 'awsbackup:job-1',
  object: (_service, { id }) => `malinshopper-testing-packages-${id}/functions/database-users-0123456789ab.zip`,
  bucket: (_service, { id }) => `malinshopper-account-access-logs-${id}`,
};

/** The calls that AWS makes in the caller's name for a call of the provider, as calls of their own. */
export function forwardedCallsOf({ action }: OwnedCall, account: Account): OwnedCall[] {
  // The provider reads an object by HeadObject, for which S3 uses no key.
  if (action === 's3:GetObject') return [];
  return forwardedBy(action).map((call) => ownedCallOf(call, account));
}

function ownedCallOf({ action, kind, via, service = '' }: ForwardedCall, account: Account): OwnedCall {
  if (kind === undefined) return { action };
  const tags = via === 's3' ? 'data' : ownedCall({ action, kind, tags: tagsOfForwarded({ kind }) }).tags;
  const named = names[kind]?.(service, account);
  return {
    action,
    kind: kind === 'service-linked-role' ? 'role' : kind,
    ...(tags && { tags }),
    ...(named && { named }),
    says: {
      ...(kind === 'role' && { 'iam:PassedToService': service }),
      ...(kind === 'service-linked-role' && { 'iam:AWSServiceName': service }),
      ...(via && kind === 'key' && { 'kms:ViaService': `${via}.${account.region}.amazonaws.com` }),
      ...(via && kind !== 'key' && { 'aws:CalledVia': [`${via}.amazonaws.com`] }),
    },
  };
}
