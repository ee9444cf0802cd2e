import { demandsItsKey, operatorOf } from '@malinshopper/aws-facts';
import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { isOwnAccount, isOwnArn, leadsHome } from './own';

/** The kind of callers for which AWS sends a condition key. */
export type Callers = 'identities' | 'services';

interface NarrowingKey {
  /** The callers for which AWS sends the key. */
  readonly of: readonly Callers[];
  /** True if a value belongs to this account. */
  isOwn(value: string, at: Place): boolean;
}

interface Place {
  readonly policy: Resource;
  readonly world: World;
  /** True if the value is compared as a text, and not part by part as an ARN. */
  readonly isText: boolean;
}

const account: NarrowingKey['isOwn'] = (value, { world }) => isOwnAccount(value, world);
const arn: NarrowingKey['isOwn'] = (value, { policy, world, isText }) => isOwnArn(value, policy, world, isText);
const reference: NarrowingKey['isOwn'] = (value, { policy, world }) => leadsHome(value, policy, world);
const identities = ['identities'] as const;
const both = ['identities', 'services'] as const;

/**
 * The condition keys that identify the caller, each with a check that a value belongs to this account (IAM user guide,
 * "AWS global condition context keys"; KMS developer guide, "AWS KMS condition keys"; S3 user guide, "The meaning of
 * public"). No other key restricts a statement to this account: an address, a time, a tag and `aws:CalledVia` can come
 * from every account, and this repository has no organization.
 */
const narrowingKeys: Readonly<Record<string, NarrowingKey>> = {
  'aws:principalaccount': { of: identities, isOwn: account },
  'aws:principalarn': { of: identities, isOwn: arn },
  // The id of a role, followed by the name of its session.
  'aws:userid': { of: identities, isOwn: reference },
  'kms:calleraccount': { of: identities, isOwn: account },
  's3:dataaccesspointaccount': { of: identities, isOwn: account },
  'aws:sourcevpc': { of: identities, isOwn: reference },
  'aws:sourcevpce': { of: identities, isOwn: reference },
  // Only AWS services send these keys: a request of another caller lacks them, and does not match.
  'aws:sourceaccount': { of: both, isOwn: account },
  'aws:sourcearn': { of: both, isOwn: arn },
};

/** The encryption context of a service: it contains the ARN of the resource under a key that the service chooses. */
const encryptionContext =
  /^kms:encryptioncontext:aws:(logs:arn|sns:topicarn|cloudtrail:arn|sqs:arn|s3:arn|lambda:functionarn)$/;

function keyOf(name: string): NarrowingKey | undefined {
  if (encryptionContext.test(name)) return { of: ['services'], isOwn: arn };
  return Object.hasOwn(narrowingKeys, name) ? narrowingKeys[name] : undefined;
}

/**
 * True if the conditions of a statement exclude all callers outside this account. One key with values of this account
 * is enough, since all conditions have to match.
 */
export function isNarrowedToOwn({ conditions }: Statement, callers: Callers, policy: Resource, world: World): boolean {
  return Object.entries(conditions).some(([operator, keys]) => {
    if (!demandsItsKey(operator)) return false;
    const isText = operatorOf(operator)?.compares === 'text' && /like/i.test(operator);
    return Object.entries(keys).some(([name, values]) => {
      const key = keyOf(name.toLowerCase());
      return (
        key?.of.includes(callers) === true &&
        values.length > 0 &&
        values.every((value) => key.isOwn(value, { policy, world, isText }))
      );
    });
  });
}
