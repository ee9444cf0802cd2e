import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scripts {
  /** Additional commands of ValidateService, in sh. @default - none */
  readonly validate?: string;
}

/** The paths at which a test puts files into an instance; the hooks of its revisions look for them. */
export const marks = {
  /** AfterInstall waits while it exists. */
  hold: 'srv/hold',
  /** ValidateService fails for the revision with the page that it names. */
  broken: 'srv/broken',
} as const;

/** A folder with a revision: a page that contains its version, and hooks. */
export function revisionFolder(version: string, { validate = ':' }: Scripts = {}): string {
  const folder = mkdtempSync(join(tmpdir(), `revision-${version}-`));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'page'), `${version}\n`);
  const hook = (name: string, line: string) => {
    writeFileSync(join(folder, 'scripts', name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, 'scripts', name), 0o755);
  };
  hook('after-install', `while test -e /${marks.hold}; do sleep 0.1; done`);
  hook('validate', `if cmp -s /${marks.broken} /srv/app/page; then echo "the disk is full"; exit 3; fi\n${validate}`);
  writeFileSync(
    join(folder, 'appspec.yml'),
    `version: 0.0
os: linux
files:
  - source: page
    destination: /srv/app
hooks:
  AfterInstall:
    - location: scripts/after-install
      timeout: 600
  ValidateService:
    - location: scripts/validate
      timeout: 60
`,
  );
  return folder;
}
