import type { Job, Role } from '@malinshopper/environments';
import { lines, type BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { interruptionAnnounced } from './interruption';
import { logFolder, programFolder, releasePath, settingsPath, user } from './paths';

/** The properties of a job's machine: an instance of the role, or the primary node of a cluster. */
export interface JobMachine {
  /** Units that start before a run when both are started. */
  readonly after: readonly string[];
  /** The folder of the shared content. @default - none: Hadoop reaches the content without a mount */
  readonly contentPath?: string;
  /** The path of Hadoop's streaming, for `hadoop jar "$HADOOP_STREAMING_JAR"`. */
  readonly streamingJar: string;
}

export const jobService = (role: Role) => `malinshopper-${role}.service`;
const jobTimer = (role: Role) => `malinshopper-${role}.timer`;

/**
 * The schedule. A continuous job starts a minute after each end, successful or not. A timer starts an hourly job, and a
 * start during a run does nothing. A run of 50 minutes hangs and is stopped, so that the next can begin.
 */
const schedules: Record<Job['runs'], { readonly service: readonly string[]; readonly timer: boolean }> = {
  hourly: { service: ['Type=oneshot', 'TimeoutStartSec=50min'], timer: true },
  continuously: { service: ['Type=exec', 'Restart=always', 'RestartSec=60', 'RuntimeMaxSec=50min'], timer: false },
};

/** The units to stop so that a role's job ends and does not start again: the timer first. */
export const jobUnits = (role: Role, runs: Job['runs']) => [
  ...(schedules[runs].timer ? [jobTimer(role)] : []),
  jobService(role),
];

/** The job can write to its own temporary folders, which are deleted when it ends, and to the shared content. */
const hardening = ({ contentPath }: JobMachine) => [
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  'ProtectSystem=strict',
  ...(contentPath ? [`ReadWritePaths=${contentPath}`] : []),
  'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'ProtectControlGroups=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
  'RestrictNamespaces=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
];

/**
 * One run of the program that the release installs for the role; exit code 0 is a success, which is reported to
 * CloudWatch. Before the first release there is no program, and nothing fails. The release's hook starts the unit after
 * each installation.
 */
function service(role: Role, runs: Job['runs'], machine: JobMachine): string {
  const schedule = schedules[runs];
  const job = `${releasePath}/bin/${role}`;
  const wanted = ['network-online.target', 'malinshopper-database.service'];
  return lines(
    '[Unit]',
    `Description=Malinshopper ${role}`,
    `Wants=${wanted.join(' ')}`,
    // `After=` without `Wants=`, which would make a run wait for the next attempt of a failed unit: the run begins and
    // reports what it lacks.
    `After=${[...wanted, ...machine.after].join(' ')}`,
    `ConditionFileIsExecutable=${job}`,
    `ConditionPathExists=!${interruptionAnnounced}`,
    'StartLimitIntervalSec=0',
    '[Service]',
    ...schedule.service,
    `User=${user.name}`,
    `Group=${user.name}`,
    'Slice=jobs.slice',
    // The whole run, not only the process that used too much memory, so that it does not continue without that process.
    'OOMPolicy=kill',
    `EnvironmentFile=${settingsPath}`,
    'EnvironmentFile=/run/malinshopper/database.env',
    `Environment=PATH=${programFolder}:/usr/local/bin:/usr/bin:/bin`,
    `Environment=HADOOP_STREAMING_JAR=${machine.streamingJar}`,
    // Streaming creates links to a job's own programs in the folder in which it was started.
    'WorkingDirectory=/tmp',
    ...(machine.contentPath ? [`ExecStartPre=${programFolder}/content-mounted wait`] : []),
    `ExecStart=${job}`,
    `ExecStopPost=${programFolder}/heartbeat`,
    `StandardOutput=append:${logFolder}/${role}.log`,
    // Less than the two minutes between AWS's notice and the interruption of a spot instance.
    'TimeoutStopSec=90',
    ...hardening(machine),
    ...(schedule.timer ? [] : ['[Install]', 'WantedBy=multi-user.target']),
  );
}

/**
 * Every hour, with a delay of a few minutes, so that the updaters do not all access the database at once; the delay is
 * constant on a machine, so that an hour stays an hour. A run that was missed while the machine was off is made up for.
 */
const timer = (role: Role) =>
  lines(
    '[Unit]',
    `Description=Malinshopper ${role}, every hour`,
    '[Timer]',
    'OnCalendar=hourly',
    'Persistent=true',
    'RandomizedDelaySec=5min',
    'FixedRandomDelay=true',
    '[Install]',
    'WantedBy=timers.target',
  );

/** The job of a role: its schedule, its resource limits, and the program with which it publishes. */
export function job(role: Role, runs: Job['runs'], machine: JobMachine): BootPart {
  const log = `${logFolder}/${role}.log`;
  return {
    files: [program('publish'), program('size')],
    units: [
      unit('jobs.slice'),
      { name: jobService(role), content: service(role, runs, machine) },
      ...(schedules[runs].timer ? [{ name: jobTimer(role), content: timer(role) }] : []),
    ],
    commands: [`systemctl set-property jobs.slice "CPUQuota=$(${programFolder}/size jobs-cpu-quota)"`],
    logs: { [role]: log },
  };
}
