import { AwsFailure } from './failure';

/**
 * The name of a member, checked for use as a property of an object that is built from a request.
 * @throws AwsFailure for `__proto__`, which names no member but the prototype of all objects: `__proto__.timeout=1` in
 * a form would change every object of the gateway. `constructor` and `prototype` are plain names: no member of a
 * function is set
 */
export function memberName(name: string): string {
  if (name !== '__proto__') return name;
  throw new AwsFailure(
    'MalformedInput',
    'The name "__proto__" was sent for a member. No operation of AWS has one of that name.',
  );
}
