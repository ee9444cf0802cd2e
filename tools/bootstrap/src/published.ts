import { readObject, type Session, type StateLocation } from '@malinshopper/terraform';
import { z } from 'zod';

const state = z.object({
  outputs: z.object({
    nameServers: z.object({ value: z.array(z.string()) }),
    dsRecords: z.object({ value: z.record(z.string(), z.string()) }),
  }),
});

/** The outputs of the app `account` that a person enters elsewhere. */
export interface Published {
  readonly nameServers: readonly string[];
  /** The DS record of each hosted zone, by the name of the zone. */
  readonly dsRecords: Readonly<Record<string, string>>;
}

/**
 * Reads the outputs of the app `account` from its state.
 * @throws if the state does not exist, or does not have these outputs
 */
export async function publishedBy(session: Session, place: StateLocation): Promise<Published> {
  const text = await readObject(session.s3, place);
  const parsed = state.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (parsed.success) {
    const { nameServers, dsRecords } = parsed.data.outputs;
    return { nameServers: nameServers.value, dsRecords: dsRecords.value };
  }
  throw new Error(
    `The state s3://${place.bucket}/${place.key} does not have the outputs nameServers and dsRecords: if apps/account/src/contract.ts has ` +
      'changed, change tools/bootstrap/src/published.ts with it.',
  );
}
