import type { Statement } from '@malinshopper/synthesized';
import { demanding } from '../statements';
import { coversAll } from './covers';

/** A test of what a condition demands: whether a value says less than "any". */
type Says = (value: string) => boolean;

const something: Says = (value) => !/^[*?]+$/.test(value);
/** `s3.eu-west-1.amazonaws.com`, and not `*.amazonaws.com`. */
const aService: Says = (value) => /^[a-z0-9-]+\./i.test(value);
/** An ARN that is not of all policies there are, as `arn:aws:iam::*:policy/*` is. */
const anArn =
  (ofType: string): Says =>
  (value) =>
    something(value) && !coversAll(value, ofType);
const aPolicy = anArn('arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}');

/**
 * The conditions that say which resources are meant, by their keys; every other says it of none. That a request comes from our
 * account, at a time, from a place, over TLS or by whomever is true of every request; to which service a role may be passed
 * does not say which role; and what resources belong to our account is all of them.
 */
const narrowing: readonly (readonly [key: RegExp, says: Says])[] = [
  [/^aws:(resource|request)tag\/./i, something],
  [/^iam:(permissionsboundary|policyarn)$/i, aPolicy],
  [/^iam:awsservicename$/i, aService],
  [/^kms:viaservice$/i, aService],
  [/^cloudwatch:namespace$/i, something],
  // Tags of what a call has just made, and of nothing that was there before.
  [/^ec2:createaction$/i, something],
];

/** Whether a statement is narrowed down by a condition: on tags, on names, or on the service that asks. */
export function isNarrowed({ conditions }: Statement): boolean {
  return Object.entries(conditions).some(
    ([operator, keys]) =>
      demanding.test(operator) &&
      Object.entries(keys).some(([key, values]) =>
        narrowing.some(([wanted, says]) => wanted.test(key) && values.every(says)),
      ),
  );
}
