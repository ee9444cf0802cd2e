/** The version that every stack of this repository requires (`required_version`). */
export const versionRule = '>= 1.11, < 2';

/** True if a Terraform version is supported. */
export function isSupported(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  return Number(major) === 1 && Number(minor) >= 11;
}

/** @throws if the version is not supported: with the version, its path, and the next step */
export function assertSupported(version: string, path: string): void {
  if (isSupported(version)) return;
  throw new Error(
    `Terraform ${version} (${path}) cannot be used: this repository needs ${versionRule}. Install a newer one, or ` +
      'remove it from PATH: then a suitable one is downloaded.',
  );
}
