import { createHash } from 'node:crypto';
import { AwsFailure } from '../protocols/failure';

/** A page of a list, and the token of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The scope of a token: the same call of the same account, with the same parameters. */
export type Asked = readonly string[];

/**
 * Cuts a page out of a list. A token contains the position and its scope: one that was never issued, or for another
 * call, is refused (EC2 error codes: InvalidNextToken).
 */
export function pageOf<T>(all: readonly T[], asked: Asked, size: string, token: string): Page<T> {
  const from = token === '' ? 0 : startOf(token, asked);
  if (from > all.length) throw invalid(token);
  const end = size === '' ? all.length : from + Number(size);
  const next = end < all.length ? { next: tokenFor(end, asked) } : {};
  return { items: all.slice(from, end), ...next };
}

/** MaxResults is a whole number in a range of its action, which begins at 1 or higher and ends at 1000 or lower. */
export function sizeOf(value: string): string {
  if (value === '' || (/^\d+$/.test(value) && Number(value) >= 1)) return value;
  throw new AwsFailure(
    'InvalidParameterValue',
    `Value ( ${value} ) for parameter maxResults is invalid. Expecting a value greater than 0.`,
  );
}

function tokenFor(from: number, asked: Asked): string {
  return Buffer.from(`${from}:${signature(from, asked)}`).toString('base64url');
}

function startOf(token: string, asked: Asked): number {
  const [from = '', signed = ''] = Buffer.from(token, 'base64url').toString().split(':');
  if (!/^\d+$/.test(from) || signed !== signature(Number(from), asked)) throw invalid(token);
  return Number(from);
}

const invalid = (token: string) => new AwsFailure('InvalidNextToken', `The token '${token}' is invalid`);

const signature = (from: number, asked: Asked) =>
  createHash('sha256')
    .update(JSON.stringify([from, ...asked]))
    .digest('hex')
    .slice(0, 32);
