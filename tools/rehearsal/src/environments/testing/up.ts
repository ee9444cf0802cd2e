import type { EnvironmentConfig } from '@malinshopper/environments';
import { deployEnvironment } from '@malinshopper/terraform';

/** Deploys an environment, and fails if an app fails. @param changes of its values @default - none */
export async function up(ref: string, changes?: Partial<EnvironmentConfig>): Promise<void> {
  const { apps } = await deployEnvironment(ref, { changes });
  expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
}
