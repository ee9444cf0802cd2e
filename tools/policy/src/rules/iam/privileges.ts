import { accounts } from '@malinshopper/environments';
import { alsoBroken, custom } from '../ask';
import { rulesOf } from '../table';
import { actionsLike, type Action } from './actions';
import { escalates, exposesCredentials, takesDataAway } from './dangers';
import { some } from '../in-words';
import { allowed, gives, permissionTypes, unboundedActionsOf } from './permissions';
import { adding, inStatement, noStatement, type Added } from '../statement-asks';

const { id } = accounts.production;
const byArn = 'Name the resources by their ARNs, or by their tags in a condition (aws:ResourceTag, aws:RequestTag)';
const all = { Resource: '*' };
const change = { path: 'network/deploy/change' };
const everyRole = `arn:aws:iam::${id}:role/*`;
const toEc2 = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
const anyTag = { StringEqualsIfExists: { 'aws:ResourceTag/Team': 'network' } };

/**
 * No action of a kind is allowed on every resource. An ARN or a condition that matches all counts as every resource
 * too. Each of `bad` is added as a break.
 */
const notOnAll = (which: (action: Action) => boolean, ...bad: readonly Added[]) =>
  custom(
    (policy, world) => {
      const found = unboundedActionsOf(policy, world).filter(which);
      return found.length > 0 ? `allows ${some(found.map((each) => each.id))} on every resource` : undefined;
    },
    adding(...bad),
  );

/** Returns a statement that allows the action under conditions that every resource meets. */
const onCondition = (Action: string, ...conditions: readonly object[]) =>
  conditions.map((Condition) => ({ Action, Resource: '*', Condition }));

/** Privileges that no policy may grant on every resource, as checkov takes them from cloudsplaining. */
export const privileges = rulesOf(
  permissionTypes,
  {
    CKV_AWS_286: {
      title: 'Policies allow no privilege escalation',
      severity: 'critical',
      covers: 'I1',
      about: gives,
      why: 'An identity that can pass any role, or change any policy, has every permission',
      fix: 'Name the roles by path and name, as in arn:aws:iam::<account>:role/<app>/*',
      ask: alsoBroken(
        notOnAll(
          escalates,
          'iam:PassRole',
          'iam:PutRolePolicy',
          'ssm:SendCommand',
          'iam:*RolePolicy',
          { Action: 'iam:PassRole', Resource: everyRole, Condition: toEc2 },
          ...onCondition('iam:AttachRolePolicy', { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/*' } }),
        ),
        {
          'a deploy may pass every role, not only those of its app': {
            type: 'aws_iam_policy',
            path: 'data/named',
            change: inStatement(({ Action }) => [Action].flat().includes('iam:PassRole'), all),
          },
        },
      ),
    },
    CKV_AWS_287: {
      title: 'Policies expose no credentials of arbitrary identities',
      severity: 'high',
      about: gives,
      why: 'Keys and tokens outlive the session that requested them, and the trail records another identity',
      fix: 'Name the roles or users',
      ask: notOnAll(exposesCredentials, 'sts:AssumeRole', {
        Action: 'iam:CreateAccessKey',
        Resource: `arn:aws:iam::${id}:user/*`,
      }),
    },
    CKV_AWS_288: {
      title: 'Policies allow no data exfiltration',
      severity: 'high',
      about: gives,
      why: 'One stolen identity would expose every bucket, secret and key',
      fix: 'Name the bucket, the secret or the key',
      ask: alsoBroken(
        notOnAll(
          takesDataAway,
          's3:GetObject',
          { Action: 's3:GetObject', Resource: 'arn:aws:s3:::*/*' },
          ...onCondition(
            'kms:Decrypt',
            { Bool: { 'aws:SecureTransport': 'true' } },
            { StringLike: { 'kms:ViaService': '*.amazonaws.com' } },
          ),
        ),
        { 'web servers may read every secret': { path: 'web/identity/database', change: inStatement(0, all) } },
      ),
    },
    CKV_AWS_289: {
      title: 'Policies do not manage permissions of every resource',
      severity: 'high',
      about: gives,
      why: 'A bucket policy or a grant on a key lets others read data that the role itself may not read',
      fix: byArn,
      ask: notOnAll(({ access }) => access === 'Permissions management', 's3:PutBucketPolicy', {
        Action: 'kms:CreateGrant',
        Resource: `arn:aws:kms:eu-west-1:${id}:key/*`,
      }),
    },
    CKV_AWS_290: {
      title: 'Policies do not write to every resource',
      severity: 'medium',
      about: gives,
      why: 'A fault in the program or pipeline of one app would damage all others',
      fix: byArn,
      ask: alsoBroken(
        notOnAll(
          ({ access }) => access === 'Write' || access === 'Tagging',
          ...onCondition(
            'ec2:DeleteVpc',
            { StringEquals: { 'aws:ResourceAccount': id } },
            { StringEquals: { 'aws:PrincipalAccount': id } },
            { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
            { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
            { StringLike: { 'aws:ResourceTag/Team': '?*' } },
          ),
        ),
        {
          'CodeDeploy may take every server out of service': inStatement('TakeOutOfService', all),
          'a deploy may change resources without the tag of its team': {
            ...change,
            change: inStatement(() => true, { Condition: undefined }),
          },
          'a condition also passes without the tag': {
            ...change,
            change: inStatement(({ Condition }) => Condition, { Condition: anyTag }),
          },
        },
      ),
    },
    CKV_AWS_355: {
      title: 'Statements on "*" contain only actions without resource types',
      severity: 'medium',
      about: gives,
      why: 'It allows every resource, although the action could be limited',
      fix: 'Put the actions that have resource types into a statement of their own, with ARNs',
      ask: noStatement(
        allowed,
        ({ actions, resources }) => {
          if (!resources.includes('*')) return undefined;
          const found = actions.flatMap(actionsLike).filter((action) => action.resources.length > 0);
          return found.length > 0 && `allows ${some(found.map((each) => each.id))} on "*"`;
        },
        {
          'a statement with a resource gets all of them': inStatement('HookIntoGroups', all),
          's3:ListBucket is added to actions without resource types': inStatement(0, ({ Action }) =>
            Action.push('s3:ListBucket'),
          ),
        },
      ),
    },
  },
  { type: 'aws_iam_role_policy', path: 'delivery/deployer/deploy' },
);
