import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';

/** Something about an environment that AWS is asked after a deploy. */
export interface Check {
  readonly subject: string;
  /** @throws with what is wrong; else gives the fact as AWS told it */
  look(clients: Clients, environment: Environment): Promise<string>;
}

/** @throws with `wrong` unless it is so */
export function expectThat(so: boolean, wrong: string): void {
  if (!so) throw new Error(wrong);
}
