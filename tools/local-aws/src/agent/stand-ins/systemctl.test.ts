import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';

afterEach(removeInstances);

describe('the stand-in for systemctl', () => {
  itFenced('records its calls, and reports that it is a stand-in', async () => {
    const folder = await bootedInstance();
    const { end, stdout } = await runHook(
      folder,
      'systemctl daemon-reload && systemctl restart --no-block nginx php8.3-fpm.service',
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
    expect(stdout).toBe('systemctl (a stand-in): restart nginx\nsystemctl (a stand-in): restart php8.3-fpm\n');
    const log = readFileSync(join(folder, 'root/var/log/systemctl.log'), 'utf8').trim().split('\n');
    expect(log.map((line) => line.replace(/^\S+Z /, ''))).toEqual([
      'systemctl daemon-reload',
      'systemctl restart --no-block nginx php8.3-fpm.service',
    ]);
  });

  itFenced.each([
    ['systemctl is-active nginx', 0, 'active\n'],
    ['systemctl -q stop nginx; systemctl is-active nginx.service', 3, 'inactive\n'],
    ['systemctl -q stop nginx; systemctl is-active --quiet nginx', 3, ''],
    ['systemctl -q stop nginx; systemctl -q start nginx; systemctl is-active nginx', 0, 'active\n'],
    ['systemctl -q stop nginx; systemctl -q reload nginx', 1, ''],
    ['systemctl -q stop nginx; systemctl -q reload-or-restart nginx; systemctl status nginx', 0, 'active\n'],
    ['systemctl -q disable --now nginx; systemctl is-active nginx', 3, 'inactive\n'],
    ['systemctl -q stop nginx; systemctl -q enable --now nginx; systemctl is-active nginx', 0, 'active\n'],
    ['systemctl -q enable nginx; systemctl is-enabled nginx', 0, 'enabled\n'],
    ['systemctl is-failed nginx', 1, 'active\n'],
    ['systemctl restart', 1, ''],
    ['systemctl edit nginx', 1, ''],
    ['systemctl list-units --type service', 0, ''],
    ['systemctl is-system-running', 0, 'running\n'],
    ['systemctl --version', 0, 'systemd 255 (a stand-in)\n'],
    ['systemctl -q kill -s HUP nginx; systemctl is-active nginx', 0, 'active\n'],
    ['systemctl -q kill --signal=USR2 nginx; systemctl is-active nginx', 0, 'active\n'],
    ['systemctl -q kill nginx; systemctl is-active nginx', 3, 'inactive\n'],
    ['systemctl -q stop nginx; systemctl -q force-reload nginx; systemctl is-active nginx', 0, 'active\n'],
    ['systemctl condrestart nginx', 0, 'systemctl (a stand-in): condrestart nginx\n'],
    ['systemctl -n 20 --no-pager status nginx', 0, 'active\n'],
    ['systemctl show -p ActiveState nginx', 0, 'ActiveState=active\n'],
    ['systemctl -q stop nginx; systemctl show --property=SubState,ActiveState --value nginx', 0, 'inactive\ndead\n'],
    ['systemctl show -pLoadState nginx', 0, 'LoadState=loaded\n'],
  ])('%s ends with %d', async (command, code, stdout) => {
    const run = await runHook(await bootedInstance(), command);
    expect([run.end, run.stdout]).toEqual([{ kind: 'exited', code }, stdout]);
  });

  itFenced('remembers from one hook to the next', async () => {
    const folder = await bootedInstance();
    await runHook(folder, 'systemctl stop nginx');
    expect((await runHook(folder, 'systemctl is-active nginx')).stdout).toBe('inactive\n');
  });
});
