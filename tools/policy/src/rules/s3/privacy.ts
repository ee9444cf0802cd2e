import { blocks, type Resource, type World, statementsOf } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { custom, on, oneOf } from '../ask';
import { allowing, noStatement, noForeignPrincipals, notPublic } from '../statement-asks';
import { rulesOf, type Row } from '../table';
import { broken, brokenPolicy, hasPart, placeOf } from './bucket-parts';
import { partsOf } from './parts';

/** One of the four settings of a public access block, which are off by default. */
const blocked = (attribute: string, tfsec: string, title: string): Row => ({
  title,
  severity: 'critical',
  covers: `tfsec.s3.${tfsec} FSBP.S3.8 S1`,
  why: 'One wrong policy or upload would publish the content of the bucket',
  fix: `Set ${attribute}, or use Bucket (libs/constructs)`,
  ask: on(attribute),
});

const publicAccessBlocks = rulesOf(
  'aws_s3_bucket_public_access_block',
  {
    CKV_AWS_53: blocked('block_public_acls', 'block-public-acls', 'Buckets block public access control lists'),
    CKV_AWS_54: blocked('block_public_policy', 'block-public-policy', 'Buckets block public policies'),
    CKV_AWS_55: blocked('ignore_public_acls', 'ignore-public-acls', 'Buckets ignore public access control lists'),
    CKV_AWS_56: blocked('restrict_public_buckets', 'no-public-buckets', 'Buckets restrict access by public policies'),
  },
  placeOf('public-access'),
);

/** The grants of a bucket's access control lists. */
function grantsOf(bucket: Resource, world: World): readonly string[] {
  const lists = [bucket, ...partsOf(bucket, world, 'aws_s3_bucket_acl')].map(({ config }) => config);
  return lists.flatMap((config) => [
    ...(config['acl'] === undefined ? [] : [String(config['acl'])]),
    ...[...blocks(config['grant']), ...blocks(config['access_control_policy'])].map((grant) => JSON.stringify(grant)),
  ]);
}

const isPublic = (grant: string) => /public-|authenticated-read|AllUsers|AuthenticatedUsers/.test(grant);
const uri = 'http://acs.amazonaws.com/groups/global/AllUsers';

/** A rule that no access control list grants the public a permission. */
const noPublicGrant = (does: string, permitted: RegExp, fsbp: string, acl: string, permission: string): Row => ({
  title: `Access control lists allow no public ${does}`,
  severity: 'critical',
  covers: `${fsbp} tfsec.s3.no-public-access-with-acl`,
  why: 'Bots guess bucket names all the time',
  fix: 'Leave acl out, and use the policy of the Bucket',
  ask: custom(
    (bucket, world) => {
      const found = grantsOf(bucket, world).find((grant) => isPublic(grant) && permitted.test(grant));
      return found && `has the access control list ${found}`;
    },
    {
      [`acl is ${acl}`]: (config) => (config.acl = acl),
      [`a grant gives the public ${permission}`]: (config) =>
        (config.grant = [{ type: 'Group', uri, permissions: [permission] }]),
    },
  ),
});

const bucketAccess = rulesOf(
  'aws_s3_bucket',
  {
    CKV2_AWS_6: {
      title: 'Buckets have a public access block',
      severity: 'critical',
      covers: 'FSBP.S3.1 AwsSolutions-S2 tfsec.s3.specify-public-access-block S1',
      why: 'One wrong policy or upload would publish the content of the bucket',
      fix: 'Use Bucket (libs/constructs)',
      ask: hasPart('public-access'),
    },
    CKV_AWS_20: noPublicGrant('reading', /read|READ|FULL_CONTROL/, 'FSBP.S3.2', 'public-read', 'READ'),
    CKV_AWS_57: noPublicGrant('writing', /write|WRITE|FULL_CONTROL/, 'FSBP.S3.3', 'public-read-write', 'FULL_CONTROL'),
    'FSBP.S3.12': {
      title: 'Buckets use no access control lists',
      severity: 'medium',
      covers: 'CKV_AWS_375 CKV2_AWS_43 S1',
      why: 'The uploader of an object could grant access to it, against the policy',
      fix: 'Use Bucket (libs/constructs), and leave acl out',
      ask: custom(
        (bucket, world) => {
          const [grant] = grantsOf(bucket, world);
          if (grant) return `has the access control list ${grant}`;
          return partsOf(bucket, world, 'aws_s3_bucket_ownership_controls').length > 0
            ? undefined
            : 'has no object ownership';
        },
        {
          'a bucket has an access control list': (config) => (config.acl = 'private'),
          'a bucket sets no object ownership': broken('ownership', remove),
        },
      ),
    },
    CKV2_AWS_65: {
      title: 'Buckets own all objects in them',
      severity: 'medium',
      covers: 'S1',
      types: ['aws_s3_bucket_ownership_controls'],
      why: 'An object would belong to its uploader, and the account could not read it',
      fix: "Set objectOwnership to 'BucketOwnerEnforced', or use Bucket (libs/constructs)",
      ask: oneOf('rule.object_ownership', 'BucketOwnerEnforced'),
      tried: placeOf('ownership'),
    },
  },
  placeOf('Resource'),
);

const reading = (statement: object) => ({
  ...placeOf('policy'),
  change: allowing({ Action: 's3:GetObject', ...statement }),
});
const everyoneIf = (Condition: object) => reading({ Principal: '*', Condition });

const bucketPolicies = rulesOf(['aws_s3_bucket', 'aws_s3_bucket_policy'], {
  CKV_AWS_70: {
    title: 'Bucket policies are not public',
    severity: 'critical',
    covers: 'AwsSolutions-S5',
    why: 'Bots guess bucket names all the time',
    fix: 'Name the role or service in Principal; visitors use the CDN',
    ask: notPublic(statementsOf, {
      'a policy allows the public to read': reading({ Principal: '*' }),
      'a policy allows all accounts to read': reading({ Principal: { AWS: ['*'] } }),
      'a bucket has a public policy in its own attribute': {
        ...placeOf('Resource'),
        change: (config) => {
          const Statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
          config.policy = JSON.stringify({ Statement });
        },
      },
      'a policy allows callers without an account': everyoneIf({
        StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' },
      }),
      'a policy allows roles of all accounts': everyoneIf({
        StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
      }),
      'a policy allows all accounts by their length': everyoneIf({
        StringLike: { 'aws:PrincipalAccount': '????????????' },
      }),
      'a policy allows all but one role': reading({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/one' } }),
    }),
  },
  CKV_AWS_93: {
    title: 'Bucket policies allow roles other than the root user to change the policy',
    severity: 'medium',
    why: 'Otherwise only the root user, which is for emergencies, could repair the bucket',
    fix: 'Add a Condition to the denial, or exclude the actions on the policy from it',
    ask: noStatement(
      statementsOf,
      ({ effect, principals, conditions, actions }) =>
        effect === 'Deny' &&
        (principals?.['AWS'] ?? []).includes('*') &&
        Object.keys(conditions).length === 0 &&
        actions.some((action) => /^(\*|s3:\*|s3:Put(\*|BucketPolicy|Bucket\*))$/i.test(action)) &&
        `denies all principals ${actions.join(', ')} without a condition`,
      { 'a policy denies all principals all actions': brokenPolicy(([deny]) => delete deny.Condition) },
    ),
  },
  'FSBP.S3.6': {
    title: 'Bucket policies allow no other account',
    severity: 'high',
    types: ['aws_s3_bucket_policy'],
    why: 'Accounts separate production from all other environments',
    fix: 'Name only principals of the same account',
    ask: noForeignPrincipals(statementsOf, ['account', 'public'], {
      'a policy allows another account to read': reading({ Principal: { AWS: 'arn:aws:iam::999999999999:root' } }),
      'a policy allows all accounts but one': reading({ NotPrincipal: { AWS: '999999999999' } }),
    }),
  },
});

/** Access to buckets. */
export const bucketPrivacy = [...publicAccessBlocks, ...bucketAccess, ...bucketPolicies];
