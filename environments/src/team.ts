/** The folders in `apps/`, each one team's. */
export const appNames = ['account', 'network', 'data', 'compute', 'delivery'] as const;
export type AppName = (typeof appNames)[number];
/** The apps that each environment has, in the same order: all but that of the account. */
export const environmentApps = appNames.filter((name) => name !== 'account');

/** Who answers for what. Each team owns one app, deploys it, and hears of its alarms. */
export interface Team {
  /** The folder in `apps/` that is the team's. */
  readonly app: AppName;
  /**
   * The apps whose states the team's app reads. The dependencies of the apps (Nx's graph) are the truth, and a test in
   * `apps/account` compares: here they stand once more, because who may read which state is granted by this table.
   */
  readonly reads: readonly AppName[];
  /** Who hears of the alarms of the app. AWS asks that address once whether it wants to. */
  readonly notify: string;
}
