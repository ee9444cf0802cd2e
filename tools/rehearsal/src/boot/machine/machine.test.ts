import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edge } from './edge-process';
import { Machine } from './machine';

jest.mock('node:child_process', () => ({ ...jest.requireActual<object>('node:child_process'), spawn: jest.fn() }));

const folder = mkdtempSync(join(tmpdir(), 'machine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A machine with a process without systemd, which has ended if there is an exit code. */
function machineWith({ exitCode }: { exitCode: number | null }): Machine {
  const layer = join(folder, 'layer');
  mkdirSync(join(layer, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(join(layer, 'etc/ssl/certs/ca-certificates.crt'), '');
  const process = Object.assign(new EventEmitter(), { pid: undefined, exitCode, signalCode: null });
  jest.mocked(spawn).mockReturnValue(process as never);
  const machine = Machine.start({
    name: 'web',
    image: { layers: [layer] },
    folder: join(folder, 'web'),
    edge: { pid: 0 } as Edge,
    authority: '',
    group: 'none',
    memory: 0,
  });
  appendFileSync(join(folder, 'web/console.log'), 'no init found');
  return machine;
}

test('throws when a script fails, with the script, its exit code and its output', async () => {
  const machine = machineWith({ exitCode: null });
  const attempt = jest.spyOn(machine, 'try');
  attempt.mockResolvedValueOnce({ code: 2, stdout: 'half', stderr: 'no such file\n' });
  await expect(machine.run('cat x')).rejects.toThrow('web: `cat x` ended with 2: no such file');
  attempt.mockResolvedValueOnce({ code: 3, stdout: 'half\n', stderr: '' });
  await expect(machine.run('cat x')).rejects.toThrow('web: `cat x` ended with 3: half');
  attempt.mockResolvedValueOnce({ code: 0, stdout: 'all\n', stderr: '' });
  await expect(machine.run('cat x')).resolves.toBe('all');
});

test('throws when a script is to run in a machine that does not run, with its console', async () => {
  await expect(machineWith({ exitCode: null }).run('true')).rejects.toThrow(
    'web does not run. Its console:\nno init found',
  );
});

test('throws when a machine ends while it boots, with its console', async () => {
  await expect(machineWith({ exitCode: 1 }).booted(5)).rejects.toThrow(
    'web has ended while it booted. Its console:\nno init found',
  );
});

test('throws when a machine does not boot in time', async () => {
  await expect(machineWith({ exitCode: null }).booted(0)).rejects.toThrow('web boots: not within 0 s.');
});
