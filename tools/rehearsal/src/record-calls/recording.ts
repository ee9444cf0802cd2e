export type Phase = 'plan' | 'deployAndDestroy';
/** The actions that Terraform called, by app and phase. */
export type Recorded = Record<string, Record<Phase, readonly string[]>>;

/** Calls that parts of the embedded AWS make with their own roles: the job that creates database users makes them. */
const ofOthers = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'];

/**
 * A recording with the calls of this time, and a line about each earlier call that was not made this time.
 * @param apps the apps to include, in the order of the recording
 */
export function mergedRecording(
  known: Recorded,
  apps: readonly string[],
  calledBy: (app: string, phase: Phase) => readonly string[],
): { readonly recorded: Recorded; readonly missed: readonly string[] } {
  const missed: string[] = [];
  const merged = (app: string, phase: Phase) => {
    const now = calledBy(app, phase).filter((call) => !ofOthers.includes(call));
    const before = known[app]?.[phase] ?? [];
    const gone = before.filter((call) => !now.includes(call));
    if (gone.length > 0) missed.push(`${app}, ${phase}: not called this time: ${gone.join(', ')}`);
    return [...new Set([...before, ...now])].sort();
  };
  const recorded = Object.fromEntries(
    apps.map((app) => [app, { plan: merged(app, 'plan'), deployAndDestroy: merged(app, 'deployAndDestroy') }]),
  );
  return { recorded, missed };
}

/** @throws Error if the embedded AWS does not run */
export function logOf(
  embedded: { readonly running: false } | { readonly running: true; readonly log: string },
): string {
  if (embedded.running) return embedded.log;
  throw new Error('The recorded embedded AWS has ended. Run npm run record:calls again.');
}

/**
 * @param before the synthesized JSON at the beginning of a recording
 * @throws Error if it differs from the present one: a plan also queries changes upstream, and they would count as the
 * app's
 */
export function assertUnchanged(before: string, now: string): void {
  if (now === before) return;
  throw new Error(
    'The sources of the apps changed during the recording. Plans have therefore also made calls because of changes in upstream apps. Nothing ' +
      'was recorded. Run npm run record:calls again, and leave the sources alone until it ends.',
  );
}
