import { AwsFailure } from '../../protocols/failure';
import { jsonText, type JsonObject } from '../../protocols/json';

const SIZE = 100;

/** A part of a list, as far as an answer goes, and the field that names the next part. */
export function page<T>(all: readonly T[], request: JsonObject): { items: readonly T[]; nextToken: JsonObject } {
  const token = jsonText(request['nextToken']);
  if (!/^\d*$/.test(token))
    throw new AwsFailure('InvalidNextTokenException', `The next token is not one of ours: ${token}`);
  const end = Number(token) + SIZE;
  const nextToken: JsonObject = end < all.length ? { nextToken: String(end) } : {};
  return { items: all.slice(Number(token), end), nextToken };
}
