import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A digest of each output of a state, by its name. The state's lineage is the key: more roles may read a record than its state, and a bare hash of a
 * short value could be guessed.
 */
export function outputDigests(lineage: string, outputs: Readonly<Record<string, unknown>>): Record<string, string> {
  const digests = Object.entries(outputs).map(([name, value]) => [
    name,
    createHmac('sha256', lineage).update(canonical(value)).digest('hex'),
  ]);
  return Object.fromEntries(digests) as Record<string, string>;
}

/** JSON with sorted keys in its objects: Terraform does not guarantee an order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
