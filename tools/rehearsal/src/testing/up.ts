import { deployEnvironment } from '@malinshopper/terraform';

/** Deploys an environment, and wants no app to fail. */
export async function up(ref: string): Promise<void> {
  const { apps } = await deployEnvironment(ref);
  expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
}
