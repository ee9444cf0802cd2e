import type { Difference, Synthesized } from '@malinshopper/terraform/record';
import type { Proposal } from './row';

/** The calls to write so that renamed constructs keep their resources (cdktf, TerraformResource.moveFromId). */
export function proposalsFor({ configuration }: Synthesized, difference: Difference | undefined): Proposal[] {
  return (difference?.renamed ?? []).map(({ from, to }) => ({
    from,
    to,
    path: configuration.constructPath(to) ?? to,
    call: `moveFromId('${from}')`,
  }));
}
