import type { Permission } from '@malinshopper/revision';

export type Step =
  | { readonly kind: 'mkdir'; readonly path: string }
  /** `from`, too, is a path as the instance sees it. */
  | { readonly kind: 'copy'; readonly path: string; readonly from: string }
  | { readonly kind: 'permit'; readonly path: string; readonly permission: Permission };

/**
 * The steps of an Install, in order. The agent changes no file before the whole plan is known. The errors have the
 * texts of the CodeDeploy agent (aws-codedeploy-agent, install_instruction.rb).
 */
export class Plan {
  readonly steps: Step[] = [];
  private readonly copies = new Map<string, string>();
  private readonly folders = new Set<string>();
  private readonly permitted = new Set<string>();

  copy(from: string, path: string): void {
    const other = this.copies.get(path);
    if (other !== undefined) {
      throw new Error(
        `The deployment failed because the application specification file specifies two source files named ${from} and ` +
          `${other} for the same destination (${path}). Remove one of the source file paths from the AppSpec file, and then try again.`,
      );
    }
    if (this.folders.has(path)) {
      throw new Error(
        `The deployment failed because the application specification file calls for installing the file ${from}, but a file ` +
          `with that name already exists at the location (${path}). Update your AppSpec file or directory structure, and then try again.`,
      );
    }
    this.copies.set(path, from);
    this.steps.push({ kind: 'copy', path, from });
  }

  mkdir(path: string): void {
    const file = this.copies.get(path);
    if (file !== undefined) {
      throw new Error(
        `The deployment failed because the application specification file includes an mkdir command more than once for the ` +
          `same destination path (${path}) from (${file}). Update the files section of the AppSpec file, and then try again.`,
      );
    }
    if (!this.folders.has(path)) this.steps.push({ kind: 'mkdir', path });
    this.folders.add(path);
  }

  permit(path: string, permission: Permission): void {
    if (this.permitted.has(path)) {
      throw new Error(
        `The deployment failed because the permissions setting for (${path}) is specified more than once in the application ` +
          `specification file. Update the files section of the AppSpec file, and then try again.`,
      );
    }
    this.permitted.add(path);
    this.steps.push({ kind: 'permit', path, permission });
  }

  isCopied(path: string): boolean {
    return this.copies.has(path);
  }

  isMade(path: string): boolean {
    return this.folders.has(path);
  }

  /** The paths of this deployment to which a permission with its pattern can apply. */
  candidates(types: Permission['type']): string[] {
    return [
      ...(types.includes('file') ? this.copies.keys() : []),
      ...(types.includes('directory') ? this.folders : []),
    ];
  }
}
