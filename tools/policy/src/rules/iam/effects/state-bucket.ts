import { stateBucket } from '@malinshopper/environments';
import { stateBucketRows } from '../../../forbidden';
import { alsoBroken, custom } from '../../ask';
import { inStatement } from '../../statement-asks';
import { rulesOf } from '../../table';
import { decisionsOf, once, statePolicyOf } from './decided';
import { id, without } from './made-worse';

const rows = once((account) =>
  stateBucketRows(account)
    .filter(({ may }) => !may)
    .map(({ who, action, key, compared }) => ({
      what: 'do it',
      caller: who,
      action,
      resource: `arn:aws:s3:::${stateBucket(account)}${key}`,
      context: { 'aws:PrincipalArn': who, 's3:TlsVersion': '1.3', 'aws:SecureTransport': 'true', ...compared },
    })),
);

export const effectsOfStateBucket = rulesOf('aws_s3_bucket_policy', {
  MAL_S3_10: {
    title:
      "The bucket of the states allows only an app's own deploys to write its state, and only dependent apps to read it",
    severity: 'critical',
    covers: 'I2',
    about: (policy, world) => statePolicyOf(world) === policy,
    why: 'A writer of a state controls the next deploy of another team; a reader gets every value in it',
    fix: 'Restore the statement (apps/account/src/access/state-bucket-policy.ts), or change the table (tools/policy/src/forbidden/state-bucket.ts)',
    ask: alsoBroken(
      custom(
        (policy, world) => {
          const decisions = decisionsOf(policy, world);
          const row = rows(world.environment.account).find((call) => decisions.of(call) !== 'Deny');
          return row && `nothing denies ${row.caller} ${row.action} on ${row.resource}`;
        },
        {
          'every role may write the state of the network': without('WriteNetwork'),
          'versions of states may be deleted': without('VersionsStay'),
        },
      ),
      {
        'a role of an app is an exception': inStatement('WriteData', ({ Condition }) =>
          Condition.ArnNotLike['aws:PrincipalArn'].push(`arn:aws:iam::${id}:role/compute/*`),
        ),
      },
    ),
    tried: { path: 'account/state/policy' },
  },
});
