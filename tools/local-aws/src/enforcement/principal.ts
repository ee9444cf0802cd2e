import type { Caller } from '../gateway/accounts';
import { element, list, text, type Xml, type XmlElement } from '../protocols/xml';
import type { PolicyDocument } from './access';
import { decoded } from './document';
import type { World } from './world';

/** A policy with the name that the simulator's results use for it. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** A session of a role, with all permissions of the role. */
export interface Principal {
  /**
   * The actor that assumes the role, by its trust policy: instances, functions, or jobs of a pipeline for which an
   * identity provider vouches.
   */
  readonly of: 'instances' | 'functions' | 'pipelines';
  /** `arn:aws:sts::111111111111:assumed-role/production-web/i-1` */
  readonly sessionArn: string;
  /** With the role's path, which the session's address leaves out: `arn:aws:iam::111111111111:role/compute/production-web`. */
  readonly roleArn: string;
  /** The tags of the role, by their keys. */
  readonly tags: Readonly<Record<string, string>>;
  readonly account: string;
  readonly policies: readonly NamedPolicy[];
  /** The permissions boundary. @default - none: only the policies limit the role */
  readonly boundary?: NamedPolicy;
}

/** The actors that run this project's code as a role, by the service that assumes the role for them. */
const RUNNERS = { 'ec2.amazonaws.com': 'instances', 'lambda.amazonaws.com': 'functions' } as const;

/**
 * The principal of a caller that is subject to authorization: the session of a role that instances, functions or
 * pipelines assume, by its trust policy. All others (a person, tests: their roles need not exist here) have all
 * permissions, and are `undefined`.
 */
export async function judgedPrincipal({ account, arn }: Caller, world: World): Promise<Principal | undefined> {
  const [, roleName] = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (!roleName) return undefined;
  return world.remember(`role ${roleName} ${arn}`, async () => {
    const role = element((await world.query('iam', 'GetRole', { RoleName: roleName }))?.['Role']);
    const of = assumedBy(role['AssumeRolePolicyDocument']);
    if (of === undefined) return undefined;
    const boundaryArn = text(element(role['PermissionsBoundary'])['PermissionsBoundaryArn']);
    return {
      of,
      sessionArn: arn,
      roleArn: text(role['Arn']),
      tags: tagsOf(role),
      account,
      policies: [...(await inlinePolicies(roleName, world)), ...(await attachedPolicies(roleName, world))],
      ...(boundaryArn !== '' && { boundary: await managedPolicy(boundaryArn, world) }),
    };
  });
}

function tagsOf(role: XmlElement): Record<string, string> {
  const tags = list(element(role['Tags'])['member']).map(element);
  return Object.fromEntries(tags.map(({ Key, Value }) => [text(Key), text(Value)]));
}

function assumedBy(trust: Xml | undefined): Principal['of'] | undefined {
  if (text(trust) === '') return undefined;
  const trusted = [decoded(trust).Statement]
    .flat()
    .flatMap(({ Effect, Principal }) => (Effect === 'Allow' && Principal && Principal !== '*' ? [Principal] : []));
  for (const [service, of] of Object.entries(RUNNERS)) {
    if (trusted.some(({ Service }) => [Service ?? []].flat().includes(service))) return of;
  }
  return trusted.some(({ Federated }) => Federated !== undefined) ? 'pipelines' : undefined;
}

async function inlinePolicies(role: string, world: World): Promise<NamedPolicy[]> {
  const listed = await world.query('iam', 'ListRolePolicies', { RoleName: role, MaxItems: '1000' });
  const names = list(element(listed?.['PolicyNames'])['member']).map(text);
  return Promise.all(
    names.map(async (name) => {
      const found = await world.query('iam', 'GetRolePolicy', { RoleName: role, PolicyName: name });
      return { name, policy: decoded(found?.['PolicyDocument']) };
    }),
  );
}

async function attachedPolicies(role: string, world: World): Promise<NamedPolicy[]> {
  const listed = await world.query('iam', 'ListAttachedRolePolicies', { RoleName: role, MaxItems: '1000' });
  const attached = list(element(listed?.['AttachedPolicies'])['member']).map(element);
  return Promise.all(attached.map(({ PolicyArn }) => managedPolicy(text(PolicyArn), world)));
}

async function managedPolicy(arn: string, world: World): Promise<NamedPolicy> {
  const policy = element((await world.query('iam', 'GetPolicy', { PolicyArn: arn }))?.['Policy']);
  const form = { PolicyArn: arn, VersionId: text(policy['DefaultVersionId']) };
  const version = element((await world.query('iam', 'GetPolicyVersion', form))?.['PolicyVersion']);
  return { name: arn, policy: text(version['Document']) === '' ? nothing : decoded(version['Document']) };
}

/** The content of a policy that does not exist any more. */
const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] };
