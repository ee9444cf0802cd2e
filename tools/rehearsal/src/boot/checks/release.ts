import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { workerRoles, type Role, type WorkerRole } from '@malinshopper/environments';
import { expectThat } from '../../checks/check';
import type { Machine } from '../machine/machine';
import { until } from '../machine/poll';
import type { BootCheck, BootContext } from './check';
import { healthOf } from '../health';
import { deploy } from './deployment';

const releaseFolder = '/var/www/malinshopper';

/** Stops a worker's job, and replaces its program by a program of a check. */
export async function replaceJob(machine: Machine, role: WorkerRole, program: string): Promise<void> {
  await machine.run(`systemctl stop ${serviceOf(role)}`);
  await machine.write(`${releaseFolder}/bin/${role}`, program, 0o755);
}

export const serviceOf = (role: WorkerRole) => `malinshopper-${role}.service`;

/** Adds lines to a unit. The lines disappear when the machine restarts. */
export const amend = (machine: Machine, unit: string, ...lines: string[]) =>
  machine
    .write(`/run/systemd/system/${unit}.d/rehearsal.conf`, `${lines.join('\n')}\n`, 0o644)
    .then(() => machine.run('systemctl daemon-reload'));

/** The number of lines with a text in the log of a worker's job. */
export async function countInLog(machine: Machine, role: WorkerRole, text: string): Promise<number> {
  const { stdout } = await machine.try(`grep --count --fixed-strings '${text}' /var/log/malinshopper/${role}.log`);
  return Number(stdout.trim() || 0);
}

/** The number of heartbeats of a worker in CloudWatch. */
export const heartbeats = (world: BootContext, role: WorkerRole) => told(world, 'Heartbeat', role);

/** The number of values of a metric that the instances of a role have sent to CloudWatch within the hour. */
export async function told({ clients, environment }: BootContext, metric: string, role: Role): Promise<number> {
  const now = Date.now();
  const { Datapoints = [] } = await clients.cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Malinshopper',
      MetricName: metric,
      Dimensions: [
        { Name: 'Environment', Value: environment.name },
        { Name: 'Role', Value: role },
      ],
      StartTime: new Date(now - 3_600_000),
      EndTime: new Date(now + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** An object of the shared content as text, `undefined` if there is none. */
async function contentOf({ clients, contentBucket: Bucket }: BootContext, Key: string): Promise<string | undefined> {
  try {
    return await (await clients.s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}

const results = [
  ['fetcher', 'offers.txt', 'The red shoes are new'],
  ['updater-1', 'words.tsv', 'shoes\t4'],
  ['updater-2', 'initials.tsv', 's\t4'],
] as const;

const releaseOn = ([role, file, expected]: (typeof results)[number]): BootCheck => ({
  subject: `release on ${role}`,
  async look(world) {
    const { machine } = world.machines.get(role);
    // An earlier rehearsal can have published and sent heartbeats in the same embedded AWS.
    const [formerRun, formerBeats] = [await contentOf(world, `${role}/current`), await heartbeats(world, role)];
    await deploy(machine, 'hadoop-job', world.machines.folder);
    const log = async () =>
      (await machine.try(`systemctl status ${serviceOf(role)}; tail -n 20 /var/log/malinshopper/${role}.log`)).stdout;
    const run = await until(`${role} publishes`, 60, async () => {
      const current = await contentOf(world, `${role}/current`);
      return current === formerRun ? undefined : current;
    }, log); // prettier-ignore
    const text = await contentOf(world, `${role}/${run.trim()}/${file}`);
    expectThat(text?.includes(expected) ?? false, `it published ${file} without "${expected}": ${text}`);
    const beats = await until(`its heartbeat arrives in CloudWatch`, 30, async () => {
      const now = await heartbeats(world, role);
      return now > formerBeats ? now - formerBeats : undefined;
    }, log); // prettier-ignore
    return `the sample job published ${file}; heartbeats in CloudWatch since: ${beats}`;
  },
});

export const releaseChecks: readonly BootCheck[] = [
  {
    subject: 'no job before a release',
    async look({ machines }) {
      for (const role of workerRoles) {
        await machines.get(role).machine.run(`systemctl start ${serviceOf(role)}`);
        const state = await machines
          .get(role)
          .machine.run(`systemctl show --property=ActiveState --value ${serviceOf(role)}`);
        expectThat(state === 'inactive', `${serviceOf(role)} is ${state}`);
      }
      return 'a start does nothing, and nothing fails';
    },
  },
  ...results.map(releaseOn),
];

/** With a file in each place: one at a well-known URI is served (RFC 8615), a hidden file is not. */
const wellKnown =
  `cd ${releaseFolder}/public && mkdir -p .well-known && touch .well-known/x .well-known/.x .x && ` +
  "curl -s -o /dev/null -o /dev/null -o /dev/null --max-time 10 --write-out '%{http_code}\\n' " +
  'localhost/.well-known/x localhost/.well-known/.x localhost/.x | xargs; rm -rf .well-known .x';

/** After the health checks: those are about a web server without a release. */
export const webReleaseCheck: BootCheck = {
  subject: 'release on web',
  async look({ machines }) {
    const web = machines.get('web');
    await deploy(web.machine, 'web-app', machines.folder);
    const page = await web.machine.run('curl --fail --silent --show-error --max-time 10 http://localhost/');
    expectThat(page.includes('d-REHEARSAL'), `its page does not contain its deployment: ${page}`);
    const served = await web.machine.run(wellKnown);
    expectThat(
      served === '200 404 404',
      `/.well-known/x, /.well-known/.x and /.x are answered with ${served}, not 200 404 404`,
    );
    const { status } = await healthOf(web);
    expectThat(status === 200, `/healthz answers ${status} after the release`);
    return 'its hooks pass, its page is shown, of hidden files only well-known ones, and /healthz stays 200';
  },
};
