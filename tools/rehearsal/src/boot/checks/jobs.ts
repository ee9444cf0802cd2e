import { expectThat } from '../../checks/check';
import { until } from '../machine/poll';
import { secondsSince, type BootCheck } from './check';
import { healthOf } from '../health';
import { amend, countInLog, heartbeats, replaceJob, serviceOf } from './release';

const role = 'updater-1';
const unit = serviceOf(role);

export const jobChecks: readonly BootCheck[] = [
  {
    subject: 'fetcher continues',
    async look({ machines }) {
      const { machine } = machines.get('fetcher');
      const pause = await machine.run(`systemctl show --property=RestartUSec --value ${serviceOf('fetcher')}`);
      expectThat(pause === '1min', `it pauses ${pause} between two runs, not a minute`);
      // The pause after the first run has begun; a shorter one counts from the next.
      await amend(machine, serviceOf('fetcher'), '[Service]', 'RestartSec=2');
      await machine.run(`systemctl restart ${serviceOf('fetcher')}`);
      const before = await countInLog(machine, 'fetcher', 'published');
      const began = Date.now();
      await until('fetcher runs twice more', 60, async () =>
        (await countInLog(machine, 'fetcher', 'published')) >= before + 2 ? true : undefined,
      );
      return `a minute after each end; with 2 s instead, two more runs in ${secondsSince(began)} s`;
    },
  },
  {
    subject: 'schedule',
    async look({ machines }) {
      const { machine } = machines.get(role);
      const timer = `malinshopper-${role}.timer`;
      const next = await machine.run(
        `date --date="$(systemctl show --property=NextElapseUSecRealtime --value ${timer})" +%M:%S`,
      );
      expectThat(
        Number(next.split(':')[0]) <= 5,
        `it runs next at minute ${next}, not within five minutes of the hour`,
      );
      await amend(
        machine,
        timer,
        '[Timer]',
        'OnCalendar=',
        'OnCalendar=*:*:0/5',
        'RandomizedDelaySec=0',
        'AccuracySec=100ms',
      );
      const before = await countInLog(machine, role, 'published');
      await machine.run(`systemctl restart ${timer}`);
      const began = Date.now();
      await until('the timer starts two runs', 60, async () =>
        (await countInLog(machine, role, 'published')) >= before + 2 ? true : undefined,
      );
      const took = secondsSince(began);
      await machine.run(
        `rm -r /run/systemd/system/${timer}.d && systemctl daemon-reload && systemctl restart ${timer}`,
      );
      return `hourly, next at minute ${next}; every 5 s instead, two runs in ${took} s`;
    },
  },
  {
    subject: 'never twice at once',
    async look({ machines }) {
      const { machine } = machines.get(role);
      await replaceJob(machine, role, '#!/bin/sh\necho "one at a time: begun"\nsleep 3\n');
      await machine.run(
        `systemctl start --no-block ${unit}; sleep 1; systemctl start --no-block ${unit}; systemctl start ${unit}`,
      );
      const runs = await countInLog(machine, role, 'one at a time: begun');
      expectThat(runs === 1, `three starts within three seconds gave ${runs} runs`);
      return 'three starts while it runs are one run';
    },
  },
  {
    subject: 'run that fails',
    async look(world) {
      const { machine } = world.machines.get(role);
      const before = await heartbeats(world, role);
      await replaceJob(machine, role, '#!/bin/sh\nexit 3\n');
      const { code } = await machine.try(`systemctl start ${unit}`);
      expectThat(code !== 0, 'systemd regards a run that ended with 3 as a success');
      const said = await countInLog(machine, role, 'no heartbeat: the run ended with exit-code, exited, 3');
      expectThat(said === 1, 'its heartbeat does not report why it is not sent');
      const after = await heartbeats(world, role);
      expectThat(after === before, `${after - before} heartbeats arrived of a run that failed`);
      await machine.run(`systemctl reset-failed ${unit}`);
      return 'no heartbeat';
    },
  },
  {
    subject: 'job that eats memory',
    async look({ machines }) {
      const { machine } = machines.get(role);
      const web = machines.get('web');
      const processes = () => web.machine.run("pgrep 'nginx|php-fpm|s3fs'");
      const before = await processes();
      const eater = '#!/usr/bin/python3\nhoard = []\nwhile True:\n    hoard.append(bytearray(16 << 20))\n';
      await replaceJob(machine, role, eater);
      const began = Date.now();
      await machine.run(`systemctl start --no-block ${unit}`);
      let slowest = 0;
      await until('the kernel ends the job', 60, async () => {
        const { status, seconds } = await healthOf(web);
        expectThat(status === 200, `/healthz on web answers ${status} meanwhile`);
        slowest = Math.max(slowest, seconds);
        const { stdout } = await machine.try(`systemctl is-failed ${unit}`);
        return stdout.trim() === 'failed' ? true : undefined;
      });
      const took = secondsSince(began);
      const shown = await machine.run(`systemctl show --property=Result,ExecMainStatus --value ${unit}`);
      // With version 1 of control groups systemd is not notified that the kernel has ended it.
      expectThat(
        /^(oom-kill|signal)\n9$/.test(shown),
        `it ended as ${shown.replace('\n', ', ')}, not as killed for its memory`,
      );
      const mounted = await machine.try('/usr/local/lib/malinshopper/content-mounted');
      expectThat(mounted.code === 0, 'the worker has lost its content with it');
      const after = await processes();
      expectThat(after === before, "web's processes have changed");
      const limit = await machine.run('systemctl show --property=EffectiveMemoryMax,MemoryMax --value jobs.slice');
      const parent = await machine.run('systemctl show --property=Slice --value jobs.slice');
      expectThat(parent === '-.slice', `jobs.slice is in ${parent}, where its weights compete with no other slice`);
      await machine.run(`systemctl reset-failed ${unit}`);
      return `killed after ${took} s (${shown.split('\n')[0]}; slice ${mib(limit)} of 2048 MiB); the worker keeps its content, web's slowest answer ${slowest.toFixed(2)} s`;
    },
  },
];

const mib = (shown: string) =>
  `${Math.round(Number(shown.split('\n').find((line) => /^\d+$/.test(line)) ?? 0) / 1024 ** 2)} MiB`;
