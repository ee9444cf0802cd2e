import type { WorkerRole } from '@malinshopper/environments';
import { lines, type BootPart } from './cloud-config';
import { contentPath, releasePath, settingsPath, user } from './paths';

/** Runs what the release installs for the role; before the first release there is nothing to run, and nothing fails. */
function service(role: WorkerRole, ...how: readonly string[]): string {
  const program = `${releasePath}/bin/${role}`;
  return lines(
    '[Unit]',
    `Description=Malinshopper ${role}`,
    'Wants=network-online.target',
    'After=network-online.target',
    `RequiresMountsFor=${contentPath}`,
    `ConditionFileIsExecutable=${program}`,
    '[Service]',
    `User=${user.name}`,
    `EnvironmentFile=${settingsPath}`,
    `ExecStart=${program}`,
    ...how,
  );
}

const unit = (role: WorkerRole, kind: 'service' | 'timer') => `malinshopper-${role}.${kind}`;
const unitFile = (name: string, content: string) => ({ path: `/etc/systemd/system/${name}`, content });

/** The fetcher runs all the time: the release's hooks start it anew. */
function allTheTime(role: WorkerRole): BootPart {
  const name = unit(role, 'service');
  return {
    files: [
      unitFile(name, service(role, 'Restart=always', 'RestartSec=30', '[Install]', 'WantedBy=multi-user.target')),
    ],
    commands: ['systemctl daemon-reload', `systemctl enable --now ${name}`],
  };
}

/** An updater runs every hour, and makes up for an hour it was off. A run that takes longer than an hour skips a turn. */
function everyHour(role: WorkerRole): BootPart {
  const timer = unit(role, 'timer');
  const hourly = lines(
    '[Unit]',
    `Description=Malinshopper ${role}, every hour`,
    '[Timer]',
    'OnCalendar=hourly',
    'Persistent=true',
    '[Install]',
    'WantedBy=timers.target',
  );
  return {
    files: [
      // A run that hangs is killed, so that the next can begin.
      unitFile(unit(role, 'service'), service(role, 'Type=oneshot', 'TimeoutStartSec=2h')),
      unitFile(timer, hourly),
    ],
    commands: ['systemctl daemon-reload', `systemctl enable --now ${timer}`],
  };
}

/** A Hadoop worker: Java, and when its program runs. */
export function worker(role: WorkerRole): BootPart {
  const when = role === 'fetcher' ? allTheTime(role) : everyHour(role);
  // Hadoop 3 runs on Java 8 and 11 (Apache Hadoop wiki, "Hadoop Java Versions").
  return { ...when, packages: ['openjdk-11-jre-headless'] };
}
