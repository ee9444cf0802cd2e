import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { setupScript } from './setup-script';

const temporary = temporaryFolder();

const parts = [
  {
    packages: ['one', 'two'],
    files: [{ path: '/etc/one.conf', content: 'a $HOME `date`\n\tb "c" \'d\'\n' }],
    commands: ['first'],
  },
  {
    packages: ['two'],
    units: [
      { name: 'a.service', content: '[Service]\n[Install]\nWantedBy=x\n' },
      { name: 'b.service', content: '[Service]\n' },
    ],
    commands: ['first', 'second'],
  },
];

describe('the setup script', () => {
  test('contains each step once, files first, then packages, then commands and units in order', () => {
    const [, ...steps] = setupScript(...parts)
      .split('\n')
      .filter((line) => /^(write|dnf|systemctl|first|second) ?/.test(line));
    expect(steps).toEqual([
      "write /etc/one.conf 0644 root root <<'END_OF_MALINSHOPPER_FILE'",
      "write /etc/systemd/system/a.service 0644 root root <<'END_OF_MALINSHOPPER_FILE'",
      "write /etc/systemd/system/b.service 0644 root root <<'END_OF_MALINSHOPPER_FILE'",
      'dnf install --assumeyes --quiet one two',
      'systemctl daemon-reload',
      'first',
      'second',
      'systemctl enable a.service',
      'systemctl restart a.service || echo "a.service did not start" >&2',
    ]);
  });

  test('is the same text for the same parts', () => expect(setupScript(...parts)).toBe(setupScript(...parts)));

  test('refuses a file with the end line in its text', () => {
    const content = 'a\nEND_OF_MALINSHOPPER_FILE\nb\n';
    expect(() => setupScript({ files: [{ path: '/etc/two.conf', content }] })).toThrow(
      'The file /etc/two.conf contains the line END_OF_MALINSHOPPER_FILE, which is the heredoc delimiter of the setup script. Choose another delimiter.',
    );
  });
});

/**
 * Runs a script with the files of a node in a folder, as root or another user, with programs that only print their
 * names.
 */
function onNode(
  text: string,
  { isMaster, root = true, failing = 'nothing' }: { isMaster: boolean; root?: boolean; failing?: string },
) {
  const folder = mkdtempSync(join(temporary.path, 'node-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const name of ['dnf', 'systemctl', 'sudo']) {
    writeFileSync(join(programs, name), `#!/bin/sh\necho "${name} $*"\n[ "${name} $*" != "${failing}" ]\n`, {
      mode: 0o755,
    });
  }
  writeFileSync(join(programs, 'id'), `#!/bin/sh\necho ${root ? 0 : 1000}\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'instance.json'), JSON.stringify({ isMaster }));
  const script = join(folder, 'setup.sh');
  const here = text.replace('/mnt/var/lib/info/', `${folder}/`).replaceAll('/etc/', `${folder}/etc/`);
  // The user of the tests cannot change the owner of files.
  writeFileSync(script, here.replace('--owner="$3" --group="$4" ', ''));
  const { status, stdout } = spawnSync('bash', [script], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${programs}:${process.env['PATH']}` },
  });
  return { folder, script, status, said: stdout.trim().split('\n') };
}

describe('on a node', () => {
  const text = setupScript({ ...parts[0], commands: [] });

  test('that is the primary, the files exist byte for byte, with their permissions', () => {
    const { folder, status, said } = onNode(text, { isMaster: true });
    expect([status, said]).toEqual([0, ['dnf install --assumeyes --quiet one two', 'systemctl daemon-reload']]);
    expect(readFileSync(join(folder, 'etc/one.conf'), 'utf8')).toBe(parts[0]!.files![0]!.content);
    expect((statSync(join(folder, 'etc/one.conf')).mode & 0o777).toString(8)).toBe('644');
  });

  test('with units that do not start yet, everything else succeeds, because otherwise EMR would terminate the cluster', () => {
    const { folder, status, said } = onNode(setupScript({ ...parts[1], commands: [] }), {
      isMaster: true,
      failing: 'systemctl restart a.service',
    });
    expect([status, said.at(-1)]).toEqual([0, 'systemctl restart a.service']);
    expect(existsSync(join(folder, 'etc/systemd/system/b.service'))).toBe(true);
  });

  test('that is not the primary, nothing is done', () => {
    const { status, said } = onNode(text, { isMaster: false });
    expect([status, said]).toEqual([0, ['']]);
  });

  test('the script becomes root', () => {
    const { script, said } = onNode(text, { isMaster: true, root: false });
    // With its interpreter: a step's download is not executable.
    expect(said).toEqual([`sudo bash ${script}`]);
  });
});
