import { forwardedBy, type ForwardedCall, type ForwardedKind } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import type { Step } from './step';

/** Whose the things are that forwarded calls are about. What is not here is known by its name, or is nobody's. */
const owners: Partial<Record<ForwardedKind, Step['tags']>> = {
  distribution: 'own',
  instance: 'new',
  key: 'own',
  'launch-template': 'own',
  'loadbalancer/app/': 'own',
  'security-group': 'own',
  snapshot: 'own',
  subnet: 'network',
  volume: 'new',
  vpc: 'network',
  webacl: 'own',
};

/** The names that AWS gives, that of the one bucket which a delivery is about, and that of the code of a function. */
const names: Partial<Record<ForwardedKind, (service: string, account: Account) => string>> = {
  'service-linked-role': (service) => `aws-service-role/${service}/AWSServiceRole`,
  Secret: () => 'rds!db-1-AbCdEf',
  snapshot: () => 'awsbackup:job-1',
  object: (_service, { id }) => `malinshopper-testing-packages-${id}/functions/database-users-0123456789ab.zip`,
  bucket: (_service, { id }) => `malinshopper-account-access-logs-${id}`,
};

/** The calls that AWS makes in the caller's name for a step, as steps of their own. */
export function forwardedSteps({ action }: Step, account: Account): Step[] {
  // The provider reads an object by HeadObject, for which S3 uses no key.
  if (action === 's3:GetObject') return [];
  return forwardedBy(action).map((call) => stepOf(call, account));
}

function stepOf({ action, kind, via, service = '' }: ForwardedCall, account: Account): Step {
  if (kind === undefined) return { action };
  const tags = via === 's3' ? 'data' : owners[kind];
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
