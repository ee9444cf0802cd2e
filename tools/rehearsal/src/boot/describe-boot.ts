import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { bootChecks } from './checks';
import type { BootContext } from './checks/check';
import { clearLeftovers, folderOf, tracesOf } from './leftovers';
import { until } from './machine/poll';
import { cache } from './machines';
import { missing } from './needs';
import { bootMachines, type Booted } from './rehearse';

const minutes = 60_000;

/**
 * The boot rehearsal as tests, for a test file with an environment on the embedded AWS. On a machine without the needed
 * programs, each test is reported as skipped, and its name lists the missing programs.
 */
export function describeBoot(environment: Environment, clients: () => Clients): void {
  const lacks = missing();
  if (lacks.length > 0) {
    describe(`machines of ${environment.name}, which need ${lacks.join(', ')}`, () => {
      it.skip.each(bootChecks)('$subject', () => undefined);
    });
    return;
  }
  describe(`machines that boot from the launch templates of ${environment.name}`, () => {
    let booted: Booted | undefined;
    let world: BootContext;

    beforeAll(async () => {
      booted = await bootMachines(environment, clients());
      ({ world } = booted);
    }, 90 * minutes);
    afterAll(() => booted?.end(), 30 * minutes);

    it.each(bootChecks)(
      '$subject',
      async ({ look }) => expect(await look(world)).toEqual(expect.any(String)),
      30 * minutes,
    );

    it('leave no process, no mount and no control group behind', async () => {
      await booted!.end();
      expect(tracesOf(process.pid)).toEqual([]);
    }, 30 * minutes); // prettier-ignore

    it(
      'leave none in use when the rehearsal is killed outright, and the next removes its folder',
      async () => {
        const program = join(__dirname, 'testing/one-machine.ts');
        const rehearsal = fork(program, { execArgv: ['--require', require.resolve('tsx/cjs')] });
        await expect(new Promise((resolve) => rehearsal.once('message', resolve))).resolves.toBe('started');
        expect(tracesOf(rehearsal.pid!).join('\n')).toContain('systemd');
        const folder = folderOf(cache, rehearsal.pid!);
        const ended = new Promise((resolve) => rehearsal.once('exit', resolve));
        rehearsal.kill('SIGKILL');
        await ended;
        const noTrace = async () => {
          clearLeftovers(cache);
          return tracesOf(rehearsal.pid!).length === 0 ? true : undefined;
        };
        await until('all of it ends', 30, noTrace, () => tracesOf(rehearsal.pid!).join('\n'));
        expect(existsSync(folder)).toBe(false);
      },
      30 * minutes,
    );
  });
}
