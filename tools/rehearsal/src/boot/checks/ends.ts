import { expectThat } from '../../checks/check';
import { rebalanceRecommendation, spotNotice } from '../instance-metadata';
import { BOOT_SECONDS, until } from '../machine/poll';
import { secondsSince, type BootCheck } from './check';
import { healthOf } from '../health';
import { deploy } from './deployment';
import { countInLog, replaceJob, serviceOf } from './release';

const role = 'updater-1';
const unit = serviceOf(role);
const mark = '/run/malinshopper-interruption/announced';
const untilStopped = `#!/bin/sh
trap 'echo "stopped cleanly"; exit 0' TERM
echo 'works until it is stopped'
sleep infinity &
wait
`;

export const endChecks: readonly BootCheck[] = [
  {
    subject: 'spot interruption',
    async look({ machines }) {
      const { machine, announce } = machines.get(role);
      await replaceJob(machine, role, untilStopped);
      await machine.run(`systemctl start --no-block ${unit}`);
      await until('the job begins', 30, async () =>
        (await countInLog(machine, role, 'works until it is stopped')) > 0 ? true : undefined,
      );
      announce(rebalanceRecommendation(new Date()));
      await until('the recommendation is noticed', 30, async () =>
        (await machine.try(`test -e ${mark}`)).code === 0 ? true : undefined,
      );
      const goesOn = await machine.run(`systemctl show --property=ActiveState --value ${unit}`);
      expectThat(goesOn === 'activating', `a recommendation to rebalance ends a run: its unit is ${goesOn}`);
      // A quarter of an hour later, with the instance still running.
      await machine.run(`touch --date='16 minutes ago' ${mark}`);
      await until('runs may begin again', 30, async () =>
        (await machine.try(`test -e ${mark}`)).code === 0 ? undefined : true,
      );
      const began = Date.now();
      announce(spotNotice(new Date(began + 120_000)));
      await until('the job stops', 30, async () =>
        (await countInLog(machine, role, 'stopped cleanly')) > 0 ? true : undefined,
      );
      const took = secondsSince(began);
      await until('its units stop', 30, async () => {
        const { stdout } = await machine.try(`systemctl is-active ${unit} malinshopper-${role}.timer`);
        return stdout === 'inactive\ninactive\n' ? true : undefined;
      });
      await machine.run(`systemctl start ${unit}`);
      const again = await countInLog(machine, role, 'works until it is stopped');
      expectThat(again === 1, 'a run begins although the instance is interrupted');
      announce({});
      return `a recommendation to rebalance lets it run on, for a quarter of an hour without another; it has stopped cleanly ${took} s after the notice, and no other begins`;
    },
  },
  {
    subject: 'reboot',
    async look({ machines }) {
      const [web, worker] = [machines.get('web'), machines.get(role)];
      await deploy(worker.machine, 'hadoop-job', machines.folder);
      const began = Date.now();
      const served = web.machine
        .reboot(BOOT_SECONDS)
        .then(() =>
          until('/healthz answers 200', 60, async () =>
            (await healthOf(web)).status === 200 ? secondsSince(began) : undefined,
          ),
        );
      await Promise.all([served, worker.machine.reboot(BOOT_SECONDS)]);
      for (const { machine } of [web, worker]) {
        const mount = await machine.run('findmnt --noheadings --output FSTYPE /srv/content');
        expectThat(mount === 'fuse.s3fs', `${machine.name} came back with "${mount}" for its content`);
        const failed = (await machine.try('systemctl list-units --failed --plain --no-legend')).stdout.trim();
        expectThat(failed === '', `${machine.name} came back with failed units: ${failed}`);
      }
      await worker.machine.run(`systemctl start ${unit}`);
      return `web serves again ${await served} s later; ${role} has its content, and a run succeeds`;
    },
  },
];
