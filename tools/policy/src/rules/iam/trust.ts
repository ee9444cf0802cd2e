import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { letsInOtherAccounts, whom } from '../statements';
import { policyPattern } from './actions';
import { inWords } from './in-words';

const known = new WeakMap<Resource, readonly Statement[]>();

/** Who may act as a role: the statements of its trust policy that let somebody. Most rules on roles ask it. */
export function trustOf(role: Resource, world: World): readonly Statement[] {
  const before = known.get(role);
  if (before) return before;
  const trust = statementsOf(role, world, 'assume_role_policy').filter(({ effect }) => effect === 'Allow');
  known.set(role, trust);
  return trust;
}

/** Whether an AWS service may act as a role: `ec2.amazonaws.com`. */
export function isOf(role: Resource, service: string, world: World): boolean {
  return trustOf(role, world).some(({ principals }) => principals?.['Service']?.includes(service));
}

/** The values that a condition demands of a key, by operators that ask for them exactly or by a pattern. */
export function demanded({ conditions }: Statement, wanted: string): readonly string[] | undefined {
  const [found] = Object.entries(conditions)
    .filter(([operator]) => /^(String|Arn)(Equals|Like)$/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([key]) => key.toLowerCase() === wanted.toLowerCase()));
  return found?.[1];
}

/**
 * Services that do not say for whom they act when they assume a role. EC2 hands a role only to instances of the account that
 * the role is in, because a role cannot be passed to another (IAM user guide, "Granting a user permissions to pass a role").
 * CloudTrail user guide, "Role policy document for CloudTrail to use CloudWatch Logs": it supports neither key.
 */
const tellNoSource = ['ec2.amazonaws.com', 'cloudtrail.amazonaws.com'];

const types = ['aws_iam_role'];
const isRoot = (principal: string) => /^(\d{12}|arn:aws:iam::\d{12}:root)$/.test(principal);

export const trustRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_60',
    covers: ['I1'],
    title: 'No role can be assumed by everybody',
    severity: 'critical',
    why: 'Whoever has an AWS account would have ours',
    fix: 'Name the service, the identity provider or the role that may assume it',
    types,
    check: (role, world) => {
      const trust = trustOf(role, world);
      if (trust.length === 0) return 'its trust policy lets in nobody that could be judged';
      // Whatever a condition says: what narrows down a bucket's policy does not hold for who asks to be somebody.
      const open = trust.find(
        ({ principals, notPrincipals }) =>
          notPrincipals ?? Object.values(principals ?? {}).some((who) => who.includes('*')),
      );
      return open && `${inWords(open)} lets in ${whom(open)}`;
    },
  },
  {
    id: 'CKV_AWS_61',
    title: 'No role can be assumed by whoever is in the account',
    severity: 'high',
    why: 'Then every policy of the account that allows sts:AssumeRole decides who may, this one no longer does',
    fix: 'Name the role that may assume it, or its pattern in aws:PrincipalArn where it is made elsewhere',
    types,
    check: (role, world) => {
      const open = trustOf(role, world).find((statement) => {
        const names = demanded(statement, 'aws:PrincipalArn') ?? [];
        const named =
          names.length > 0 && !names.some((name) => policyPattern(name).test('arn:aws:iam::0:role/of-nobody-yet'));
        return (statement.principals?.['AWS'] ?? []).some(isRoot) && !named;
      });
      return open && `${inWords(open)} lets in ${open.principals?.['AWS']?.join(', ')}`;
    },
  },
  {
    id: 'MAL_IAM_2',
    covers: ['I1'],
    title: 'No role can be assumed from another account',
    severity: 'high',
    why: 'Accounts are the border between production and everything else',
    fix: 'Name principals of the own account; CI has an identity of its own in each account',
    types,
    check: (role, world) => {
      const { id } = world.environment.account;
      const foreign = trustOf(role, world).find((statement) => letsInOtherAccounts(statement, id));
      return foreign && `${inWords(foreign)} lets in ${whom(foreign)}`;
    },
  },
  {
    id: 'MAL_IAM_3',
    covers: ['I1'],
    title: 'A role for a service is for that service on behalf of the own account',
    severity: 'medium',
    why: 'Somebody else could have the service act on our resources (IAM user guide, "The confused deputy problem")',
    fix: 'Pass sourceAccount to ServiceRole (libs/constructs), or name the one resource in aws:SourceArn',
    types,
    about: (role, world) => trustOf(role, world).some(({ principals }) => principals?.['Service'] !== undefined),
    check: (role, world) => {
      const { id } = world.environment.account;
      const isOurs = (statement: Statement) =>
        demanded(statement, 'aws:SourceAccount')?.every((account) => account === id) ??
        demanded(statement, 'aws:SourceArn')?.every((arn) => arn.split(':')[4] === id || arn.startsWith('${aws_')) ??
        false;
      for (const statement of trustOf(role, world)) {
        const asking = (statement.principals?.['Service'] ?? []).filter((service) => !tellNoSource.includes(service));
        if (asking.length > 0 && !isOurs(statement)) return `${asking.join(', ')} may use it for whichever account`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_IAM_4',
    title: 'A trust policy lets assume the role, and nothing else',
    severity: 'medium',
    why: 'A pattern of actions would let the session be tagged, or the role be assumed without the proof that was meant',
    fix: 'Action: sts:AssumeRole for services and roles, sts:AssumeRoleWithWebIdentity for identity providers',
    types,
    check: (role, world) => {
      for (const { actions, principals } of trustOf(role, world)) {
        const wanted = principals?.['Federated'] ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
        if (actions.join() !== wanted)
          return `it allows ${actions.join(', ') || 'all but some actions'}, and not only ${wanted}`;
      }
      return undefined;
    },
  },
];
