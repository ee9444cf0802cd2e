import { readObject, type Session } from '@malinshopper/terraform';
import { z } from 'zod';
import type { Side } from '../change/side';
import type { Moved } from './compare';

const schema = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z
    .array(
      z.object({
        type: z.string(),
        name: z.string(),
        instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).nullish() })),
      }),
    )
    .default([]),
});

/** The states of a side as they are written, by app. */
export async function statesOf({ s3 }: Session, { stacks }: Side): Promise<Map<string, string>> {
  const texts = [...stacks].map(
    async ([app, { configuration }]) => [app, await readObject(s3, configuration.state)] as const,
  );
  return new Map(
    (await Promise.all(texts)).flatMap(([app, text]) => (text === undefined ? [] : [[app, text] as const])),
  );
}

/**
 * The outputs and attributes that have another value than before, or are new, as `app: output` and `app:
 * type.name.attribute`.
 */
export function movedValues(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Moved {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return new Set([...is].filter(([name, value]) => was.get(name) !== value).map(([name]) => name));
}

function valuesOf(states: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...states].flatMap(([app, text]) => {
      const { outputs, resources } = schema.parse(JSON.parse(text));
      const named = [
        ...Object.entries(outputs).map(([name, { value }]) => [name, value] as const),
        ...resources.flatMap(({ type, name, instances }) =>
          Object.entries(instances[0]?.attributes ?? {}).map(
            ([of, value]) => [`${type}.${name}.${of}`, value] as const,
          ),
        ),
      ];
      return named.map(([name, value]) => [`${app}: ${name}`, JSON.stringify(value)] as const);
    }),
  );
}
