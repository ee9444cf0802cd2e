import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Reply } from './call';
import type { Asked } from './operation';

/** In which moto's process names the parameters of a call that it did not look at (`src/moto/unread.py`). */
export const UNREAD = 'x-embedded-aws-unread';

/** Calls that change nothing, so that they may be refused when they have been answered. */
const READING = /^(Describe|Filter|Get|List|Lookup|Search|Select|Simulate)|^(GET|HEAD) /;

/**
 * How long a page may be, in the words of all services. A list without pages is answered whole, and nothing is lost; a token is not
 * among them, as nobody has given one out.
 */
const PAGE_SIZE = new Set(
  'limit Limit MaxItems maxItems maxitems MaxRecords MaxResults maxResults max-keys max-uploads PageSize'.split(' '),
);
/** Of S3's lists. An answer says whether its keys are encoded; these are not. */
const ENCODING = 'encoding-type';

/** Parameters that the gateway heeds itself, before or after moto has answered. */
const HEEDED: Readonly<Record<string, readonly string[]>> = {
  // Its only value is domain-name, which is all that is told of an address.
  'ec2:DescribeAddressesAttribute': ['Attribute'],
  'rds:DescribeDBParameters': ['Source'],
  // No load balancer has reserved capacity, so that all are answered alike.
  'elasticloadbalancing:DescribeCapacityReservation': ['LoadBalancerArn'],
  'cloudtrail:DescribeTrails': ['trailNameList'],
  // Its only value is Share.
  'ssm:DescribeDocumentPermission': ['PermissionType'],
  'monitoring:DescribeAlarms': ['AlarmTypes'],
};

/**
 * Refuses the answer to a call that only reads, if moto left a parameter of it out without a word: AWS heeds it, or refuses it.
 * @returns the answer without the header that told of it
 */
export function heeded(service: string, asked: Asked, reply: Reply, log: (line: string) => void): Reply {
  const { [UNREAD]: header, ...headers } = reply.headers;
  if (header === undefined) return reply;
  const ours = HEEDED[`${service}:${asked.name}`] ?? [];
  const left = header.split(',').filter((name) => !PAGE_SIZE.has(name) && name !== ENCODING && !ours.includes(name));
  const answered = { ...reply, headers };
  if (left.length === 0 || reply.status >= 400) return answered;
  if (!READING.test(asked.name)) {
    log(`not heeded by moto: ${left.join(', ')} of ${service}:${asked.name}`);
    return answered;
  }
  return failureReply(
    asked.protocol,
    new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not heed ${left.join(', ')} of ${service}:${asked.name}: moto leaves it out without a word. Call without ` +
        `it, or complete the operation in tools/local-aws/src/services.`,
    ),
  );
}
