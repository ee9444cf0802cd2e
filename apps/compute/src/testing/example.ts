import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@malinshopper/environments';
import type { Workshop } from './program';
import type { ToolRun, Run } from './tool';

export const examples = join(__dirname, '../../../../examples');

/** The hooks of an example, by their names. */
export const hooksOf = (name: string) => readdirSync(join(examples, name, 'hooks'));

/**
 * A machine in a folder, on which an example's revision is installed as by CodeDeploy's agent, to run its hooks on. The
 * calls of systemctl are recorded; a call that the variable FAILS names fails.
 */
export function installedExample(place: Workshop, name: string, role: Role) {
  const at = (...path: string[]) => join(place.path, 'machine', ...path);
  const [revision, live] = [join(place.path, 'revision'), at('var/www/malinshopper')];
  for (const folder of [at('etc'), live]) mkdirSync(folder, { recursive: true });
  writeFileSync(at('etc/malinshopper.env'), `MALINSHOPPER_ENVIRONMENT=testing\nMALINSHOPPER_ROLE=${role}\n`);
  cpSync(join(examples, name), revision, { recursive: true });
  cpSync(revision, live, { recursive: true });
  place.standIn('systemctl', 'echo "$*" >>"$CALLS"; [ "$*" != "$FAILS" ]');
  for (const hook of hooksOf(name)) {
    const path = join(revision, 'hooks', hook);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(/(?<![\w.])\/(etc|var|run)\//g, (_, folder: string) => `${at(folder)}/`),
    );
    chmodSync(path, statSync(join(examples, name, 'hooks', hook)).mode);
  }
  return {
    at,
    live,
    /** A machine with systemd: sd_booted(3). */
    boot: () => mkdirSync(at('run/systemd/system'), { recursive: true }),
    hook: (run: Run, hook: string, env: Readonly<Record<string, string>> = {}): Promise<ToolRun> =>
      place.run(run, [join(revision, 'hooks', hook)], { FAILS: '', ...env }),
  };
}
