import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';

/** A condition of an environment that is queried from AWS after a deploy. */
export interface Check {
  readonly subject: string;
  /** @throws Error with the fault; otherwise returns the fact as AWS reports it */
  look(clients: Clients, environment: Environment): Promise<string>;
}

/** @throws Error with the text `wrong` unless the condition holds */
export function expectThat(so: boolean, wrong: string): void {
  if (!so) throw new Error(wrong);
}
