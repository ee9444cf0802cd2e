import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rawZip, type RawEntry } from './raw-zip';

/** An AppSpec file with every possible key. */
export const sampleAppSpec = `version: 0.0
os: linux
files:
  - source: web
    destination: /var/www/malinshopper
  - source: ./config/app.ini
    destination: /etc/malinshopper/
file_exists_behavior: OVERWRITE
permissions:
  - object: /var/www/malinshopper
    pattern: "*.php"
    except: [healthz.php]
    owner: root
    group: www-data
    mode: 640
    acls:
      - u:deploy:rw
      - m::rw
      - g:adm:r
      - group:staff:r-x
      - backup:4
      - user:www-data:rwx
    type:
      - file
hooks:
  ApplicationStop:
    - location: hooks/stop
      timeout: 60
  AfterInstall:
    - location: ./hooks/configure
      timeout: 120
      runas: www-data
    - location: hooks/warm
  ValidateService:
    - location: hooks/validate
      timeout: 30
`;

/**
 * The sample's AppSpec file with one of its lines replaced.
 * @throws if it has no such line
 */
export function withLine(line: string, replacement: string): string {
  if (!sampleAppSpec.includes(`${line}\n`)) {
    throw new Error(`The sample has no line ${line}`);
  }
  return sampleAppSpec.replace(`${line}\n`, `${replacement}\n`);
}

/** A revision like the examples: path and content; files in `hooks` are executable. */
export type Sample = Readonly<Record<string, string>>;

export const sample: Sample = {
  'appspec.yml': sampleAppSpec,
  'config/app.ini': 'display_errors=0\n',
  'hooks/configure': '#!/bin/sh\nset -e\n',
  'hooks/stop': '#!/bin/sh\nexit 0\n',
  'hooks/validate': '#!/usr/bin/env bash\ntest -f /var/www/malinshopper/index.php\n',
  'hooks/warm': '#!/bin/sh\ntrue\n',
  'web/healthz.php': '<?php echo "ok";\n',
  'web/index.php': '<?php phpinfo();\n',
};

/** The entries of a zip with these files. */
export function entriesOf(files: Sample): RawEntry[] {
  return Object.entries(files).map(([name, content]) => ({ name, content, mode: modeOf(name) }));
}

/** A zip with these files, and with these entries behind them. */
export function zipOf(files: Sample, more: readonly RawEntry[] = []): Buffer {
  return rawZip([...entriesOf(files), ...more]);
}

/** The sample with its files under other names. */
export function renamed(rename: (name: string) => string): Sample {
  return Object.fromEntries(Object.entries(sample).map(([name, content]) => [rename(name), content]));
}

/** The sample without some of its files. */
export function without(...names: string[]): Sample {
  return Object.fromEntries(Object.entries(sample).filter(([name]) => !names.includes(name)));
}

/** Writes these files into a folder. */
export async function writeSample(folder: string, files: Sample): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content, { mode: modeOf(name) & 0o777 });
  }
}

function modeOf(name: string): number {
  return name.startsWith('hooks/') ? 0o100755 : 0o100644;
}
