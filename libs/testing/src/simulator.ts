import {
  createValidatedPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
  type ValidatedPolicy,
} from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Account } from '@malinshopper/environments';

/** A statement as it stands in a synthesized policy, its tokens replaced by what Terraform would put there. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A call to AWS, in the words of IAM. */
export interface Call {
  /** What it would mean, to read in a test's name. */
  readonly what: string;
  readonly action: string;
  /** An ARN, or `*` where AWS knows no resources. */
  readonly resource: string;
  /** The condition keys that the call brings along, besides who makes it. @default - the account's region */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The account of the resource. @default - the caller's own */
  readonly accountId?: string;
}

/** Somebody who makes calls. */
export interface Caller {
  readonly account: Account;
  /** The ARN of his role or user, with its path; or of an identity provider, for a call that nobody has signed. */
  readonly arn: string;
  /** What his own policies say. */
  readonly statements: readonly Statement[];
  /** What his boundary says. @default - he has none */
  readonly boundary?: readonly Statement[];
  /** The team that his role's tag says. */
  readonly team?: string;
}

type Kind = 'identity' | 'resource';
const known: Record<Kind, WeakMap<readonly Statement[], Map<string, ValidatedPolicy>>> = {
  identity: new WeakMap(),
  resource: new WeakMap(),
};

const list = (value: string | readonly string[] = []) => [value].flat();

/** Whether a statement has a say in an action. */
const isAbout = ({ Action, NotAction }: Statement, action: string) =>
  NotAction !== undefined ||
  list(Action).some((pattern) => new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i').test(action));

/** A policy, without what is about other actions, and looked through once only: thousands of calls are asked about. */
function document(statements: readonly Statement[], action: string, kind: Kind): ValidatedPolicy {
  const ofStatements = known[kind].get(statements) ?? new Map<string, ValidatedPolicy>();
  known[kind].set(statements, ofStatements);
  const before = ofStatements.get(action);
  if (before) return before;
  const validate = kind === 'identity' ? validateIdentityPolicy : validateResourcePolicy;
  const Statement = statements.filter((statement) => isAbout(statement, action));
  const made = createValidatedPolicy({ Version: '2012-10-17', Statement }, validate);
  ofStatements.set(action, made);
  return made;
}

/** STS names a session by the role without its path; what policies compare with is the role's own ARN (`aws:PrincipalArn`). */
export function principalOf({ arn, account }: Caller): string {
  const [, role] = /:role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return role ? `arn:aws:sts::${account.id}:assumed-role/${role}/session` : arn;
}

/**
 * Whether AWS would allow a call, by the policies of the caller, his boundary, and that of the resource.
 * @throws if the call is none of AWS
 */
export async function isAllowed(
  { action, resource, context = {}, accountId }: Call,
  caller: Caller,
  resourcePolicy?: readonly Statement[],
): Promise<boolean> {
  const { account } = caller;
  // A key's policy has a say in everything: ours leaves it to the account (libs/constructs, EncryptionKey).
  const keyPolicy: Statement = {
    Sid: 'AccountDecidesByIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const ofResource = action.startsWith('kms:') && resource !== '*' ? [keyPolicy] : resourcePolicy;
  const ask = (about: string) =>
    runSimulation(
      {
        request: {
          principal: principalOf(caller),
          action,
          resource: { resource: about, accountId: accountId ?? account.id },
          contextVariables: {
            'aws:RequestedRegion': account.region,
            'aws:PrincipalArn': caller.arn,
            ...(caller.team && { 'aws:PrincipalTag/Team': caller.team }),
            ...(context as Record<string, string | string[]>),
          },
        },
        identityPolicies: [{ name: 'own', policy: document(caller.statements, action, 'identity') }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(ofResource && { resourcePolicy: document(ofResource, action, 'resource') }),
        ...(caller.boundary && {
          permissionBoundaryPolicies: [{ name: 'boundary', policy: document(caller.boundary, action, 'identity') }],
        }),
      },
      {},
    );
  const first = await ask(resource);
  // Backup's recovery points have addresses of which all others of Backup could be one: all that begin so are asked about.
  const isAmbiguous = first.resultType === 'error' && first.errors.message === 'multiple.resource.types';
  const answer = isAmbiguous ? await ask(`${resource}*`) : first;
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  throw new Error(
    `The simulator cannot judge ${action} on ${resource}: ${JSON.stringify(answer.errors).slice(0, 500)}. ` +
      `Write action and resource as the Service Authorization Reference does.`,
  );
}
