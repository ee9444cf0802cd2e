import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hadoopVersion } from '@malinshopper/environments';
import { parse } from 'yaml';
import type { Archive } from './archive';

/** The packages that `debootstrap` installs, and the packages of Canonical's EC2 image that the user data needs. */
const first = ['systemd-sysv', 'dbus', 'ca-certificates', 'iproute2'];
const ofImage = [
  'cloud-init',
  'curl',
  'fuse3',
  'locales',
  'lsb-release',
  'openssh-server',
  'procps',
  'rsyslog',
  'sudo',
  'udev',
];

/**
 * A root file system from an archive. Its name contains a hash of its parts: the same recipe is the same folder of the
 * cache.
 */
export interface BaseRecipe {
  readonly name: string;
  readonly archive: Archive;
  readonly first: readonly string[];
  readonly packages: readonly string[];
}

/** The additions of a role's instances to the base. */
export interface LayerRecipe {
  readonly name: string;
  readonly base: BaseRecipe;
  readonly packages: readonly string[];
}

export const standIns = join(__dirname, 'stand-ins');
const contentOf = (...names: string[]) => names.map((name) => readFileSync(join(__dirname, name), 'utf8'));
const hashOf = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

export function baseRecipe(archive: Archive): BaseRecipe {
  const hash = hashOf(archive, first, ofImage, contentOf('base.sh', 'stand-ins/snap.sh'));
  return { name: `base-${hash}`, archive, first, packages: ofImage };
}

/** The layer for a user data: with the packages that it lets cloud-init install, as a golden image would have them. */
export function layerRecipe(userData: string, base: BaseRecipe): LayerRecipe {
  const packages = packagesIn(userData);
  const hash = hashOf(base.name, packages, hadoopVersion, contentOf('layer.sh', 'stand-ins/hadoop.sh'));
  return { name: `layer-${hash}`, base, packages };
}

/** The packages that a user data lets cloud-init install. */
export function packagesIn(userData: string): string[] {
  const { packages = [] } = parse(userData) as { packages?: string[] };
  return [...new Set(packages)].sort();
}
