import type { Region } from '@malinshopper/aws-facts';
import type { Architecture } from './instance-types';

/**
 * The machine images of the instances, Ubuntu 24.04 LTS, pinned by region: a newer image is a change for review, never
 * an automatic part of a plan. An image exists in one region only, so each supported region has its own here. These are
 * ids of AWS's documentation, to be replaced before the first deploy to AWS, like the account ids. `npm run images`
 * looks up the current ones, and reports which of these are older.
 */
const images = {
  'eu-central-1': {
    arm64: 'ami-0fedcba9876543210',
    amd64: 'ami-0123456789abcdef0',
  },
  'eu-west-1': {
    arm64: 'ami-0abcdef1234567890',
    amd64: 'ami-02345678901abcdef',
  },
} as const satisfies Record<Region, Record<Architecture, string>>;

/** An image of instances, with its region and architecture. */
export interface PinnedImage {
  readonly region: Region;
  readonly architecture: Architecture;
  readonly id: string;
}

/** Every pinned image. */
export const pinnedImages: readonly PinnedImage[] = Object.entries(images).flatMap(([region, byArchitecture]) =>
  Object.entries(byArchitecture).map(([architecture, id]) => ({
    region: region as Region,
    architecture: architecture as Architecture,
    id,
  })),
);

/** The id of the Ubuntu image of a region for instances of an architecture. */
export function imageOf(region: Region, architecture: Architecture): string {
  return images[region][architecture];
}

/**
 * The public parameter in which Canonical publishes the id of its newest image (Canonical, "Find Ubuntu images on
 * AWS").
 */
export function newestImageParameter(architecture: Architecture): string {
  return `/aws/service/canonical/ubuntu/server/24.04/stable/current/${architecture}/hvm/ebs-gp3/ami-id`;
}
