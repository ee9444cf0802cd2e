import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../../clients';
import type { Machines } from '../machines';

/** The subjects of a check: the machines, and AWS from outside, with the permissions of the environment's owner. */
export interface BootContext {
  readonly machines: Machines;
  readonly clients: Clients;
  readonly environment: Environment;
  readonly contentBucket: string;
  readonly packageBucket: string;
}

/** A condition that has to hold on machines that have booted. */
export interface BootCheck {
  readonly subject: string;
  /** @throws Error with the fault; otherwise returns the fact as it was found */
  look(world: BootContext): Promise<string>;
}

/** Runs a shell script on a worker as its job would run: as www-data, with the job's environment. */
export const asJob = (script: string) =>
  `set -a; . /etc/malinshopper.env; set +a; PATH=/usr/local/lib/malinshopper:$PATH; ` +
  `setpriv --reuid=www-data --regid=www-data --clear-groups sh -c '${script}'`;

/** The duration since a moment, in seconds with one decimal. */
export const secondsSince = (began: number) => ((Date.now() - began) / 1000).toFixed(1);
