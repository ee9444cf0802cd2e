import type { Accounts } from './accounts';
import type { Call, Service } from './call';
import type { Asked } from './operation';

/** Notifies the services of a call that has been answered. Their failures do not affect the client. */
export async function tell(
  services: readonly Service[],
  { service, region, accessKeyId }: Pick<Call, 'service' | 'region' | 'accessKeyId'>,
  accounts: Accounts,
  asked: Asked,
  log: (line: string) => void,
): Promise<void> {
  const where = async () => ({ account: await accounts.of(accessKeyId), region });
  for (const { name, answered } of services) {
    await answered?.(where, service, asked.name).catch((error: unknown) => {
      log(`failed: ${name} after ${service}:${asked.name}: ${error instanceof Error ? error.stack : String(error)}`);
    });
  }
}
