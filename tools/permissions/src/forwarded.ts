import { endpointOf, forwardedBy, type ForwardedCall, type ForwardedKind } from '@malinshopper/aws-facts';
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

/** Where a step is taken. */
interface Place {
  readonly account: Account;
  readonly region: string;
}

/** The calls that AWS makes in the caller's name for a step, as steps of their own. */
export function forwardedSteps({ action }: Step, place: Place): Step[] {
  // The provider reads an object by HeadObject, for which S3 uses no key.
  if (action === 's3:GetObject') return [];
  return forwardedBy(action).map((call) => stepOf(call, place));
}

function stepOf({ action, kind, via, service = '' }: ForwardedCall, place: Place): Step {
  if (kind === undefined) return { action };
  const tags = via === 's3' ? 'data' : owners[kind];
  const named = nameOf(kind, service, place);
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

/** The names that AWS gives, that of the one bucket which a delivery is about, and that of the code of a function. */
function nameOf(kind: ForwardedKind, service: string, { account, region }: Place): string | undefined {
  switch (kind) {
    case 'service-linked-role':
      return `aws-service-role/${service}/AWSServiceRole`;
    case 'Secret':
      return 'rds!db-1-AbCdEf';
    case 'snapshot':
      return 'awsbackup:job-1';
    case 'object':
      return `malinshopper-testing-packages-${account.id}/functions/database-users-0123456789ab.zip`;
    case 'bucket':
      return `malinshopper-account-access-logs-${region === account.region ? '' : `${region}-`}${account.id}`;
    default:
      return undefined;
  }
}
