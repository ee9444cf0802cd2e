import { AwsFailure } from '../protocols/failure';
import { failureReply, inProtocol } from '../protocols/failure-reply';
import type { Reply } from './call';
import { brokenOperation, unknownOperation, type Asked } from './operation';

/**
 * A refusal that an operation of the gateway threw, or a fault of the gateway, in the format of the call's protocol.
 */
export function refusal(service: string, asked: Asked, error: unknown): Reply {
  if (error instanceof AwsFailure) return failureReply(asked.protocol, error);
  return brokenOperation(service, asked, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/**
 * Turns an operation that moto does not know (501, or a 404 page) or at which it fails (500) into a refusal that a
 * client understands.
 */
export function finalAnswer(service: string, asked: Asked, reply: Reply, method = 'GET'): Reply {
  if (reply.status < 400 || method === 'HEAD') return reply;
  const body = reply.body.toString().trimStart();
  const isPage = /^<!doctype html|^<html/i.test(body);
  if (reply.status === 501 || (reply.status === 404 && (isPage || body === '') && service !== 's3')) {
    return unknownOperation(service, asked);
  }
  if (reply.status < 500 && !isPage) return inProtocol(asked.protocol, reply);
  return brokenOperation(service, asked, firstLine(reply));
}

/** The beginning of an answer, for the log. */
export function firstLine(reply: Reply): string {
  return reply.body.toString().replace(/\s+/g, ' ').slice(0, 300);
}
