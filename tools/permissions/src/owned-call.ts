import type { ProviderCall } from '@malinshopper/aws-facts';
import type { TeamName } from '@malinshopper/environments';

/** A call that Terraform or AWS makes for an app, with the team that owns the resource. */
export interface OwnedCall extends Omit<ProviderCall, 'tags'> {
  /** `own`: it carries the tag of the calling team; a team: that team's tag. @default - no tag */
  readonly tags?: 'new' | 'own' | TeamName;
}

/** The teams that lend resources to other teams, by kind: a security group is put into the VPC of the team `network`. */
const owners: Readonly<Record<string, TeamName>> = { 'security-group': 'data', subnet: 'network', vpc: 'network' };

/**
 * A call of the provider, with the team that owns the resource.
 * @throws if the call is on a resource of another team, and no team lends resources of that kind
 */
export function ownedCall({ tags, ...call }: ProviderCall): OwnedCall {
  if (tags !== 'others') return { ...call, ...(tags && { tags }) };
  const owner = owners[call.kind ?? ''];
  if (owner) return { ...call, tags: owner };
  throw new Error(
    `${call.action} is about a ${call.kind} that may be another team's, and tools/permissions does not know which team's. Add the ` +
      'kind to owners in tools/permissions/src/owned-call.ts.',
  );
}
