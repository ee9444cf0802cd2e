export interface Platform {
  /** As HashiCorp names it: `linux`, `darwin`, `windows`. */
  readonly os: string;
  readonly arch: string;
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Returns this machine as Terraform's downloads name it.
 * @throws if HashiCorp publishes nothing for it
 */
export function platform(system: NodeJS.Platform = process.platform, architecture: string = process.arch): Platform {
  const os = systems[system];
  const arch = architectures[architecture];
  if (!os || !arch) {
    throw new Error(
      `Terraform cannot be downloaded for ${system} on ${architecture}: this repository supports linux, darwin and win32 on ` +
        'x64 or arm64. Install Terraform by hand and put it on PATH.',
    );
  }
  return { os, arch };
}
