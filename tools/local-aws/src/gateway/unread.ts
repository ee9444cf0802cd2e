import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import { namesIn, writtenActions } from '../writes';
import { READING } from '../writes/reading';
import type { Reply } from './call';
import type { Asked } from './operation';

/** The header in which moto's process names the parameters of a call that it did not read (`src/moto/unread.py`). */
export const UNREAD = 'x-embedded-aws-unread';

/**
 * The parameters for the size of a page, in all services. A list without pages is answered whole, and nothing is lost;
 * a token is not among them, because no answer has issued one.
 */
const PAGE_SIZE = new Set(
  'limit Limit MaxItems maxItems maxitems MaxRecords MaxResults maxResults max-keys max-uploads PageSize'.split(' '),
);
/** For S3's lists. An answer reports whether its keys are encoded; these are not. */
const ENCODING = 'encoding-type';

/** Parameters that the gateway handles itself, before or after moto has answered. */
const HEEDED: Readonly<Record<string, readonly string[]>> = {
  // Its only value is domain-name, which is the only attribute in the answer.
  'ec2:DescribeAddressesAttribute': ['Attribute'],
  // No image is deprecated here: moto has no EnableImageDeprecation.
  'ec2:DescribeImages': ['IncludeDeprecated'],
  'rds:DescribeDBParameters': ['Source'],
  // No load balancer has reserved capacity, so that all have the same answer.
  'elasticloadbalancing:DescribeCapacityReservation': ['LoadBalancerArn'],
  'cloudtrail:DescribeTrails': ['trailNameList'],
  // Its only value is Share.
  'ssm:DescribeDocumentPermission': ['PermissionType'],
  'monitoring:DescribeAlarms': ['AlarmTypes'],
};

/** They distinguish a repeated request from a second request: each is answered once here. */
const TOKENS = new Set('CallerReference ClientRequestToken ClientToken CreatorRequestId IdempotencyToken'.split(' '));

/**
 * Refuses the answer to a call if moto ignored one of its parameters silently: AWS handles it, or refuses it. A call
 * that changes something has been refused before (`src/writes`), unless moto's code names the parameter and did not
 * read it this time.
 * @returns the answer without the header of unread parameters
 */
export function heeded(service: string, asked: Asked, reply: Reply, log: (line: string) => void): Reply {
  const { [UNREAD]: header, ...headers } = reply.headers;
  if (header === undefined) return reply;
  const answered = { ...reply, headers };
  const reads = READING.test(asked.name);
  const known = reads ? ofReading(service, asked) : ofWriting(service, asked);
  const left = header.split(',').filter((name) => !known(name));
  if (left.length === 0 || reply.status >= 400) return answered;
  const what = `${left.join(', ')} of ${service}:${asked.name}`;
  if (!reads) log(`not heeded by moto: ${what}`);
  return failureReply(
    asked.protocol,
    new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not heed ${what}: moto ignores it silently${reads ? '' : ', and has done the rest'}. Call without ` +
        `it, or complete the operation in tools/local-aws/src/services.`,
    ),
  );
}

function ofReading(service: string, { name: action }: Asked): (name: string) => boolean {
  const ours = HEEDED[`${service}:${action}`] ?? [];
  return (name) => PAGE_SIZE.has(name) || name === ENCODING || ours.includes(name);
}

function ofWriting(service: string, { name: action }: Asked): (name: string) => boolean {
  const { gateway, ignored = {} } = writtenActions[`${service}:${action}`] ?? {};
  const ours = new Set([...namesIn(gateway), ...Object.keys(ignored).map((name) => name.split('=')[0])]);
  return (name) => TOKENS.has(name) || name === 'DryRun' || ours.has(name);
}
