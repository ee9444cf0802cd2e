import {
  createValidatedPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
  type ValidatedPolicy,
} from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { isActionLike, type Call, type WrittenStatement } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { rememberResourceTypes } from './remembered-resource-types';

rememberResourceTypes();

/** A statement of a synthesized policy, with its tokens replaced by the values that Terraform would insert. */
export type Statement = WrittenStatement;

export type { Call } from '@malinshopper/aws-facts';

/** A role or user that makes calls. */
export interface Caller {
  readonly account: Account;
  /** The ARN of the role or user, with its path; or of an identity provider, for a call without a signature. */
  readonly arn: string;
  /** The statements of its own policies. */
  readonly statements: readonly Statement[];
  /** The statements of its boundary. @default - it has none */
  readonly boundary?: readonly Statement[];
  /** The team in the role's tag. */
  readonly team?: string;
}

const list = (value: string | readonly string[] = []) => [value].flat();

/** Caches each result of a function: the tables make thousands of calls, and a third of them are repeated. */
function memoized<K, V>(known: { get(key: K): V | undefined; set(key: K, value: V): unknown }, answer: (key: K) => V) {
  return (key: K): V => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = answer(key);
    known.set(key, made);
    return made;
  };
}

/** A statement as text. */
const written = memoized(new WeakMap<Statement, string>(), (statement) => JSON.stringify(statement));

/** Returns whether a statement applies to an action. */
const isAbout = ({ Action, NotAction }: Statement, action: string) =>
  NotAction !== undefined || list(Action).some((pattern) => isActionLike(pattern, action));

/** Those of some statements that apply to an action, as text. */
const about = (statements: readonly Statement[], action: string) =>
  statements
    .filter((statement) => isAbout(statement, action))
    .map(written)
    .join();

const policyOf = (statements: string) => ({
  Version: '2012-10-17',
  Statement: JSON.parse(`[${statements}]`) as unknown,
});
/** The validated policy of some statements (as text). */
const identityPolicy = memoized(new Map<string, ValidatedPolicy>(), (statements) =>
  createValidatedPolicy(policyOf(statements), validateIdentityPolicy),
);
const resourcePolicy = memoized(new Map<string, ValidatedPolicy>(), (statements) =>
  createValidatedPolicy(policyOf(statements), validateResourcePolicy),
);

/** STS names a session by the role without its path; policies compare with the role's own ARN (`aws:PrincipalArn`). */
export function principalOf({ arn, account }: Caller): string {
  const [, role] = /:role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return role ? `arn:aws:sts::${account.id}:assumed-role/${role}/session` : arn;
}

/** A call, its caller and the policies that apply: all inputs of the decision. */
interface Question {
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  readonly principal: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** The statements that apply to the action, as text: of the caller, the resource and the boundary. */
  readonly own: string;
  readonly ofResource?: string;
  readonly boundary?: string;
}

const simulated = (question: Question, resource: string) =>
  runSimulation(
    {
      request: {
        principal: question.principal,
        action: question.action,
        resource: { resource, accountId: question.accountId },
        contextVariables: question.context as Record<string, string | string[]>,
      },
      identityPolicies: [{ name: 'own', policy: identityPolicy(question.own) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(question.ofResource !== undefined && { resourcePolicy: resourcePolicy(question.ofResource) }),
      ...(question.boundary !== undefined && {
        permissionBoundaryPolicies: [{ name: 'boundary', policy: identityPolicy(question.boundary) }],
      }),
    },
    {},
  );

/** The decision for a question (as text). */
const answered = memoized(new Map<string, Promise<boolean>>(), async (text) => {
  const question = JSON.parse(text) as Question;
  const { action, resource } = question;
  const first = await simulated(question, resource);
  // The pattern of a recovery point matches every other ARN of AWS Backup. Therefore all resource types with the same
  // prefix are tested.
  const isAmbiguous = first.resultType === 'error' && first.errors.message === 'multiple.resource.types';
  const answer = isAmbiguous ? await simulated(question, `${resource}*`) : first;
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  throw new Error(
    `The simulator cannot judge ${action} on ${resource}: ${JSON.stringify(answer.errors).slice(0, 500)}. ` +
      `Write action and resource as the Service Authorization Reference does.`,
  );
});

/**
 * Returns whether AWS would allow a call, by the policies of the caller, its boundary and the resource.
 * @throws if AWS has no such call
 */
export async function isAllowed(
  { action, resource, context = {}, accountId }: Call,
  caller: Caller,
  policyOfResource?: readonly Statement[],
): Promise<boolean> {
  const { account, statements, boundary } = caller;
  // A key's policy always counts: here it lets the account's IAM policies decide (libs/constructs, EncryptionKey).
  const keyPolicy: Statement = {
    Sid: 'AccountDecidesByIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const ofResource = action.startsWith('kms:') && resource !== '*' ? [keyPolicy] : policyOfResource;
  const question: Question = {
    action,
    resource,
    accountId: accountId ?? account.id,
    principal: principalOf(caller),
    context: {
      'aws:RequestedRegion': account.region,
      'aws:PrincipalArn': caller.arn,
      ...(caller.team && { 'aws:PrincipalTag/Team': caller.team }),
      ...context,
    },
    own: about(statements, action),
    ...(ofResource && { ofResource: about(ofResource, action) }),
    ...(boundary && { boundary: about(boundary, action) }),
  };
  return answered(JSON.stringify(question));
}
