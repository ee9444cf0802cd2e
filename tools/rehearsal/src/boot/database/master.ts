import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clients } from '../../clients';

/**
 * The user that RDS has made with a database server. @throws Error if there is no such server, or RDS does not keep its
 * password
 */
export async function masterOf(
  { rds, secrets }: Pick<Clients, 'rds' | 'secrets'>,
  host: string,
): Promise<{ username: string; password: string }> {
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const server = DBInstances.find(({ Endpoint }) => Endpoint?.Address === host);
  const SecretId = server?.MasterUserSecret?.SecretArn;
  if (!SecretId) throw new Error(`RDS has no server ${host} with a managed password: deploy the app data first.`);
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString) as { username: string; password: string };
}
