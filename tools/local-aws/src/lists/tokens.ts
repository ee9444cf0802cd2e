import type { Call, Reply } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { AwsFailure } from '../protocols/failure';
import { jsonParameters, jsonText } from '../protocols/json';

/**
 * The parameters with a page token. Parameters of S3 and Route 53 that name a key or a record are not page tokens,
 * because any name is valid.
 */
const SENT = ['NextToken', 'nextToken', 'Marker', 'marker', 'PaginationToken', 'continuation-token', 'nexttoken'];
/** The members of an answer with a token. */
const GIVEN =
  /<(?:NextToken|nextToken|Marker|NextMarker|NextContinuationToken|PaginationToken)>([^<]+)<|"(?:NextToken|nextToken|NextMarker|Marker|PaginationToken)": ?"([^"]+)"/g;

const READING = /^(Describe|Get|List|Search)|^GET /;

/**
 * AWS's error for a token that it has not issued, by service (API references, "Errors" of the calls that have pages).
 */
const CODES: Readonly<Record<string, string>> = {
  codedeploy: 'InvalidNextTokenException',
  events: 'ValidationException',
  iam: 'ValidationError',
  kms: 'InvalidMarkerException',
  logs: 'InvalidParameterException',
  rds: 'InvalidParameterValue',
  secretsmanager: 'InvalidNextTokenException',
  tagging: 'PaginationTokenExpiredException',
};

/**
 * Keeps the tokens that have been issued. If a list has no pages here, or moto takes any token for the first page, an
 * invented token would return the list once more.
 */
export class Tokens {
  private readonly given = new Set<string>();

  /** @throws AwsFailure for a token that no answer has had */
  require(call: Omit<Call, 'account' | 'pathParameters'>, asked: Asked): void {
    // EC2's lists have their own tokens; S3's names of keys look like tokens.
    if (!READING.test(asked.name) || call.service === 'ec2' || (call.service === 's3' && call.query.has('marker')))
      return;
    const token = sentToken(call, asked);
    if (token === '' || this.given.has(token)) return;
    throw new AwsFailure(
      CODES[call.service] ?? 'InvalidNextToken',
      `The token '${token}' of ${call.service}:${asked.name} is invalid: no answer has issued it.`,
    );
  }

  note({ service }: Pick<Call, 'service'>, asked: Asked, reply: Reply): void {
    if (reply.status !== 200 || service === 's3' || !READING.test(asked.name)) return;
    for (const [, inXml, inJson] of reply.body.toString().matchAll(GIVEN))
      this.given.add(unescaped(inXml ?? inJson ?? ''));
  }
}

function sentToken(call: Omit<Call, 'account' | 'pathParameters'>, asked: Asked): string {
  const form = asked.protocol === 'query' ? new URLSearchParams(call.body.toString()) : undefined;
  const json = asked.protocol === 'json' && call.body.length > 0 ? jsonParameters(call) : {};
  const sent = SENT.map((name) => form?.get(name) || call.query.get(name) || jsonText(json[name]));
  return sent.find((token) => token !== '' && token !== null) ?? '';
}

const ESCAPED: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };
const unescaped = (value: string) => value.replace(/&(\w+);/g, (whole, name: string) => ESCAPED[name] ?? whole);
