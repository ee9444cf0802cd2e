import type { Protocol } from '../protocols/failure';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Call, Reply } from './call';

/** The operation of a call: its action's name, or `METHOD /path` for a REST service. */
export interface Asked {
  readonly protocol: Protocol;
  readonly name: string;
}

/**
 * Names the operation of a call. JSON services have it in X-Amz-Target, query services in the form's Action; REST
 * services have only method and path (Smithy protocol pages: awsJson1_1, awsQuery, restXml, restJson1).
 */
export function askedOperation(call: Omit<Call, 'account' | 'pathParameters'>): Asked {
  const target = call.headers['x-amz-target'];
  if (typeof target === 'string') return { protocol: 'json', name: target.slice(target.lastIndexOf('.') + 1) };
  if (isForm(call.headers['content-type'])) {
    const action = new URLSearchParams(call.body.toString()).get('Action');
    if (action) return { protocol: call.service === 'ec2' ? 'ec2' : 'query', name: action };
  }
  const action = call.query.get('Action');
  if (action && call.path === '/') return { protocol: call.service === 'ec2' ? 'ec2' : 'query', name: action };
  return { protocol: restProtocol(call.service), name: `${call.method} ${call.path}` };
}

export function isForm(contentType: string | undefined): boolean {
  return contentType?.startsWith('application/x-www-form-urlencoded') ?? false;
}

const REST_XML = new Set(['cloudfront', 'route53']);

function restProtocol(service: string): Protocol {
  if (service === 's3') return 's3';
  return REST_XML.has(service) ? 'rest-xml' : 'json';
}

/**
 * The answer to a call that neither moto nor the gateway knows. The AWS provider retries 404, 500 and 501 for minutes,
 * so it is a plain 400 with a code that no client treats as temporary.
 */
export function unknownOperation(service: string, asked: Asked): Reply {
  return failureReply(
    asked.protocol,
    new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not know ${service}:${asked.name}: neither moto nor the gateway implements it. ` +
        `Add it in tools/local-aws/src/services (see the README there), or do without it in a rehearsal.`,
    ),
  );
}

/**
 * The answer to a call on which moto, or an operation of the gateway, failed: as final as an unknown one, for the same
 * reason.
 */
export function brokenOperation(service: string, asked: Asked, detail: string): Reply {
  return failureReply(
    asked.protocol,
    new AwsFailure(
      'EmbeddedAwsFailure',
      `The embedded AWS failed in ${service}:${asked.name}: ${detail}. The trace is in .work/embedded-aws/gateway.log. ` +
        `Complete the operation in tools/local-aws/src/services.`,
    ),
  );
}
