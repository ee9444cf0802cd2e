import { gitHubProviderArn } from '@malinshopper/environments';
import { isWithin } from '@malinshopper/aws-facts';
import { withArns, type Resource, type Statement, type World } from '@malinshopper/synthesized';
import { actionsLike } from '../iam/actions';
import { isNarrowedToOwn } from './narrowing';
import { leadsHome } from './own';
import { servicesFor, type LetIn, type Subject } from './services';

/** A principal outside this account, or a permission, that a statement must not allow. */
export interface ForeignPrincipal {
  /**
   * `public`: principals of all accounts. `account`: another account, or an identity in one. `service`: a service
   * without a row in the table, or with actions that its row does not list. `unsourced`: a known service, on behalf of
   * every account. `unread`: a principal that no rule can read, so it may be any. `action`: a permission beyond the use
   * of the resource.
   */
  readonly kind: 'public' | 'account' | 'service' | 'unsourced' | 'unread' | 'action';
  /** The text for reports: `999999999999`, `rds.amazonaws.com on behalf of every account`. */
  readonly who: string;
}

interface Place {
  readonly statement: Statement;
  readonly policy: Resource;
  readonly world: World;
  readonly subject: Subject | undefined;
}

const subjects: readonly (readonly [RegExp, Subject])[] = [
  [/^aws_s3_bucket(_policy)?$/, 'bucket'],
  [/^aws_kms_key(_policy)?$/, 'key'],
  [/^aws_sns_topic(_policy)?$/, 'topic'],
  [/^aws_sqs_queue(_policy)?$/, 'queue'],
  [/^aws_cloudwatch_log_resource_policy$/, 'log'],
];

/** The kind of resource that a policy belongs to. Undefined if no row knows its type. */
const subjectOf = ({ type, app }: Resource): Subject | undefined =>
  type === 'aws_iam_role' ? `role of ${app}` : subjects.find(([pattern]) => pattern.test(type))?.[1];

/**
 * The principals that a statement of a resource policy or trust policy allows, besides this account, its identities and
 * the services of the table. A principal that cannot be read counts as foreign.
 */
export function foreignPrincipalsIn(statement: Statement, policy: Resource, world: World): readonly ForeignPrincipal[] {
  const { effect, principals, notPrincipals, unread } = statement;
  if (unread.length > 0)
    return [{ kind: 'unread', who: `${unread.join(', ')}, which IAM does not know as an element of a statement` }];
  if (effect === 'Deny') return [];
  if (notPrincipals) return [{ kind: 'public', who: `all but ${JSON.stringify(notPrincipals)}` }];
  const place: Place = { statement, policy, world, subject: subjectOf(policy) };
  return Object.entries(principals ?? {}).flatMap(([kind, names]) =>
    names.flatMap((name) => strangersOf(kind, name, place)),
  );
}

function strangersOf(kind: string, name: string, place: Place): readonly ForeignPrincipal[] {
  switch (kind) {
    case 'AWS':
      return ofAccounts(name, place);
    case 'Service':
      return ofService(name, place);
    case 'Federated':
      return isGitHub(name, place) ? [] : [{ kind: 'account', who: `the identity provider ${name}` }];
    case 'CanonicalUser':
      return isOwnIdentity(name, place) ? [] : [{ kind: 'account', who: `the canonical user ${name}` }];
    default:
      return [{ kind: 'unread', who: `${kind} ${name}, which no rule can read` }];
  }
}

const isTrust = ({ subject }: Place) => subject?.startsWith('role of ') === true;
const ownTypes = ['aws_iam_role', 'aws_iam_user', 'aws_cloudfront_origin_access_identity'];
const isOwnIdentity = (name: string, { policy, world }: Place) =>
  leadsHome(name, policy, world) && world.targets(name, policy.stack).every(({ type }) => ownTypes.includes(type));

function isGitHub(name: string, place: Place): boolean {
  const { policy, world } = place;
  if (!isTrust(place)) return false;
  return withArns(name, policy.stack, world) === gitHubProviderArn(world.environment.account);
}

/** True if a name is an account, or an identity in one, without a pattern: IAM accepts no patterns in principals. */
const identity =
  /^(?:(\d{12})|arn:aws:(?:iam|sts)::(\d{12}):(?:root|(?:role|user|assumed-role|federated-user)\/[^*?${}]+))$/;

function ofAccounts(name: string, place: Place): readonly ForeignPrincipal[] {
  const { statement, policy, world } = place;
  if (name === '*') {
    // A condition that narrows a bucket policy does not narrow a trust policy.
    const isOwn = !isTrust(place) && isNarrowedToOwn(statement, 'identities', policy, world);
    return isOwn ? beyondUse(place) : [{ kind: 'public', who: 'the public' }];
  }
  if (isOwnIdentity(name, place)) return beyondUse(place);
  const [, number, ofArn] = identity.exec(name) ?? [];
  const account = number ?? ofArn;
  if (account === undefined) return [{ kind: 'unread', who: `${name}, which is not an identity of this repository` }];
  if (account !== world.environment.account.id) return [{ kind: 'account', who: name }];
  return isRootOnKey(name, place) ? [] : beyondUse(place);
}

/**
 * The account itself has all permissions on its keys: without this statement IAM policies have no effect (KMS developer
 * guide, "Default key policy").
 */
const isRootOnKey = (name: string, { subject }: Place) => subject === 'key' && /^(\d{12}|.*:root)$/.test(name);

/** The actions that use a resource without changing its settings. */
const uses: Readonly<Partial<Record<Subject, readonly string[]>>> = {
  bucket: ['s3:Get*', 's3:List*', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject', 's3:AbortMultipartUpload'],
  key: [
    ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'GenerateMac', 'GetPublicKey', 'ReEncrypt*'],
    ...['Sign', 'Verify', 'VerifyMac'],
  ].map((action) => `kms:${action}`),
  topic: ['sns:Publish'],
  queue: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueue*'],
};

/**
 * The permissions of identities of this account beyond the use of a resource: a change of its access, or actions that
 * cannot be listed.
 */
function beyondUse(place: Place): readonly ForeignPrincipal[] {
  const { statement } = place;
  const { actions, notActions, conditions } = statement;
  if (isTrust(place)) return [];
  if (notActions.length > 0)
    return [{ kind: 'action', who: `all but ${notActions.join(', ')} to identities of the account` }];
  const isForAws = conditions['Bool']?.['kms:GrantIsForAWSResource']?.join() === 'true';
  const used = place.subject && uses[place.subject];
  const isUse = (action: string) =>
    used
      ? used.some((pattern) => isWithin(action, pattern))
      : actionsLike(action).length > 0 &&
        !actionsLike(action).some(({ access }) => access === 'Permissions management');
  const found = actions.find((action) => !isUse(action) && !(action === 'kms:CreateGrant' && isForAws));
  return found === undefined ? [] : [{ kind: 'action', who: `${found} to identities of the account` }];
}

function ofService(service: string, place: Place): readonly ForeignPrincipal[] {
  const { statement, policy, world, subject } = place;
  const rows = subject
    ? servicesFor(subject, world.environment).filter(
        (row) => /^[a-z0-9.-]+$/.test(service) && isWithin(service, row.service),
      )
    : [];
  if (rows.length === 0) return [{ kind: 'service', who: `${service}, which no row of the table allows` }];
  const { actions, notActions } = statement;
  const about = rows.filter(
    (row) => notActions.length === 0 && actions.every((action) => row.actions.some((each) => isWithin(action, each))),
  );
  if (about.length === 0) {
    const what = notActions.length > 0 ? `all but ${notActions.join(', ')}` : actions.join(', ');
    return [{ kind: 'service', who: `${service} for ${what}` }];
  }
  const there = about.filter((row) => isOn(row, place));
  if (there.length === 0) return [{ kind: 'service', who: `${service} on ${statement.resources.join(', ')}` }];
  const isBound =
    isNarrowedToOwn(statement, 'services', policy, world) || there.some((row) => isBoundOtherwise(row, statement));
  return isBound ? [] : [{ kind: 'unsourced', who: `${service} on behalf of every account` }];
}

/**
 * True if the resources of a statement are within the resources of a row. Some policies always apply to one resource,
 * whatever their statements name.
 */
function isOn({ on }: LetIn, { statement, policy, world }: Place): boolean {
  if (!on) return true;
  const { resources, notResources } = statement;
  if (notResources.length > 0 || resources.length === 0) return false;
  return resources.every((resource) =>
    on.some((pattern) => isWithin(withArns(resource, policy.stack, world), pattern)),
  );
}

function isBoundOtherwise({ boundBy }: LetIn, { conditions }: Statement): boolean {
  if (!boundBy?.condition) return boundBy !== undefined;
  const [operator, key, value] = boundBy.condition;
  return conditions[operator]?.[key]?.join() === value;
}
