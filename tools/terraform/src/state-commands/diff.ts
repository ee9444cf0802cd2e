import { isDeepStrictEqual } from 'node:util';
import { shownDrift } from '@malinshopper/review';
import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { validState } from '../state/valid';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

const step = z.looseObject({ type: z.string(), value: z.unknown() });
const schema = z.looseObject({
  resources: z
    .array(
      z.looseObject({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        module: z.string().optional(),
        instances: z.array(
          z.looseObject({
            index_key: z.union([z.string(), z.number()]).optional(),
            attributes: z.record(z.string(), z.unknown()).nullish(),
            sensitive_attributes: z.array(z.array(step)).default([]),
          }),
        ),
      }),
    )
    .default([]),
});

interface Instance {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive: unknown;
}

function instancesOf(text: string, place: Place): Map<string, Instance> {
  const { resources } = validState(text, place, schema);
  return new Map(
    resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ module, type, name, instances }) =>
        instances.map(({ index_key: key, attributes, sensitive_attributes: paths }) => [
          [module, type, `${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`].filter(Boolean).join('.'),
          { type, values: attributes ?? {}, sensitive: marks(paths) },
        ]),
      ),
  );
}

/**
 * Returns the marks of sensitive values in the format of a plan, the shape of the value with `true` in it (`after_sensitive`): a state lists paths
 * instead.
 */
function marks(paths: readonly (readonly z.infer<typeof step>[])[]): unknown {
  const all: Record<string, unknown> = {};
  // An attribute counts as sensitive as a whole, if any part of it is.
  for (const [first] of paths) if (typeof first?.value === 'string') all[first.value] = true;
  return all;
}

/**
 * The differences between two versions of a state, in words. Secrets are hidden.
 * @param key of the digests that stand for secrets
 * @throws if one of them is no state
 */
export function stateDifference(before: string, after: string, place: Place, key: string): string {
  const [was, is] = [instancesOf(before, place), instancesOf(after, place)];
  const added = [...is.keys()].filter((address) => !was.has(address));
  const removed = [...was.keys()].filter((address) => !is.has(address));
  const changed = [...is].flatMap(([address, now]) => {
    const then = was.get(address);
    if (!then || isDeepStrictEqual(then.values, now.values)) return [];
    return [{ address, ...{ type: now.type, mode: 'managed', change: changeOf(then, now) } }];
  });
  const head = { format_version: '1.2', terraform_version: '', applyable: false, complete: true, errored: false };
  const shown = shownDrift({ ...head, resource_drift: changed }, { key, names: place.key.split(/[/.]/) });
  const lines = [
    ...removed.map((address) => `- ${address}`),
    ...added.map((address) => `+ ${address}`),
    ...changed.flatMap(({ address }) => [`! ${address}`, ...shown.differencesOf(address).flatMap(differenceLines)]),
  ];
  return lines.length === 0 ? 'Both manage the same resources with the same values.' : lines.join('\n');
}

const changeOf = (then: Instance, now: Instance) => ({
  ...{ actions: ['update'], before: then.values, after: now.values },
  ...{ before_sensitive: then.sensitive, after_sensitive: now.sensitive },
});

type Shown = ReturnType<ReturnType<typeof shownDrift>['differencesOf']>[number];

export const differenceLines = ({ path, was, is, lines }: Shown): string[] =>
  lines
    ? [`    ${path}:`, ...lines.map(({ sign, text }) => `      ${sign} ${text}`)]
    : [...(was === undefined ? [] : [`    - ${path}: ${was}`]), ...(is === undefined ? [] : [`    + ${path}: ${is}`])];
