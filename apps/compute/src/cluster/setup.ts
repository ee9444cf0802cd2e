import { clusterRolesOf, jobOf, type Job, type Role, type WorkerRole } from '@malinshopper/environments';
import { agentConfiguration } from '../instance/agent-configuration';
import { lines, type BootPart } from '../instance/boot-part';
import { databaseCredentials } from '../instance/database-credentials';
import { heartbeat } from '../instance/heartbeat';
import { file } from '../instance/installed-files';
import { job, jobUnits, type JobMachine } from '../instance/jobs';
import { logRotation } from '../instance/upkeep';
import { logFolder, programFolder, releasePath, settingsPath, user } from '../instance/paths';
import { settingsOf } from '../instance/settings';
import type { Surroundings } from '../surroundings';
import { setupScript } from './setup-script';

/**
 * The primary node needs no mount, because Hadoop reads and writes the content in S3 directly. The path of the
 * streaming JAR is the path in which EMR installs it.
 */
const primaryNode: JobMachine = { after: [], streamingJar: '/usr/lib/hadoop-mapreduce/hadoop-streaming.jar' };
const publishPath = `${programFolder}/publish`;

/**
 * The setup with which the primary node of a cluster starts the jobs: the settings, programs and units of a worker, for
 * all of the roles with jobs there. Releases are installed by steps of the cluster, not by CodeDeploy.
 */
export function clusterSetup(roles: readonly WorkerRole[], surroundings: Surroundings): string {
  const { environment } = surroundings;
  const runs = (role: WorkerRole) => jobOf(environment.roles[role])!.runs;
  const jobs = roles.map((role) => ({ role, ...jobHere(role, runs(role)) }));
  return setupScript(
    machine,
    rotation,
    ...clusterRolesOf(environment)
      .filter((role) => !roles.includes(role))
      .map((role) => leftBehind(role, runs(role))),
    settings(roles[0]!, surroundings),
    databaseCredentials,
    heartbeat,
    logAgent(jobs, surroundings),
    ...jobs,
  );
}

/** The packages that Ubuntu's images have and Amazon Linux lacks. */
const machine: BootPart = {
  // The program install-release needs unzip.
  packages: ['unzip'],
  commands: [
    `id ${user.name} >/dev/null 2>&1 || useradd --system --user-group --home-dir ${releasePath} --shell /sbin/nologin ${user.name}`,
    // Not the destination of the release: install-release creates a link there.
    `install -d --owner=${user.name} --group=${user.name} ${logFolder}`,
  ],
};

/** Stops a job that ran here once and runs on an instance of its own again; otherwise it would run twice. */
const leftBehind = (role: Role, runs: Job['runs']): BootPart => ({
  commands: jobUnits(role, runs).flatMap((unit) => {
    const files = `/etc/systemd/system/${unit}`;
    return [`[ ! -e ${files} ] || systemctl disable --now ${unit}`, `rm -rf ${files} ${files}.d`];
  }),
});

/** As on an instance, where Ubuntu enables the timer. */
const rotation: BootPart = {
  ...logRotation,
  commands: ['systemctl enable logrotate.timer', 'systemctl restart logrotate.timer'],
};

/** Settings of a worker that do not apply to a cluster: the unit of each job sets the role, and nothing is mounted. */
const ofOneWorker = ['MALINSHOPPER_ROLE', 'CONTENT_PATH'];

/**
 * The settings of a worker without the path of the content. All workers that the cluster replaces have the same
 * settings.
 */
function settings(worker: Role, surroundings: Surroundings): BootPart {
  const values = { ...settingsOf(worker, surroundings), CONTENT_URI: `s3://${surroundings.data.contentBucketName}` };
  const shared = Object.entries(values).filter(([name]) => !ofOneWorker.includes(name));
  return { files: [{ path: settingsPath, content: lines(...shared.map(([name, value]) => `${name}=${value}`)) }] };
}

/**
 * A worker's job, which publishes to S3 directly. It can write to the folder in which EMR's S3 client buffers uploads.
 */
function jobHere(role: Role, runs: Job['runs']): BootPart {
  const { files = [], ...own } = job(role, runs, primaryNode);
  const difference = lines('[Service]', `Environment=MALINSHOPPER_ROLE=${role}`, 'ReadWritePaths=/mnt');
  return {
    ...own,
    files: [
      ...files.filter(({ path }) => path !== publishPath),
      { ...file('cluster/publish', publishPath), permissions: '0755' },
      { path: `/etc/systemd/system/malinshopper-${role}.service.d/cluster.conf`, content: difference },
    ],
  };
}

/** Ships each job's log to its role's group. EMR provides the metrics of the node itself. */
function logAgent(jobs: readonly (BootPart & { role: Role })[], surroundings: Surroundings): BootPart {
  const configurationPath = '/etc/malinshopper/cloudwatch-agent.json';
  const configurations = jobs.map(({ role, logs = {} }) => agentConfiguration(role, surroundings, logs));
  const collect_list = configurations.flatMap(({ logs }) => logs.logs_collected.files.collect_list);
  const { agent } = configurations[0]!;
  const configuration = { agent, logs: { logs_collected: { files: { collect_list } } } };
  return {
    packages: ['amazon-cloudwatch-agent'],
    files: [{ path: configurationPath, content: `${JSON.stringify(configuration, null, 1)}\n` }],
    commands: [
      `/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${configurationPath}`,
    ],
  };
}
