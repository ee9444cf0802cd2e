import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../../clients';
import type { Machines } from '../machines';

/** What a check looks at: the machines, and AWS from outside, as whoever owns the environment. */
export interface BootContext {
  readonly machines: Machines;
  readonly clients: Clients;
  readonly environment: Environment;
  readonly contentBucket: string;
  readonly packageBucket: string;
}

/** Something that has to be so on machines that have booted. */
export interface BootCheck {
  readonly subject: string;
  /** @throws with what is wrong; else gives the fact as it was found */
  look(world: BootContext): Promise<string>;
}

/** Runs a shell script on a worker as its job would run: as www-data, with the job's environment. */
export const asJob = (script: string) =>
  `set -a; . /etc/malinshopper.env; set +a; PATH=/usr/local/lib/malinshopper:$PATH; ` +
  `setpriv --reuid=www-data --regid=www-data --clear-groups sh -c '${script}'`;

/** How long something takes, in seconds with one decimal. */
export const secondsSince = (began: number) => ((Date.now() - began) / 1000).toFixed(1);
