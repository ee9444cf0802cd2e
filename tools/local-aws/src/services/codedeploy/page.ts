import { AwsFailure } from '../../protocols/failure';
import { jsonText, type JsonObject } from '../../protocols/json';

const SIZE = 100;

/** The part of a list for one answer, and the field that names the next part. */
export function page<T>(all: readonly T[], request: JsonObject): { items: readonly T[]; nextToken: JsonObject } {
  const token = jsonText(request['nextToken']);
  if (!/^\d*$/.test(token))
    throw new AwsFailure('InvalidNextTokenException', `The next token was not issued by the embedded AWS: ${token}`);
  const end = Number(token) + SIZE;
  const nextToken: JsonObject = end < all.length ? { nextToken: String(end) } : {};
  return { items: all.slice(Number(token), end), nextToken };
}
