import type { Job, Role } from '@malinshopper/environments';
import { lines, type BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { interruptionAnnounced } from './interruption';
import { logFolder, programFolder, releasePath, settingsPath, user } from './paths';

/** What a job's unit has to know of the machine that it runs on: one of a role's own, or the primary node of a cluster. */
export interface JobMachine {
  /** Units that come before a run when both are started. */
  readonly after: readonly string[];
  /** The folder of the shared content. @default - none: Hadoop reaches the content without a mount */
  readonly contentPath?: string;
  /** Where Hadoop's streaming is, for `hadoop jar "$HADOOP_STREAMING_JAR"`. */
  readonly streamingJar: string;
}

export const jobService = (role: Role) => `malinshopper-${role}.service`;
const jobTimer = (role: Role) => `malinshopper-${role}.timer`;

/**
 * How often: one that runs continuously, a minute after each end, whatever it was. An hourly one is started by its timer, and a
 * start while it runs does nothing. A run of 50 minutes hangs, and is ended, so that the next can begin.
 */
const schedules: Record<Job['runs'], { readonly service: readonly string[]; readonly timer: boolean }> = {
  hourly: { service: ['Type=oneshot', 'TimeoutStartSec=50min'], timer: true },
  continuously: { service: ['Type=exec', 'Restart=always', 'RestartSec=60', 'RuntimeMaxSec=50min'], timer: false },
};

/** The units to stop so that a role's job ends and does not come again: the timer first. */
export const jobUnits = (role: Role, runs: Job['runs']) => [
  ...(schedules[runs].timer ? [jobTimer(role)] : []),
  jobService(role),
];

/** The job may write to its own temporary folders, which go when it ends, and to the shared content. */
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
 * One pass of what the release installs for the role; exit code 0 is a success, which is told to CloudWatch. Before the
 * first release there is nothing to run, and nothing fails. The release's hook starts it once after each installation.
 */
function service(role: Role, runs: Job['runs'], machine: JobMachine): string {
  const schedule = schedules[runs];
  const job = `${releasePath}/bin/${role}`;
  const wanted = ['network-online.target', 'malinshopper-database.service'];
  return lines(
    '[Unit]',
    `Description=Malinshopper ${role}`,
    `Wants=${wanted.join(' ')}`,
    // Not wanted, which would make a run wait for the next attempt of what has failed: it begins, and says what it lacks.
    `After=${[...wanted, ...machine.after].join(' ')}`,
    `ConditionFileIsExecutable=${job}`,
    `ConditionPathExists=!${interruptionAnnounced}`,
    'StartLimitIntervalSec=0',
    '[Service]',
    ...schedule.service,
    `User=${user.name}`,
    `Group=${user.name}`,
    'Slice=jobs.slice',
    // All of the run, not only the process that asked for too much, so that it does not go on with a part of it missing.
    'OOMPolicy=kill',
    `EnvironmentFile=${settingsPath}`,
    'EnvironmentFile=/run/malinshopper/database.env',
    `Environment=PATH=${programFolder}:/usr/local/bin:/usr/bin:/bin`,
    `Environment=HADOOP_STREAMING_JAR=${machine.streamingJar}`,
    // Streaming puts links to a job's own programs into the folder in which it was started.
    'WorkingDirectory=/tmp',
    ...(machine.contentPath ? [`ExecStartPre=${programFolder}/content-mounted wait`] : []),
    `ExecStart=${job}`,
    `ExecStopPost=${programFolder}/heartbeat`,
    `StandardOutput=append:${logFolder}/${role}.log`,
    // Less than the two minutes between AWS's announcement and the end of a spot instance.
    'TimeoutStopSec=90',
    ...hardening(machine),
    ...(schedule.timer ? [] : ['[Install]', 'WantedBy=multi-user.target']),
  );
}

/**
 * Every hour, a few minutes past, so that the updaters do not all come to the database at once; always the same minutes on a
 * machine, so that an hour stays an hour. A run that was missed while the machine was off is made up for.
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

/** The job of a role: when it runs, what it may take, and the program with which it publishes. */
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
