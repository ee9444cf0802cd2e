import { actionsOf } from '@malinshopper/aws-facts';
import { isExpendable } from '@malinshopper/environments';
import { bucketOfEach, denyLookAlikePaths } from '../buckets';
import type { Scope } from '../scope';
import type { Statement } from '../statement';

const packages = ({ account }: Scope) => bucketOfEach('packages', account);
/** The code of functions: each is a zip with the hash of its content as its name. */
const code = (scope: Scope) => `${packages(scope)}/functions/*.zip`;

export const lookingAtFunctionCode = (scope: Scope): Statement[] => [
  { Sid: 'LookAtFunctionCode', Action: actionsOf(['aws_s3_object'], ['read']), Resource: code(scope) },
  // A deploy has this statement too, so it also covers the writes.
  denyLookAlikePaths([packages(scope)]),
];

const forgettingFunctionCode = (scope: Scope): Statement[] => [
  {
    Sid: 'ForgetFunctionCode',
    Action: actionsOf(['aws_s3_object'], ['delete'], ({ kind }) => kind === 'object'),
    Resource: code(scope),
  },
  {
    Sid: 'VersionsOfFunctionCode',
    Action: 's3:ListBucketVersions',
    Resource: packages(scope),
    Condition: { StringLike: { 's3:prefix': 'functions/*' } },
  },
];

/**
 * Lambda reads the code on behalf of its caller when it creates a function (libs/aws-facts, forwarded calls). S3 uses
 * the key on its behalf, see `KeysForServices`.
 */
export const changingFunctionCode = (scope: Scope): Statement[] => [
  { Sid: 'FunctionCode', Action: actionsOf(['aws_s3_object'], ['create']), Resource: code(scope) },
  // In the other accounts, the team can empty the whole bucket.
  ...(isExpendable(scope.account) ? [] : forgettingFunctionCode(scope)),
];
