import { readObject, type Session } from '@malinshopper/terraform';
import { z } from 'zod';
import type { Side } from '../change/side';
import type { Moved } from './compare';

const schema = z.object({ outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}) });

/** The states of a side as they are written, by app. */
export async function statesOf({ s3 }: Session, { stacks }: Side): Promise<Map<string, string>> {
  const texts = [...stacks].map(
    async ([app, { configuration }]) => [app, await readObject(s3, configuration.state)] as const,
  );
  return new Map(
    (await Promise.all(texts)).flatMap(([app, text]) => (text === undefined ? [] : [[app, text] as const])),
  );
}

/** The outputs that have another value than before, or are new, as `app: output`. */
export function movedOutputs(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Moved {
  const [was, is] = [outputsOf(before), outputsOf(after)];
  return new Set([...is].filter(([name, value]) => was.get(name) !== value).map(([name]) => name));
}

function outputsOf(states: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...states].flatMap(([app, text]) =>
      Object.entries(schema.parse(JSON.parse(text)).outputs).map(
        ([name, { value }]) => [`${app}: ${name}`, JSON.stringify(value)] as const,
      ),
    ),
  );
}
