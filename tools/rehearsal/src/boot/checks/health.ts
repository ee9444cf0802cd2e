import {
  DescribeAutoScalingInstancesCommand,
  ResumeProcessesCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { expectThat } from '../../checks/check';
import { until } from '../machine/poll';
import { secondsSince, type BootCheck, type BootContext } from './check';
import { healthOf } from '../health';

/** The load balancer does not wait longer (apps/compute, target-group.ts). */
const PATIENCE_SECONDS = 5;

/** Waits for an answer of /healthz; each answer has to arrive before the load balancer's time limit. */
async function untilHealth({ machines }: BootContext, wanted: number, seconds: number): Promise<string> {
  const began = Date.now();
  let slowest = 0;
  await until(`/healthz answers ${wanted}`, seconds, async () => {
    const { status, seconds: took } = await healthOf(machines.get('web'));
    slowest = Math.max(slowest, took);
    expectThat(took < PATIENCE_SECONDS, `/healthz took ${took} s, longer than the load balancer waits`);
    return status === wanted ? true : undefined;
  });
  return `${wanted} after ${secondsSince(began)} s (slowest answer ${slowest.toFixed(2)} s)`;
}

const s3fs = 'pidof s3fs';

export const healthChecks: readonly BootCheck[] = [
  {
    subject: 'health check',
    async look(world) {
      const { status, seconds } = await healthOf(world.machines.get('web'));
      expectThat(status === 200, `/healthz answers ${status} with the content mounted`);
      return `/healthz answers 200 in ${(seconds * 1000).toFixed(0)} ms, before the first release`;
    },
  },
  {
    subject: 'mount is killed',
    async look(world) {
      await world.machines.get('web').machine.run(`kill -9 $(${s3fs})`);
      const red = await untilHealth(world, 503, 15);
      return `${red}; systemd mounts it again: ${await untilHealth(world, 200, 60)}`;
    },
  },
  {
    subject: 'mount hangs',
    async look(world) {
      const { machine } = world.machines.get('web');
      await machine.run(`kill -STOP $(${s3fs})`);
      // A process that accesses a hanging mount hangs too; content-watch finds nothing new without one.
      await machine.try('timeout 2 ls /srv/content/hangs');
      const red = await untilHealth(world, 503, 40).finally(() => machine.try(`kill -CONT $(${s3fs})`));
      return `${red}; when it continues: ${await untilHealth(world, 200, 40)}`;
    },
  },
  {
    subject: 'mount is unmounted',
    async look(world) {
      await world.machines.get('web').machine.run('umount --lazy /srv/content');
      const red = await untilHealth(world, 503, 15);
      await world.machines.get('web').machine.run('systemctl restart malinshopper-content');
      return `${red}; after a restart of the mount: ${await untilHealth(world, 200, 60)}`;
    },
  },
];

/** A worker that cannot mount its content any more. It is repaired afterwards. */
export const lostMountCheck: BootCheck = {
  subject: 'worker without content',
  async look({ machines, clients: { autoScaling } }) {
    const { machine, instance } = machines.get('updater-2');
    const inAws = async () => {
      const { AutoScalingInstances = [] } = await autoScaling.send(
        new DescribeAutoScalingInstancesCommand({ InstanceIds: [instance.id] }),
      );
      return AutoScalingInstances[0];
    };
    const healthInAws = async () => (await inAws())?.HealthStatus?.toLowerCase();
    expectThat((await healthInAws()) === 'healthy', `Auto Scaling takes ${instance.id} for ${await healthInAws()}`);
    // Auto Scaling would replace an unhealthy instance at once. The process is suspended, because this check first
    // examines and repairs the instance.
    const replacing = {
      AutoScalingGroupName: (await inAws())?.AutoScalingGroupName,
      ScalingProcesses: ['ReplaceUnhealthy'],
    };
    await autoScaling.send(new SuspendProcessesCommand(replacing));
    await machine.run('mv /usr/bin/s3fs /usr/bin/s3fs.away; kill -9 $(pidof s3fs)');
    try {
      await until('the loss is noticed', 15, async () =>
        (await machine.try('/usr/local/lib/malinshopper/content-mounted')).code === 0 ? undefined : true,
      );
      // The action of its timer once a minute.
      for (let look = 1; look <= 3; look += 1) await machine.run('systemctl start malinshopper-mount-watch.service');
      await until('Auto Scaling is notified', 10, async () =>
        (await healthInAws()) === 'unhealthy' ? true : undefined,
      );
      const heartbeat = await machine.run(
        'set -a; . /etc/malinshopper.env; SERVICE_RESULT=success EXIT_CODE=exited EXIT_STATUS=0 ' +
          '/usr/local/lib/malinshopper/heartbeat',
      );
      expectThat(heartbeat.includes('no heartbeat'), `a run without the content still has a heartbeat: ${heartbeat}`);
    } finally {
      await machine.run('mv /usr/bin/s3fs.away /usr/bin/s3fs; systemctl restart malinshopper-content');
      await autoScaling.send(new SetInstanceHealthCommand({ InstanceId: instance.id, HealthStatus: 'Healthy' }));
      await autoScaling.send(new ResumeProcessesCommand(replacing));
    }
    return `${instance.id} is Unhealthy in Auto Scaling after three checks, and sends no heartbeat`;
  },
};
