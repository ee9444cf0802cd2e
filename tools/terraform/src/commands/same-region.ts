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

/** A deployed resource, from the state: its region, and its provider (`undefined`: the default one). */
interface Standing {
  readonly alias: string | undefined;
  /** The region in its ARN. @default - it is in no region, or has no ARN */
  readonly region: string | undefined;
}

/**
 * Refuses to continue if the state has resources in a region that the stack does not use, or no longer uses. Terraform
 * would look for them in the region of the stack and not find them. It would remove them from the state, leave them
 * running, and create them a second time.
 * @throws with their region, and the options
 */
export async function assertSameRegion({ name, configuration, context: { session } }: App): Promise<void> {
  const { region, providers, state } = configuration;
  if (region === undefined) return;
  const all = standingIn(await readObject(session.s3, state), state);
  const elsewhere = all.find((one) => one.alias === undefined && one.region !== undefined && one.region !== region);
  if (elsewhere) {
    throw new Error(
      `${name} of ${configuration.owner} is deployed in ${elsewhere.region}, and its stack is for ${region}: AWS moves nothing from region to ` +
        `region, and Terraform would leave it there. Nothing was touched. Set ${elsewhere.region} again (environments/src), ` +
        'destroy it there, and only then set the new region.',
    );
  }
  const forgotten = all.find(({ alias }) => alias !== undefined && !providers.includes(alias))?.alias;
  if (forgotten !== undefined) {
    const place = forgotten.replaceAll('_', '-');
    throw new Error(
      `${name} of ${configuration.owner} has resources in ${place}, which has no environment any more: Terraform cannot reach them without a ` +
        `provider of that region. Nothing was touched. Add ${place} to alsoIn of the account (environments/src/accounts.ts): that keeps them.`,
    );
  }
}

/** The resources of the AWS provider in the text of a state. */
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
