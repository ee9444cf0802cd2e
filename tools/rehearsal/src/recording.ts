export type Phase = 'plan' | 'deployAndDestroy';
/** The actions that Terraform called, by app and phase. */
export type Recorded = Record<string, Record<Phase, readonly string[]>>;

/** Called by what the embedded AWS runs in roles of its own: the job that makes users on a database server. */
const ofOthers = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'];

/**
 * A recording with what was called this time, and a line on what was recorded before and was not called this time.
 * @param apps in the order in which they are recorded: others are left out
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
