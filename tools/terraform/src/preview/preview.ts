import { z } from 'zod';
import type { Synthesized } from '../synth';
import type { PlannedOutput } from './planned-outputs';
import type { UnplannedParts } from './unplanned-parts';
import { previewMark } from './refuse';
import { mayRefer, replaceReferences, type RemoteReference } from './references';
import { isPreviewName, UpstreamValues, valuesLocal } from './upstream-values';

/** An app whose outputs are those of its plan, for the apps that read it. */
export interface PlannedUpstream {
  readonly outputs: ReadonlyMap<string, PlannedOutput>;
  /** Whether it has a state, in which the outputs are that do not change. */
  readonly isDeployed: boolean;
}

/** A configuration that is planned and never applied. */
export interface Preview {
  readonly json: string;
  /**
   * What is known of the outputs that change, as a configuration beside it: where something is wrong in a file, Terraform shows the line, and
   * these have values in clear.
   */
  readonly values: string;
  /** The addresses that are no part of the app, and what each stands for: `network: vpcId`, which is not known yet. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** The states that are not read, because they are not there yet, by the names of their data sources. */
  readonly unread: readonly string[];
  /** Parts of that configuration which no plan has. */
  readonly stack: UnplannedParts;
}

const blocks = z.record(z.string(), z.record(z.string(), z.unknown()));
const stack = z.looseObject({
  data: blocks.optional(),
  resource: blocks.optional(),
  locals: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The configuration with which an app is planned as it will be when the apps upstream of it are applied: the outputs that change are not read
 * from the state, but are as the plans say, and unknown where these do not know them.
 * @param planned what changes upstream, by the names of the data sources that read it
 * @returns undefined if nothing is read that changes: the app's own configuration is as good
 * @throws with the place and the expression, if a state that changes is read in a way that is not understood, an output is read that will not be there,
 *   or the app has a name that a preview takes
 */
export function previewOf(
  { json, configuration: { app } }: Pick<Synthesized, 'json' | 'configuration'>,
  planned: ReadonlyMap<string, PlannedUpstream>,
): Preview | undefined {
  const values = new UpstreamValues();
  let isRewritten = false;
  const replaced = (reference: RemoteReference): string | undefined => {
    const upstream = planned.get(reference.source);
    if (!upstream) return undefined;
    const { output } = reference;
    if (output === undefined) throw new Error('it reads the state in another way than by the name of an output');
    const found = upstream.outputs.get(output);
    if (!found) throw new Error(`${reference.source} will not publish ${output}`);
    if (upstream.isDeployed && !found.changes) return undefined;
    isRewritten = true;
    return values.expressionOf(reference, found);
  };
  const rewrite = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return inPlace(app, path, () => replaceReferences(value, replaced));
    if (Array.isArray(value)) return value.map((one) => rewrite(one, path));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        if (name.includes('${') && mayRefer(name)) throw refused(app, path, `a name is an expression: ${name}`);
        return [name, name === '//' ? inner : rewrite(inner, [...path, name])];
      }),
    );
  };
  const { data = {}, resource = {}, locals = {}, ...others } = stack.parse(rewrite(JSON.parse(json), []));
  const unread = [...planned].filter(([, { isDeployed }]) => !isDeployed).map(([source]) => source);
  if (!isRewritten && unread.length === 0) return undefined;
  const taken = Object.keys(resource['terraform_data'] ?? {}).filter(isPreviewName);
  if (locals[valuesLocal] !== undefined) taken.push(`local.${valuesLocal}`);
  if (taken.length > 0) throw refused(app, [], `${taken.join(', ')} is a name that a preview takes: give it another`);
  const { terraform_remote_state: states = {}, ...otherData } = data;
  const read = Object.fromEntries(Object.entries(states).filter(([source]) => !unread.includes(source)));
  const placeholders = new Map([...values.placeholders].map(([name, of]) => [`terraform_data.${name}`, of]));
  const inputs = [...values.placeholders].map(([name, of]) => [name, { input: `${of}, known after its apply` }]);
  const document = {
    ...{ ...others, '//': previewMark },
    // An empty block is an error.
    ...ifAny('data', { ...otherData, ...ifAny('terraform_remote_state', read) }),
    ...ifAny('resource', {
      ...resource,
      ...ifAny('terraform_data', { ...resource['terraform_data'], ...Object.fromEntries(inputs) }),
    }),
    ...ifAny('locals', locals),
  };
  const known = JSON.stringify({ locals: values.locals }, null, 2);
  const anew = new Set([...values.anew].map((name) => `terraform_data.${name}`));
  return {
    ...{ json: JSON.stringify(document, null, 2), values: known, placeholders, unread },
    stack: { locals, resource, anew },
  };
}

const ifAny = (name: string, all: Readonly<Record<string, unknown>>) =>
  Object.keys(all).length > 0 ? { [name]: all } : {};

function inPlace<T>(app: string, path: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw refused(app, path, error instanceof Error ? error.message : String(error));
  }
}

const refused = (app: string, path: readonly string[], why: string) =>
  new Error(
    `${app} cannot be planned on what is planned upstream: ${path.length > 0 ? `in ${path.slice(0, 4).join('.')}, ` : ''}${why}. ` +
      'Read outputs by the contract (libs/stack), or deploy what is upstream first.',
  );
