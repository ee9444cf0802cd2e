import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobOf, roleTraits, type WorkerRole } from '@malinshopper/environments';
import { jobUnits } from '../instance/jobs';
import type { Workshop } from './program';
import type { Run } from './tool';

/** The primary node of a cluster that runs the jobs of these roles, with the package bucket in a folder. */
export function primaryNode(place: Workshop, ...roles: WorkerRole[]) {
  const bucket = join(place.path, 'bucket');
  const at = (...path: string[]) => join(place.path, 'node', ...path);
  mkdirSync(bucket);
  mkdirSync(at('units'), { recursive: true });
  for (const role of roles) {
    for (const unit of jobUnits(role, jobOf(roleTraits[role])!.runs)) writeFileSync(at('units', unit), '');
  }
  place.standIn('id', 'echo 0');
  // `aws s3 cp --only-show-errors <uri> <file>`
  place.standIn('aws', `[ "$1 $2 $3" = 's3 cp --only-show-errors' ] && cp "${bucket}/\${4#s3://packages/}" "$5"`);
  const releaseThatIsThere = `$(cat ${at('malinshopper/text')} 2>/dev/null || echo none)`;
  place.standIn('systemctl', `echo "$* with ${releaseThatIsThere}" >>"$CALLS"; [ "$*" != "$FAILS" ]`);
  const program = place.installed('cluster/install-release');
  const text = readFileSync(program, 'utf8');
  writeFileSync(program, text.replaceAll('/var/www/', at('/')).replace('/etc/systemd/system', at('units')));

  return {
    ...place,
    at,
    program,
    /** Puts a revision into the bucket, with one file that identifies it. */
    revision(name: string, programs: readonly string[] = roles, without?: string) {
      const folder = join(place.path, name);
      mkdirSync(join(folder, 'bin'), { recursive: true });
      writeFileSync(join(folder, 'appspec.yml'), 'version: 0.0\nos: linux\n');
      writeFileSync(join(folder, 'text'), `${name}\n`);
      for (const role of programs) writeFileSync(join(folder, 'bin', role), '#!/bin/sh\n', { mode: 0o755 });
      if (without) rmSync(join(folder, without));
      const zip = join(bucket, `${name}.zip`);
      const pack = `import os, sys, shutil; os.chdir(sys.argv[1]); shutil.make_archive(sys.argv[2], "zip", ".")`;
      execFileSync('python3', ['-c', pack, folder, zip.replace(/\.zip$/, '')]);
      const sha256 = createHash('sha256').update(readFileSync(zip)).digest('hex');
      return [`s3://packages/${name}.zip`, sha256] as const;
    },
    install: (run: Run, args: readonly string[], env: Record<string, string> = {}) =>
      place.run(run, [program, ...args], { FAILS: '', ...env }),
    live: () => readFileSync(at('malinshopper/text'), 'utf8').trim(),
    kept: () =>
      readdirSync(at('releases'))
        .map((name) => readFileSync(at('releases', name, 'text'), 'utf8').trim())
        .sort(),
  };
}
