import { demandsItsKey, operatorOf } from '@malinshopper/aws-facts';
import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { isOwnAccount, isOwnArn, leadsHome } from './own';

/** Callers that a condition key says something about. */
export type Callers = 'identities' | 'services';

interface NarrowingKey {
  /** The callers of which AWS sends the key. */
  readonly of: readonly Callers[];
  /** Whether a value is the own account's. */
  isOwn(value: string, at: Place): boolean;
}

interface Place {
  readonly policy: Resource;
  readonly world: World;
  /** Whether the value is compared as a text, and not part by part as an ARN. */
  readonly isText: boolean;
}

const account: NarrowingKey['isOwn'] = (value, { world }) => isOwnAccount(value, world);
const arn: NarrowingKey['isOwn'] = (value, { policy, world, isText }) => isOwnArn(value, policy, world, isText);
const reference: NarrowingKey['isOwn'] = (value, { policy, world }) => leadsHome(value, policy, world);
const identities = ['identities'] as const;
const both = ['identities', 'services'] as const;

/**
 * The condition keys that say who calls, and whether a value is the own account's (IAM user guide, "AWS global condition context keys"; KMS
 * developer guide, "AWS KMS condition keys"; S3 user guide, "The meaning of public"). A key that is not in it narrows nothing: an address, a
 * time, a tag and `aws:CalledVia` can be those of every account, and there is no organization of which the repository knows.
 */
const narrowingKeys: Readonly<Record<string, NarrowingKey>> = {
  'aws:principalaccount': { of: identities, isOwn: account },
  'aws:principalarn': { of: identities, isOwn: arn },
  // The id of a role, and what its sessions are called.
  'aws:userid': { of: identities, isOwn: reference },
  'kms:calleraccount': { of: identities, isOwn: account },
  's3:dataaccesspointaccount': { of: identities, isOwn: account },
  'aws:sourcevpc': { of: identities, isOwn: reference },
  'aws:sourcevpce': { of: identities, isOwn: reference },
  // Only AWS itself sends them: who is no service has no such key, and does not pass.
  'aws:sourceaccount': { of: both, isOwn: account },
  'aws:sourcearn': { of: both, isOwn: arn },
};

/** What a service encrypts for, by the ARN of its own resource: it stands under a key of the service's choice. */
const encryptionContext =
  /^kms:encryptioncontext:aws:(logs:arn|sns:topicarn|cloudtrail:arn|sqs:arn|s3:arn|lambda:functionarn)$/;

function keyOf(name: string): NarrowingKey | undefined {
  if (encryptionContext.test(name)) return { of: ['services'], isOwn: arn };
  return Object.hasOwn(narrowingKeys, name) ? narrowingKeys[name] : undefined;
}

/** Whether a condition of a statement lets no one through but the own account: one key with own values is enough, since all have to hold. */
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
