import { lines, type BootPart } from './boot-part';
import { program } from './installed-files';
import { logFolder, programFolder } from './paths';

/** Exists while no run may begin: AWS has announced the interruption of the instance, or a higher risk of it. */
export const interruptionAnnounced = '/run/malinshopper-interruption/announced';

/**
 * Stops units cleanly when AWS interrupts the spot instance (EC2 user guide, "Spot Instance interruption notices"; EC2
 * Auto Scaling user guide, "Retrieve the target lifecycle state through instance metadata"). The processes of the units
 * get SIGTERM, and have more than a minute to end. A rebalance recommendation ("EC2 instance rebalance
 * recommendations") stops no unit.
 */
export function watchInterruption(...units: readonly string[]): BootPart {
  const service = lines(
    '[Unit]',
    'Description=Malinshopper watch for the interruption of the spot instance',
    'After=network.target',
    '[Service]',
    `ExecStart=${programFolder}/watch-interruption ${units.join(' ')}`,
    'RuntimeDirectory=malinshopper-interruption',
    'RuntimeDirectoryPreserve=yes',
    `StandardOutput=append:${logFolder}/interruption.log`,
    'Restart=on-failure',
    'RestartSec=5',
    '[Install]',
    'WantedBy=multi-user.target',
  );
  return {
    packages: ['curl'],
    files: [program('watch-interruption')],
    units: [{ name: 'malinshopper-interruption.service', content: service }],
    logs: { interruption: `${logFolder}/interruption.log` },
  };
}
