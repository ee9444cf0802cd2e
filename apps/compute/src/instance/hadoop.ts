import { hadoopPackage, hadoopVersion, type Architecture } from '@malinshopper/environments';
import { lines, type BootPart } from './boot-part';
import { file, program } from './installed-files';
import { logFolder, programFolder, settingsPath } from './paths';

const link = '/opt/hadoop';
const log = `${logFolder}/hadoop.log`;

/** Hadoop's streaming, with which a job's mappers and reducers can be programs in any language. */
export const streamingJar = `${link}/share/hadoop/tools/lib/hadoop-streaming-${hadoopVersion}.jar`;

/**
 * Hadoop in standalone mode: a job runs in one process of this machine, on its own disk and on the shared content,
 * without daemons. The package comes from the package bucket. If it is missing there, the machine reports it in its log
 * and on its console, and tries again until the bucket is filled (`npm run packages`); the heartbeat alarm reports that
 * no run succeeds.
 */
export function hadoop(architecture: Architecture): BootPart {
  const { file: archive, sha512 } = hadoopPackage(architecture);
  const service = lines(
    '[Unit]',
    `Description=Malinshopper Hadoop ${hadoopVersion}`,
    'Wants=network-online.target',
    'After=network-online.target',
    'StartLimitIntervalSec=0',
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    `EnvironmentFile=${settingsPath}`,
    `ExecStart=${programFolder}/install-hadoop ${link} ${hadoopVersion} ${archive} ${sha512}`,
    `StandardOutput=append:${log}`,
    'StandardError=journal+console',
    'TimeoutStartSec=15min',
    'Restart=on-failure',
    'RestartSec=5min',
    '[Install]',
    'WantedBy=multi-user.target',
  );
  return {
    // Hadoop 3.4 runs on Java 8 and 11 (Apache Hadoop wiki, "Hadoop Java Versions").
    packages: ['openjdk-11-jre-headless', 'python3-boto3'],
    files: [
      program('fetch-package'),
      program('install-hadoop'),
      { ...file('hadoop/hadoop', '/usr/local/bin/hadoop'), permissions: '0755' },
      ...['hadoop-env.sh', 'core-site.xml', 'mapred-site.xml', 'log4j.properties'].map((name) =>
        file(`hadoop/${name}`, `/etc/hadoop/${name}`),
      ),
    ],
    units: [{ name: 'malinshopper-hadoop.service', content: service }],
    logs: { hadoop: log },
  };
}
