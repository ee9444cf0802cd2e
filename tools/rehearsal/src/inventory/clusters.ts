import { paginateListSecurityConfigurations } from '@aws-sdk/client-emr';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { clustersOf } from '../checks/hadoop-check';
import { collect } from './listing';

/** Hadoop clusters that have not ended (EMR lists ended ones for two months), and their encryption. */
export async function clusters(clients: Clients, environment: Environment): Promise<string[]> {
  const [running, security] = await Promise.all([
    clustersOf(clients, environment),
    collect(paginateListSecurityConfigurations({ client: clients.emr }, {}), (page) => page.SecurityConfigurations),
  ]);
  return [
    ...running.map(({ Id }) => `cluster ${Id}`),
    // They have no tags.
    ...security
      .filter(({ Name }) => Name?.startsWith(`${environment.name}-`))
      .map(({ Name }) => `security configuration ${Name}`),
  ];
}
