import { execFile } from 'node:child_process';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { renamed, sample, sampleAppSpec, without, writeSample, zipOf } from '../sample';
import type { Variant } from './variant';

const scripts = ['hooks/stop', 'hooks/configure', 'hooks/warm', 'hooks/validate'];

/** Scripts and sources that are missing, misplaced, or cannot be run. */
export function missingFiles(): Variant[] {
  const named = [...scripts, 'config/app.ini'];
  const gone = named.map((name) => ({ name, files: without(name) }));
  const letter = fc.record({ name: fc.constantFrom(...named), at: fc.nat(30), letter: fc.constantFrom(...'aBz-. _é') });
  const mistyped = fc.sample(letter, { numRuns: 60, seed: 3 }).map(({ name, at, letter: added }) => {
    const split = 1 + name.lastIndexOf('/') + (at % (name.length - name.lastIndexOf('/')));
    const other = name.slice(0, split) + added + name.slice(split);
    return { name, files: { ...without(name), [other]: sample[name]! } };
  });
  const missing = [...gone, ...mistyped].map(({ name, files }) => ({
    kind: 'missing files',
    name: `${name}, and there is ${Object.keys(files).at(-1)}`,
    culprit: `"${name}" is not in the revision.`,
    broken: zipOf(files),
  }));
  const contents = [
    'echo\r\n',
    '#!/bin/sh\r\nexit\r\n',
    '\ufeff#!/bin/sh\n',
    '<?php\n',
    '\ufeffecho\n',
    'MZ\0\0',
    '\0',
  ];
  const unrunnable = scripts.flatMap((name) =>
    contents.map((content) => ({
      kind: 'scripts that cannot run',
      name: `${name}: ${JSON.stringify(content)}`,
      culprit: `location "${name}" `,
      broken: zipOf({ ...sample, [name]: content }),
    })),
  );
  return [...missing, ...unrunnable];
}

/** Revisions with a misplaced AppSpec file. */
export function misplacedAppSpecs(): Variant[] {
  const places = [
    'appspec.yaml',
    'AppSpec.yml',
    'appspec.YML',
    'APPSPEC.YML',
    'appspec.yml.txt',
    'appspec',
    '.appspec.yml',
    'deploy/appspec.yml',
    'web/appspec.yaml',
    ' appspec.yml',
  ];
  const moved = places.map((name) => ({
    kind: 'misplaced AppSpec files',
    name,
    culprit: /appspec\.yml/,
    broken: zipOf({ ...without('appspec.yml'), [name]: sampleAppSpec }),
  }));
  const deeper = ['app', 'release-1.2.3', 'a b'].map((folder) => ({
    kind: 'misplaced AppSpec files',
    name: `all in ${folder}`,
    culprit: `packed one folder too deep: all of it is in "${folder}"`,
    broken: zipOf(renamed((name) => `${folder}/${name}`)),
  }));
  return [...moved, ...deeper];
}

/** Folders with an item that cannot be packed. */
export function brokenFolders(): Variant[] {
  const folder = (name: string, culprit: string, prepare: (at: string) => Promise<unknown>): Variant => ({
    kind: 'broken folders',
    name,
    culprit,
    broken: async (at) => {
      await writeSample(at, sample);
      await prepare(at);
    },
  });
  const targets = ['index.php', '../hooks', '..', '../..', '/etc/passwd', '/', 'nowhere', 'link'];
  return [
    ...targets.map((target) =>
      folder(`a link to ${target}`, 'web/link: is a symbolic link', (at) => symlink(target, join(at, 'web/link'))),
    ),
    ...scripts.map((name) =>
      folder(`${name} is a link`, `${name}: is a symbolic link`, async (at) => {
        await rm(join(at, name));
        await symlink('/bin/true', join(at, name));
      }),
    ),
    ...scripts.map((name) => folder(`no ${name}`, `"${name}" is not in the revision`, (at) => rm(join(at, name)))),
    folder('a pipe', 'web/pipe: is neither a file nor a folder', (at) =>
      promisify(execFile)('mkfifo', [join(at, 'web/pipe')]),
    ),
    folder('a backslash', '"web/..\\\\x"', (at) => writeFile(join(at, 'web/..\\x'), '')),
    folder('a line end', '"web/a\\nb"', (at) => writeFile(join(at, 'web/a\nb'), '')),
    folder('Latin-1', 'has a name that is not UTF-8', (at) => writeFile(Buffer.from(`${at}/web/\xe9`, 'latin1'), '')),
    folder('a drive', '"C:x"', (at) => writeFile(join(at, 'C:x'), '')),
    folder('no AppSpec file', 'has no appspec.yml at its root', (at) => rm(join(at, 'appspec.yml'))),
    folder('an appspec.yml that is a link', 'appspec.yml: is a symbolic link', async (at) => {
      await rm(join(at, 'appspec.yml'));
      await symlink('/etc/hostname', join(at, 'appspec.yml'));
    }),
  ];
}
