import type { Environment } from '@malinshopper/environments';

/**
 * The stages of a revision, from the one that may break to the one that may not. A branch is not a stage: its commit is
 * merged, and built again.
 */
export const stages = ['testing', 'staging', 'production'] as const;

/** The next stage after an environment; undefined after the last one, and for a branch. */
export function nextStage({ name }: Pick<Environment, 'name'>): string | undefined {
  const index = stages.findIndex((stage) => stage === name);
  return index < 0 ? undefined : stages[index + 1];
}

/** @throws Error if a revision cannot be promoted from the one to the other */
export function assertNextStage(from: Environment, to: Environment): void {
  const next = nextStage(from);
  if (next === to.name) return;
  throw new Error(
    `A revision is promoted from ${stages
      .slice(0, -1)
      .map((stage, index) => `${stage} to ${stages[index + 1]}`)
      .join(' and from ')}, ` +
      `not from ${from.name} to ${to.name}: a revision that was not tried in a stage does not get into the next.`,
  );
}
