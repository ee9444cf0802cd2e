import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceFile, Unit } from './boot-part';
import { programFolder } from './paths';

/**
 * The text of a file of the folder `files`. Terraform's template sequences are escaped (Terraform language, "Strings
 * and Templates"), so these files contain no references. They read environment-specific values from
 * `/etc/malinshopper.env`.
 * @param words texts of the file with their replacements: the roles that the file names @default - none
 * @throws if the file lacks one of these texts
 */
export function fileText(name: string, words: Readonly<Record<string, string>> = {}): string {
  let text = readFileSync(join(__dirname, 'files', name), 'utf8');
  for (const [word, other] of Object.entries(words)) {
    if (!text.includes(word)) {
      throw new Error(
        `The file apps/compute/src/instance/files/${name} has no ${JSON.stringify(word)}, which contains roles and must be replaced by ` +
          `${JSON.stringify(other)}. Write the same text in both places.`,
      );
    }
    text = text.replace(word, () => other);
  }
  return text.replace(/[$%]\{/g, (opening) => opening[0] + opening);
}

/** The file `name` of the folder `files`, at a path of the instance. For `words` see `fileText`. */
export function file(name: string, path: string, words?: Readonly<Record<string, string>>): InstanceFile {
  return { path, content: fileText(name, words) };
}

/** A program of the folder `files`, installed as /usr/local/lib/malinshopper/<name>. For `words` see `fileText`. */
export function program(name: string, words?: Readonly<Record<string, string>>): InstanceFile {
  return { ...file(name, `${programFolder}/${name}`, words), permissions: '0755' };
}

/** A unit of the folder `files`, by its name with its kind: `unit('malinshopper-php.service')`. */
export function unit(name: string): Unit {
  return { name, content: fileText(name) };
}
