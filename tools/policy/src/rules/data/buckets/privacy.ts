import { blocks, isTrue, type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { isOpenToTheWorld, letsInOtherAccounts, whom } from '../../statements';
import { must } from '../must';
import { bucketTypes as types, partsOf } from './parts';

const withPolicy = ['aws_s3_bucket', 'aws_s3_bucket_policy'];

/** One of the four locks of a bucket against the public. Each is open where nothing is said. */
const lock = (id: string, attribute: string, tfsec: string, title: string): Rule => ({
  id,
  covers: [`tfsec.s3.${tfsec}`, 'FSBP.S3.8', 'S1'],
  title,
  severity: 'critical',
  why: 'One wrong policy or upload, and everybody reads what is in it',
  fix: `${attribute} = true, as Bucket (libs/constructs) has it`,
  types: ['aws_s3_bucket_public_access_block'],
  check: must(attribute, isTrue),
});

/** What lists of access that were made before there were policies give to whom. */
function givenByLists(bucket: Resource, world: World): readonly string[] {
  const lists = [bucket, ...partsOf(bucket, world, 'aws_s3_bucket_acl')].map(({ config }) => config);
  return lists.flatMap((config) => [
    ...(config['acl'] === undefined ? [] : [String(config['acl'])]),
    ...[...blocks(config['grant']), ...blocks(config['access_control_policy'])].map((grant) => JSON.stringify(grant)),
  ]);
}

const isToEverybody = (given: string) => /public-|authenticated-read|AllUsers|AuthenticatedUsers/.test(given);

/** What everybody could do by an access control list. */
const noPublicList = (id: string, fsbp: string, right: RegExp, does: string): Rule => ({
  id,
  covers: [fsbp, 'tfsec.s3.no-public-access-with-acl'],
  title: `No access control list lets everybody ${does}`,
  severity: 'critical',
  why: 'The names of buckets are guessed by machines, all day',
  fix: 'Leave acl out: the policy of a Bucket says who may do what',
  types,
  check: (bucket, world) => {
    const given = givenByLists(bucket, world).find((each) => isToEverybody(each) && right.test(each));
    return given && `it has the access control list ${given}`;
  },
});

/** That nobody gets into a bucket whom we do not know. */
export const bucketPrivacyRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_6',
    covers: ['FSBP.S3.1', 'AwsSolutions-S2', 'tfsec.s3.specify-public-access-block', 'S1'],
    title: 'Every bucket is locked against the public',
    severity: 'critical',
    why: 'One wrong policy or upload, and everybody reads what is in it',
    fix: 'Make it with Bucket (libs/constructs)',
    types,
    check: (bucket, world) =>
      partsOf(bucket, world, 'aws_s3_bucket_public_access_block').length > 0
        ? undefined
        : 'it has no public access block',
  },
  lock('CKV_AWS_53', 'block_public_acls', 'block-public-acls', 'Every bucket refuses public access control lists'),
  lock('CKV_AWS_54', 'block_public_policy', 'block-public-policy', 'Every bucket refuses a public policy'),
  lock('CKV_AWS_55', 'ignore_public_acls', 'ignore-public-acls', 'Every bucket ignores public access control lists'),
  lock('CKV_AWS_56', 'restrict_public_buckets', 'no-public-buckets', 'No bucket obeys a public policy'),
  noPublicList('CKV_AWS_20', 'FSBP.S3.2', /read|READ|FULL_CONTROL/, 'read'),
  noPublicList('CKV_AWS_57', 'FSBP.S3.3', /write|WRITE|FULL_CONTROL/, 'write'),
  {
    id: 'CKV_AWS_70',
    covers: ['AwsSolutions-S5'],
    title: 'No bucket lets everybody in by its policy',
    severity: 'critical',
    why: 'The names of buckets are guessed by machines, all day',
    fix: 'Name the role or the service in Principal; visitors come through the CDN',
    types: withPolicy,
    check: (resource, world) => {
      const open = statementsOf(resource, world).find(isOpenToTheWorld);
      return open && `statement ${open.sid} lets in everybody`;
    },
  },
  {
    id: 'CKV_AWS_93',
    title: 'No bucket locks out everybody but root',
    severity: 'medium',
    why: 'Then only the root user of the account, whom nobody should have to call, can mend it',
    fix: 'Give the refusal a Condition, or leave the policy itself out of what it refuses',
    types: withPolicy,
    check: (resource, world) => {
      const shut = statementsOf(resource, world).find(
        ({ effect, principals, conditions, actions }) =>
          effect === 'Deny' &&
          (principals?.['AWS'] ?? []).includes('*') &&
          Object.keys(conditions).length === 0 &&
          actions.some((action) => /^(\*|s3:\*|s3:Put(\*|BucketPolicy|Bucket\*))$/i.test(action)),
      );
      return shut && `statement ${shut.sid} refuses ${shut.actions.join(', ')} to everybody, always`;
    },
  },
  {
    id: 'FSBP.S3.6',
    title: 'No bucket lets another account in',
    severity: 'high',
    why: 'Accounts are the border between production and everything else',
    fix: 'Name only principals of the own account',
    types: ['aws_s3_bucket_policy'],
    check: (resource, world) => {
      const { id } = world.environment.account;
      const foreign = statementsOf(resource, world).find((statement) => letsInOtherAccounts(statement, id));
      return foreign && `statement ${foreign.sid} lets in ${whom(foreign)}`;
    },
  },
  {
    id: 'FSBP.S3.12',
    covers: ['CKV_AWS_375', 'CKV2_AWS_43', 'S1'],
    title: 'No bucket obeys access control lists',
    severity: 'medium',
    why: 'Who uploads an object could say who reads it, and its policy would not know',
    fix: 'Make it with Bucket (libs/constructs), and leave acl out',
    types,
    check: (bucket, world) => {
      const [list] = givenByLists(bucket, world);
      if (list) return `it has the access control list ${list}`;
      const controls = partsOf(bucket, world, 'aws_s3_bucket_ownership_controls');
      return controls.length > 0 ? undefined : 'it does not say who owns its objects';
    },
  },
  {
    id: 'CKV2_AWS_65',
    covers: ['S1'],
    title: 'The owner of a bucket owns every object in it',
    severity: 'medium',
    why: 'Else an object belongs to who uploaded it, who may then keep it from us',
    fix: "objectOwnership: 'BucketOwnerEnforced', as Bucket (libs/constructs) has it",
    types: ['aws_s3_bucket_ownership_controls'],
    check: ({ config }) => {
      const owners = blocks(config['rule']).map(({ object_ownership: owner }) => String(owner));
      return owners.join() === 'BucketOwnerEnforced' ? undefined : `object_ownership is ${owners.join() || 'not set'}`;
    },
  },
];
