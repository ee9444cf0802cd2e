import { z } from 'zod';
import { shellWord } from '../commands/printed-commands';
import type { StateLocation } from '../configuration';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/** The header of every state that Terraform wrote (internal/states/statefile/version4.go). */
const header = z.object({
  version: z.literal(4),
  terraform_version: z.string().min(1),
  lineage: z.string().min(1),
  serial: z.int().nonnegative(),
});

/**
 * Returns the content of a state object. Terraform treats an empty object as a state without resources
 * (internal/backend/remote-state/s3/client.go, `get`) and would create all resources again. Therefore each state is
 * checked first.
 * @throws if Terraform did not write it, with the object, the reason, and the command that restores an earlier version of it
 */
export function validState<T>(text: string, place: Place, schema: z.ZodType<T>): T {
  if (text.trim() === '') throw broken(place, `it is empty (${Buffer.byteLength(text)} bytes)`);
  const json = jsonOf(text);
  if (json === undefined) throw broken(place, 'it is no JSON');
  const head = header.safeParse(json);
  if (!head.success) throw broken(place, z.prettifyError(head.error));
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw broken(place, z.prettifyError(parsed.error));
  return parsed.data;
}

/** The header of a state, with its serial and lineage. @throws as `validState` */
export const stateHeader = (text: string, place: Place): z.infer<typeof header> => validState(text, place, header);

function broken({ bucket, key }: Place, why: string): Error {
  const [owner = '', app = ''] = key
    .replace(/\.tfstate$/, '')
    .split('/')
    .map(shellWord);
  return new Error(
    `s3://${bucket}/${key} is not a Terraform state: ${why}\nNothing was touched. The bucket keeps every version of it: ` +
      `look for the last good one (\`npm run state -- history ${owner} ${app}\`), and restore it (\`npm run state -- restore ${owner} ${app} <version>\`). ` +
      'Only if nothing of it was ever deployed, delete the object.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
