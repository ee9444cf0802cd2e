/** The folders in `apps/`, each of one team. */
export const appNames = ['account', 'network', 'data', 'compute', 'delivery'] as const;
export type AppName = (typeof appNames)[number];
/** The apps that each environment has, in the same order: all except the account app. */
export const environmentApps = appNames.filter((name) => name !== 'account');

/** The responsibilities of a team. Each team owns one app, deploys it, and is notified by its alarms. */
export interface Team {
  /** The team's folder in `apps/`. */
  readonly app: AppName;
  /**
   * The apps with states that the team's app reads. The source of truth is the dependencies of the apps (Nx's graph),
   * and a test in `tools/permissions` compares them: they are repeated here because this table grants the read access
   * to states.
   */
  readonly reads: readonly AppName[];
  /** The address for the alarms of the app. AWS asks that address once for confirmation. */
  readonly notify: string;
}
