import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lines } from './boot-part';
import { programFolder } from './paths';
import { machine, machinesDifferentBy, type Machine, type WrittenFile } from '../testing/machine';
import { temporaryFolder } from '../testing/temporary-folder';
import { testWith, type Run } from '../testing/tool';

const systemd = { name: 'systemd-analyze' };
const folder = temporaryFolder();
const isUnit = ({ path }: WrittenFile) => /^\/etc\/systemd\/system\/[^/]+\.(service|timer|slice)$/.test(path);
const machines = machinesDifferentBy(({ files }) =>
  JSON.stringify(files.filter(({ path }) => path.startsWith('/etc/systemd/') || path.startsWith(programFolder))),
);

/**
 * Creates a root file system with the units of systemd's package, and the units of other packages for which this
 * repository has drop-ins.
 */
function rootWith(name: string, written: Machine): string {
  const root = join(folder.path, name.replace(/\W+/g, '-'));
  const packaged = ['/usr/lib/systemd/system', '/lib/systemd/system'].find((path) => existsSync(path))!;
  cpSync(packaged, join(root, 'usr/lib/systemd/system'), { recursive: true, verbatimSymlinks: true });
  written.writeTo(root);
  // Stand-ins replace the programs of packages and of the release. The programs of this repository must be among the
  // written files, and be executable.
  for (const { content } of written.files) {
    for (const [, program] of content.matchAll(/^Exec\w+=[-@:+!]*(\/\S+)/gm)) {
      if (!program!.startsWith(programFolder)) stub(join(root, program!));
    }
  }
  return root;
}

function stub(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
}

/** Returns the errors that systemd reports for units of this repository, without the errors of other packages. */
async function faults(run: Run, root: string, units: readonly string[]): Promise<string[]> {
  const { output } = await run(['verify', `--root=${root}`, '--man=no', ...units]);
  return output
    .split('\n')
    .filter((line) => units.some((unit) => line.includes(unit)) || line.includes('malinshopper'));
}

describe('systemd', () => {
  for (const [name, written] of machines) {
    const units = written.files.filter(isUnit).map(({ path }) => basename(path));

    testWith(systemd, `accepts the units of ${name}`, async (run) => {
      expect(units.length).toBeGreaterThan(3);
      expect(await faults(run, rootWith(name, written), units)).toEqual([]);
    });
  }

  testWith(systemd, 'refuses a unit with an unknown word or a missing program', async (run) => {
    const root = rootWith('broken', machines[0]![1]);
    const unit = lines('[Service]', `ExecStart=${programFolder}/not-there`, 'Restart=sometimes');
    writeFileSync(join(root, 'etc/systemd/system/broken.service'), unit);
    const found = (await faults(run, root, ['broken.service'])).join('\n');
    expect(found).toMatch(/sometimes/);
    expect(found).toMatch(/not-there is not executable/);
  });

  const calendars = new Set(
    machines.flatMap(([, { files }]) =>
      files.flatMap(({ content }) => [...content.matchAll(/^OnCalendar=(.+)$/gm)].map(([, when]) => when!)),
    ),
  );
  for (const calendar of calendars) {
    testWith(systemd, `accepts the calendar expression "${calendar}"`, async (run) => {
      expect(await run(['calendar', calendar])).toMatchObject({ ok: true });
    });
  }

  testWith(systemd, 'refuses "every so often"', async (run) => {
    expect(await run(['calendar', 'every so often'])).toMatchObject({ ok: false });
  });
});

test('the timers of the updaters and of the log rotation are among the checked ones', () => {
  expect(machine('production', 'updater-1').unit('malinshopper-updater-1.timer')).toContain('OnCalendar=');
});
