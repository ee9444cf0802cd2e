/** What every stack of this repository asks for (`required_version`). */
export const versionRule = '>= 1.11, < 2';

/** Whether a Terraform version may be used. */
export function isSupported(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  return Number(major) === 1 && Number(minor) >= 11;
}

/** @throws if the version may not be used: with what was found where, and what to do */
export function assertSupported(version: string, path: string): void {
  if (isSupported(version)) return;
  throw new Error(
    `Terraform ${version} (${path}) cannot be used: this repository needs ${versionRule}. Install a newer one, or take ` +
      'it off PATH: then a suitable one is downloaded.',
  );
}
