import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootedInstance, instanceFolder, removeInstances } from '../testing/instance';
import { firstBoot } from './first-boot';

afterEach(removeInstances);

describe('an instance', () => {
  it('boots with the files of its user data', async () => {
    const folder = await bootedInstance(
      Buffer.from(
        '#cloud-config\nwrite_files:\n  - {path: /etc/malinshopper.env, content: "MALINSHOPPER_ROLE=web\\n"}\n' +
          '  - {path: /usr/local/lib/malinshopper/size, content: "#!/bin/sh\\n", permissions: "0755"}\n',
      ),
    );
    expect(readFileSync(join(folder, 'root/etc/malinshopper.env'), 'utf8')).toBe('MALINSHOPPER_ROLE=web\n');
    expect(statSync(join(folder, 'root/usr/local/lib/malinshopper/size')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(folder, 'root/etc/hostname'), 'utf8')).toBe('i-0123456789abcdef0\n');
  });

  it('writes nothing outside of itself: /var/run is a link to its own /run', async () => {
    const folder = await bootedInstance(
      Buffer.from('#cloud-config\nwrite_files:\n  - {path: /var/run/agent-test/x, content: x}\n'),
    );
    expect(existsSync(join(folder, 'root/run/agent-test/x'))).toBe(true);
    expect(existsSync('/run/agent-test')).toBe(false);
  });

  it('boots without files that cannot be written, and reports them', async () => {
    const folder = instanceFolder();
    const said: string[] = [];
    const files = '  - {path: /etc/a, content: a}\n  - {path: /etc/a/b, content: b}\n  - {path: /etc/c, content: c}\n';
    await firstBoot(folder, Buffer.from(`#cloud-config\nwrite_files:\n${files}`), (line) => said.push(line));
    expect(said).toEqual([expect.stringMatching(/^\/etc\/a\/b of its user data is left out: /)]);
    expect(existsSync(join(folder, 'root/etc/c'))).toBe(true);
  });

  it('boots once, and again if it was killed meanwhile', async () => {
    const folder = instanceFolder();
    mkdirSync(join(folder, 'root.draft/etc'), { recursive: true });
    writeFileSync(join(folder, 'root.draft/etc/half'), '');
    await firstBoot(folder, undefined, () => {});
    expect(readdirSync(folder)).toEqual(['root']);
    expect(existsSync(join(folder, 'root/etc/half'))).toBe(false);
    writeFileSync(join(folder, 'root/etc/mine'), '');
    await firstBoot(folder, undefined, () => {});
    expect(existsSync(join(folder, 'root/etc/mine'))).toBe(true);
  });
});
