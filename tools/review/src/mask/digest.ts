import { createHmac } from 'node:crypto';
import { parsedJson } from '../value/unpack';
import { canonical } from '../value/value';

/** HMAC-SHA-256 of a value, in hexadecimal digits. The same JSON has the same digest, in whatever order and layout a text has it. */
export function keyedDigest(key: string, value: unknown): string {
  const json = typeof value === 'string' ? parsedJson(value) : undefined;
  const text = json === undefined ? canonical(value) : `json ${canonical(json)}`;
  return createHmac('sha256', key).update(text).digest('hex');
}
