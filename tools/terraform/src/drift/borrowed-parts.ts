import { z } from 'zod';
import type { Session } from '../aws-target/session';
import type { StateLocation } from '../configuration';
import { borrowers, readersOf } from '../state/borrowers';
import { isRefused, readObject } from '../state/objects';
import type { RefreshedResource } from './refreshed';

const stateSchema = z.looseObject({
  resources: z
    .array(
      z.looseObject({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(z.looseObject({ attributes: z.record(z.string(), z.unknown()).nullish() })),
      }),
    )
    .default([]),
});

/**
 * Returns the resources of the states that read this one: an environment that shares a load balancer adds rules to its security group.
 * @returns nothing of a state that the caller may not read
 */
export async function borrowedParts(session: Session, state: StateLocation): Promise<RefreshedResource[]> {
  const readers = readersOf(state, await borrowers(session, state.bucket));
  const texts = await Promise.all(
    readers.map(({ key }) =>
      readObject(session.s3, { bucket: state.bucket, key }).catch((error: unknown) => {
        if (isRefused(error)) return undefined;
        throw error;
      }),
    ),
  );
  return texts.flatMap((text) => (text === undefined ? [] : resourcesOf(text)));
}

function resourcesOf(text: string): RefreshedResource[] {
  return stateSchema
    .parse(JSON.parse(text))
    .resources.filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, name, instances }) =>
      instances.flatMap(({ attributes }) =>
        attributes ? [{ address: `${type}.${name}`, type, values: attributes }] : [],
      ),
    );
}
