import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceFile, Unit } from './boot-part';
import { programFolder } from './paths';

/**
 * The text of a file of the folder `files`, as it is: what Terraform would take for an expression is escaped (Terraform
 * language, "Strings and Templates"), so these files hold no reference. What differs by environment they read from
 * `/etc/malinshopper.env`.
 */
export function fileText(name: string): string {
  return readFileSync(join(__dirname, 'files', name), 'utf8').replace(/[$%]\{/g, (opening) => opening[0] + opening);
}

/** The file `name` of the folder `files`, at a path of the instance. */
export function file(name: string, path: string): InstanceFile {
  return { path, content: fileText(name) };
}

/** A program of the folder `files`, installed as /usr/local/lib/malinshopper/<name>. */
export function program(name: string): InstanceFile {
  return { ...file(name, `${programFolder}/${name}`), permissions: '0755' };
}

/** A unit of the folder `files`, by its name with its kind: `unit('malinshopper-php.service')`. */
export function unit(name: string): Unit {
  return { name, content: fileText(name) };
}
