import { environment, variantOf, type Environment, type EnvironmentConfig } from '@malinshopper/environments';

/** The environments for the rules: together they contain every resource that the apps can create. */
export const scenarios = ['production', 'staging', 'testing', 'branch', 'cluster'] as const;
export type Scenario = (typeof scenarios)[number];

const types = ['m7g.xlarge', 'm6g.xlarge', 'r7g.xlarge'] as const;

/**
 * All choices together that no environment has made yet: Hadoop on a cluster, content by events, sessions in a cache.
 */
const otherChoices: Partial<EnvironmentConfig> = {
  hadoop: {
    mode: 'cluster',
    replaces: ['fetcher', 'updater-2'],
    primary: { instanceTypes: ['m7g.xlarge'] },
    core: { instanceTypes: ['m7g.xlarge'], units: 2 },
    task: { instanceTypes: types, maxUnits: 10 },
  },
  content: { distribution: 'events' },
  sessions: { store: 'elasticache', nodeType: 'cache.t4g.small', replicas: 1 },
};

/** An environment to judge, with changes of its configuration. */
export interface Subject {
  readonly environment: Environment;
  /** @default - the configuration in its file */
  readonly changes?: Partial<EnvironmentConfig>;
}

/** The environment of a scenario. */
export function subjectOf(scenario: Scenario): Subject {
  if (scenario === 'branch') return { environment: environment('feature/policy') };
  if (scenario !== 'cluster') return { environment: environment(scenario) };
  return { environment: variantOf(environment('staging'), otherChoices), changes: otherChoices };
}
