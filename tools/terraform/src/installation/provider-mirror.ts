import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { platform, type Platform } from './platform';

/** The provider that every stack uses, as a registry names it. */
export const provider = { address: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' } as const;

export interface Surroundings {
  readonly home: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly platform: Platform;
  /** The folders in which the direct subfolders are searched. */
  readonly roots: readonly string[];
}

/** Folders in which administrators usually install software (Filesystem Hierarchy Standard). */
const standardRoots = [
  '/opt',
  '/usr/local',
  '/usr/local/lib',
  '/usr/local/share',
  '/usr/lib',
  '/usr/share',
  '/srv',
  '/var/lib',
];

const here = (): Surroundings => ({
  home: homedir(),
  variables: process.env,
  platform: platform(),
  roots: standardRoots,
});

/**
 * Returns a folder that contains the unpacked AWS provider in the layout of Terraform's filesystem mirrors; undefined
 * if there is no such folder. Terraform links a provider from there, but copies a downloaded one: 700 MB per app and
 * environment.
 */
export function findProviderMirror(surroundings: Surroundings = here()): string | undefined {
  const { os, arch } = surroundings.platform;
  const package_ = join(provider.address, provider.version, `${os}_${arch}`);
  const holds = (folder: string) => existsSync(join(folder, package_));
  return impliedMirrors(surroundings).find(holds) ?? surroundings.roots.flatMap(children).find(holds);
}

/** Terraform's own list ("Implied Local Mirror Directories" of the CLI configuration's documentation). */
function impliedMirrors({ home, variables, platform: { os } }: Surroundings): string[] {
  const common = [join(home, '.terraform.d', 'plugins')];
  if (os === 'windows') {
    const data = variables['APPDATA'];
    return data ? [join(data, 'terraform.d', 'plugins'), join(data, 'HashiCorp', 'Terraform', 'plugins')] : [];
  }
  if (os === 'darwin') {
    const support = join('Library', 'Application Support', 'io.terraform', 'plugins');
    return [...common, join(home, support), join('/', support)];
  }
  const own = variables['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const shared = (variables['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  return [...common, ...[own, ...shared].map((folder) => join(folder, 'terraform', 'plugins'))];
}

function children(root: string): string[] {
  try {
    return readdirSync(root).map((name) => join(root, name));
  } catch {
    // A root that does not exist on this machine, or that this user may not read, contributes no folder.
    return [];
  }
}
