import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The traces of a preview that must not be left: the names of its resources and values, and the text of their inputs.
 */
const traces = [
  /terraform_data\.preview_/,
  /"preview_[a-z]/,
  /preview_outputs/,
  /known after its apply/,
  /preview\.tf\.json/,
];

/** The traces of a preview in a text; none in artefacts of a deploy or for a reviewer. */
export const placeholdersIn = (text: string): string[] => traces.flatMap((trace) => trace.exec(text)?.[0] ?? []);

/** The files below a folder with traces of a preview, each with the trace. The files of providers are skipped. */
export function placeholdersBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === '.terraform') return [];
      return entry.name.startsWith('preview-') ? [`${path} is the folder of a preview`] : placeholdersBelow(path);
    }
    if (!entry.isFile()) return [];
    return placeholdersIn(readFileSync(path, 'latin1')).map((trace) => `${path}: ${trace}`);
  });
}
