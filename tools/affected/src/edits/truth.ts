import { isDeepStrictEqual } from 'node:util';
import type { State } from '../row';
import type { Edit } from './edit';
import type { Stacks } from './world';

/**
 * The true state of each app and environment after an edit, by `environment/app`. It is computed without digests, from
 * the JSON and the values themselves.
 */
export type Truth = Readonly<Record<string, State>>;

interface Json {
  readonly terraform: { readonly backend: { readonly s3: { readonly key: string } } };
  readonly data?: {
    readonly terraform_remote_state?: Readonly<Record<string, { readonly config: { readonly key: string } }>>;
  };
}

const parsed = (text: string) => JSON.parse(text) as Json;
/** The deployed stacks are the same for all edits: they are parsed once. */
const known = new Map<string, Json>();
function deployed(text: string): Json {
  const json = known.get(text) ?? parsed(text);
  known.set(text, json);
  return json;
}

const keyOf = ({ terraform }: Json) => terraform.backend.s3.key;

/**
 * @param before the deployed stacks
 * @param now the new stacks
 * @param isSameLockFile true if the providers have not changed
 */
export function truthOf(edit: Edit, before: Stacks, now: Stacks, isSameLockFile: boolean): Truth {
  const truth: Record<string, State> = {};
  const keys = new Set<string>();
  for (const [environment, apps] of now) {
    for (const [app, text] of apps) {
      const old = before.get(environment)?.get(app);
      const was = old === undefined ? undefined : deployed(old);
      // Most texts are unchanged: a comparison of their parsed contents would take a tenth of the time of all edits.
      const json = text === old ? deployed(text) : parsed(text);
      keys.add(keyOf(json));
      truth[`${environment}/${app}`] = stateOf(edit, was, json, isSameLockFile);
    }
  }
  // Deployed apps that have no stack any more.
  for (const [environment, apps] of before) {
    for (const [app, text] of apps) {
      if (!keys.has(keyOf(deployed(text)))) truth[`${environment}/${app}`] = 'gone';
    }
  }
  return truth;
}

function stateOf({ outcome, output }: Edit, was: Json | undefined, json: Json, isSameLockFile: boolean): State {
  if (was === undefined) return 'never';
  if (outcome?.key === keyOf(json)) return outcome.ended === 'destroyed' ? 'never' : 'failed';
  // The order of keys has no meaning for Terraform, and cdktf always writes the same one.
  if ((was !== json && !isDeepStrictEqual(was, json)) || !isSameLockFile) return 'changed';
  // A state that was written without its record is planned again.
  if (output?.key === keyOf(json)) return 'changed';
  return output && reads(json, output.key, output.name) ? 'upstream' : 'unchanged';
}

/** True if any text of a stack refers to an output of a state. */
function reads(json: Json, key: string, name: string): boolean {
  const sources = Object.entries(json.data?.terraform_remote_state ?? {}).filter(
    ([, { config }]) => config.key === key,
  );
  const text = JSON.stringify(json);
  return sources.some(([source]) => new RegExp(`terraform_remote_state\\.${source}\\.outputs\\.${name}\\b`).test(text));
}
