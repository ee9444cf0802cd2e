import { statementsOf } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { custom } from '../ask';
import { inStatement, noStatement, notPublic as noneIsPublic } from '../statement-asks';
import { policiesOf, statementsAbout } from './mailbox';

const everything = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*' } });

/**
 * The policy allows nothing to every principal. `type` is the topic or queue, which can contain a policy itself too.
 */
export const notPublic = (type: 'aws_sns_topic' | 'aws_sqs_queue') =>
  noneIsPublic(statementsOf, {
    'every principal is allowed': inStatement(0, { Principal: '*', Condition: undefined }),
    'every principal is allowed over TLS': inStatement(0, {
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    }),
    'roles of every account are allowed': inStatement(0, {
      Principal: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
    }),
    'requests without a source account are allowed': inStatement(0, {
      Principal: '*',
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '444455556666' } },
    }),
    'every principal is allowed by the policy attribute': { type, path: '', change: (c) => (c.policy = everything) },
  });

/** The policy allows one action and no other. `another` is an action of the same service, for a break. */
export const allowsOnly = (action: string, another: string) =>
  noStatement(
    statementsOf,
    ({ effect, actions, notActions }) =>
      effect === 'Allow' &&
      (notActions.length > 0 || actions.some((each) => each !== action)) &&
      `allows ${actions.join(', ') || 'all but some actions'}`,
    {
      'every action is allowed': inStatement(0, { Action: action.replace(/:.*/, ':*') }),
      [`${another} is allowed too`]: inStatement(0, { Action: [action, another] }),
    },
  );

const isDeny = ({ Effect }: { Effect: string }) => Effect === 'Deny';

/** The policy always denies requests over plain HTTP to every principal. The breaks change the policy. */
export const deniesPlainHttp = (action: RegExp) =>
  custom(
    (mailbox, world) => {
      if (policiesOf(mailbox, world).length === 0) return 'it has no policy';
      const denies = statementsAbout(mailbox, world).some(
        ({ effect, principals, actions, resources, conditions }) =>
          effect === 'Deny' &&
          principals?.['AWS']?.includes('*') &&
          actions.some((each) => action.test(each)) &&
          (resources.includes('*') || world.targets(resources, mailbox.stack).includes(mailbox)) &&
          JSON.stringify(conditions) === '{"Bool":{"aws:SecureTransport":["false"]}}',
      );
      return denies ? undefined : 'no statement denies plain HTTP';
    },
    {
      'there is no policy': remove,
      'no statement denies plain HTTP': inStatement(isDeny, { Effect: 'Allow' }),
      'plain HTTP is denied to one role only': inStatement(isDeny, { Principal: { AWS: 'arn:aws:iam::1:role/one' } }),
      'plain HTTP is denied in one region only': inStatement(isDeny, ({ Condition }) => {
        Condition.StringEquals = { 'aws:RequestedRegion': 'us-east-1' };
      }),
    },
  );
