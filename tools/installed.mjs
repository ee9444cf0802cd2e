import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the packages of the lock file that this machine needs and that are not installed accordingly, by their folders. npm writes the installed
 * packages into `node_modules/.package-lock.json` at the end of an installation, also after `npm prune` and `npm install` (npm documentation,
 * "package-lock.json", "Hidden Lockfiles"); an interrupted `npm ci` has removed that file. The existence of each folder is checked too: folders can
 * be removed by hand.
 * @param {string} root of the repository
 * @returns {string[]}
 */
export function missingPackages(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const found = packagesIn(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).flatMap(([folder, entry]) => {
    // Projects of the repository are no packages of npm; the links to them are.
    if (!/(^|\/)node_modules\//.test(folder) || !isNeeded(folder, wanted)) return [];
    const same = found[folder] && found[folder].version === entry.version && found[folder].resolved === entry.resolved;
    return same && existsSync(join(root, folder, 'package.json')) ? [] : [folder];
  });
}

/** npm leaves a package out if it, or the package that contains it, is optional and made for another machine. */
function isNeeded(folder, wanted) {
  const parts = folder.split('/node_modules/');
  return parts.every((_, index) => {
    const { optional, os, cpu, libc } = wanted[parts.slice(0, index + 1).join('/node_modules/')] ?? {};
    // For an optional package without a machine it cannot be decided whether another package requires it.
    if (optional && !os && !cpu && !libc) return index < parts.length - 1;
    return !optional || (fits(os, process.platform) && fits(cpu, process.arch) && (!libc || libc.includes(ownLibc())));
  });
}

/** npm documentation, "package.json", "os": names, or names that are refused with a "!" before them. */
function fits(names, own) {
  if (!names) return true;
  const refused = names.some((name) => name === `!${own}`);
  return !refused && (names.includes(own) || names.every((name) => name.startsWith('!')));
}

let libc;
/** As npm detects it (npm-install-checks). */
function ownLibc() {
  if (process.platform !== 'linux') return undefined;
  process.report.excludeNetwork = true;
  libc ??= process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return libc;
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
