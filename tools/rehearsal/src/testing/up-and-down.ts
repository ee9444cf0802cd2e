import type { EnvironmentConfig } from '@malinshopper/environments';
import { deployEnvironment, destroyEnvironment, type EnvironmentResult } from '@malinshopper/terraform';

const errors = ({ apps }: EnvironmentResult) => apps.flatMap(({ error }) => error ?? []);

/** Deploys an environment, and wants no app to fail. */
export async function up(ref: string): Promise<void> {
  expect(errors(await deployEnvironment(ref))).toEqual([]);
}

/** Destroys an environment, and wants no app to fail. */
export async function down(ref: string, changes: Partial<EnvironmentConfig> = {}): Promise<void> {
  expect(errors(await destroyEnvironment(ref, { changes }))).toEqual([]);
}
