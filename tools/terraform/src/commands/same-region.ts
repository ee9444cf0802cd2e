import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { readObject } from '../state/objects';
import { validState } from '../state/valid';
import type { App } from './app';

const stateSchema = z.object({
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        provider: z.string().default(''),
        instances: z.array(z.object({ attributes: z.looseObject({ arn: z.unknown().optional() }).nullish() })),
      }),
    )
    .default([]),
});

/** What stands of an app, by its state: where, and by which provider (`undefined`: the default one). */
interface Standing {
  readonly alias: string | undefined;
  /** Of its address. @default - it is in no region, or has no address */
  readonly region: string | undefined;
}

/**
 * Refuses to go on where what stands is in another region than the stack says, or in one that the stack knows no more: asked there, AWS does not
 * know it, and Terraform would forget it, leave it standing and make all of it again.
 * @throws with where it stands, and the ways out
 */
export async function assertSameRegion({ name, configuration, context: { session } }: App): Promise<void> {
  const { region, providers, state } = configuration;
  if (region === undefined) return;
  const all = standingIn(await readObject(session.s3, state), state);
  const elsewhere = all.find((one) => one.alias === undefined && one.region !== undefined && one.region !== region);
  if (elsewhere) {
    throw new Error(
      `${name} of ${configuration.owner} stands in ${elsewhere.region}, and is to be deployed in ${region}: AWS moves nothing from region to ` +
        `region, and Terraform would leave it there. Nothing was touched. Put ${elsewhere.region} back (environments/src), ` +
        'destroy it there, and only then say the new region.',
    );
  }
  const forgotten = all.find(({ alias }) => alias !== undefined && !providers.includes(alias))?.alias;
  if (forgotten !== undefined) {
    const place = forgotten.replaceAll('_', '-');
    throw new Error(
      `${name} of ${configuration.owner} has resources in ${place}, where no environment is any more: Terraform cannot reach them without a ` +
        `provider of that region. Nothing was touched. Name ${place} in alsoIn of the account (environments/src/accounts.ts): it keeps them.`,
    );
  }
}

/** What an app's provider of AWS has made, by the text of its state. */
function standingIn(text: string | undefined, place: StateLocation): Standing[] {
  if (text === undefined) return [];
  return validState(text, place, stateSchema).resources.flatMap(({ mode, provider, type, instances }) => {
    if (mode !== 'managed' || !type.startsWith('aws_')) return [];
    // `provider["registry.terraform.io/hashicorp/aws"].us_east_1`
    const alias = /\]\.(\w+)$/.exec(provider)?.[1];
    return instances.map(({ attributes }) => {
      const arn = attributes?.arn;
      return { alias, region: (typeof arn === 'string' ? arn.split(':')[3] : undefined) || undefined };
    });
  });
}
