import { accounts } from '@malinshopper/environments';
import { all, alsoBroken, custom } from '../ask';
import { principalText } from '../statements';
import { rulesOf } from '../table';
import { policyPattern } from './actions';
import { inTrust, noStatement, notPublic, onBehalfOfOwnAccount, ownAccountOnly, roles } from '../statement-asks';
import { demanded, trustOf } from '../trust';

const { id } = accounts.production;
const isRoot = (principal: string) => /^(\d{12}|arn:aws:iam::\d{12}:root)$/.test(principal);

/** A trust policy that allows nothing has no statement for the other rules to judge. */
const isNotEmpty = custom(
  (role, world) => (trustOf(role, world).length > 0 ? undefined : 'its trust policy allows nothing'),
  { 'the trust policy only denies': inTrust({ Effect: 'Deny' }) },
);

export const trustPolicies = rulesOf(
  'aws_iam_role',
  {
    CKV_AWS_60: {
      title: 'Trust policies are not public',
      severity: 'critical',
      covers: 'I1',
      why: 'Any AWS account could assume the role',
      fix: 'Name the service, the identity provider or the role that may assume it',
      // Conditions do not count: a condition that narrows a bucket policy does not narrow the assumption of a role.
      ask: all(
        isNotEmpty,
        notPublic(trustOf, {
          'Principal is *': inTrust({ Principal: '*' }),
          'Principal is * of AWS, without a condition': inTrust({ Principal: { AWS: ['*'] }, Condition: undefined }),
          'NotPrincipal is one role': inTrust({
            Principal: undefined,
            NotPrincipal: { AWS: `arn:aws:iam::${id}:role/one` },
          }),
        }),
      ),
    },
    CKV_AWS_61: {
      title: 'Trust policies do not allow the whole account',
      severity: 'high',
      why: 'Every policy in the account with sts:AssumeRole would decide in place of the trust policy',
      fix: 'Name the role that may assume it, or its pattern in aws:PrincipalArn if it is created elsewhere',
      ask: noStatement(
        trustOf,
        (statement) => {
          const names = demanded(statement, 'aws:PrincipalArn') ?? [];
          const isNamed =
            names.length > 0 && !names.some((name) => policyPattern(name).test('arn:aws:iam::0:role/of-no-resource'));
          return !isNamed && statement.principals?.['AWS']?.some(isRoot) && `allows ${principalText(statement)}`;
        },
        {
          'the root of the account may assume a role': inTrust({ Principal: { AWS: `arn:aws:iam::${id}:root` } }),
          'every role may assume the break-glass role': {
            ...roles.people,
            change: inTrust(({ Condition }) => (Condition.ArnLike['aws:PrincipalArn'] = 'arn:aws:iam::*:role/*')),
          },
        },
      ),
    },
    MAL_IAM_2: {
      title: 'Trust policies allow no other account',
      severity: 'high',
      covers: 'I1',
      why: 'Accounts are the boundary between production and everything else',
      fix: 'Name principals of this account; CI has an identity of its own in each account',
      ask: ownAccountOnly(trustOf, 'assume_role_policy'),
    },
    MAL_IAM_3: {
      title: 'Services assume roles on behalf of this account',
      severity: 'medium',
      covers: 'I1',
      about: (role, world) => trustOf(role, world).some(({ principals }) => principals?.['Service'] !== undefined),
      why: 'Another account could make the service act on resources of this account (IAM user guide, "The confused deputy problem")',
      fix: 'Pass sourceAccount to ServiceRole (libs/constructs), or name the one resource in aws:SourceArn',
      ask: alsoBroken(onBehalfOfOwnAccount(trustOf, 'assume_role_policy'), {
        'flow logs are also delivered without a source account': {
          path: 'flow-log/role/Resource',
          change: inTrust({ Condition: { StringEqualsIfExists: { 'aws:SourceAccount': id } } }),
        },
      }),
    },
    MAL_IAM_4: {
      title: 'Trust policies allow only the action that assumes the role',
      severity: 'medium',
      why: 'A pattern of actions also allows session tags, or another proof of identity than the intended one',
      fix: 'Set Action to sts:AssumeRole for services and roles, to sts:AssumeRoleWithWebIdentity for identity providers',
      ask: noStatement(
        trustOf,
        ({ actions, principals }) => {
          const wanted = principals?.['Federated'] ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
          return (
            actions.join() !== wanted &&
            `allows ${actions.join(', ') || 'all but some actions'}, and not only ${wanted}`
          );
        },
        {
          'a service may tag the session of a role': inTrust({ Action: ['sts:AssumeRole', 'sts:TagSession'] }),
          'workflows may use all of STS': { ...roles.ci, change: inTrust({ Action: 'sts:*' }) },
        },
      ),
    },
  },
  roles.app,
);
