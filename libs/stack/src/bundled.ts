import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { leaveCreationStacksOut } from './cdktf/no-creation-stacks';
import { main, type SynthEntry } from './synth';

/** The apps in a bundle, by project folder (`apps/network`); an app is evaluated when it is asked for. */
export type BundledApps = Readonly<Record<string, () => { readonly default: SynthEntry }>>;

/** An app that was not bundled: another folder than one of `apps/`. Its sources may still be right. */
class NotBundled extends Error {
  override readonly name = 'NotBundled';
}

const root = resolve(__dirname, '../../..');

/**
 * The synthesis program with the apps that were bundled with it: it reads the same arguments as `synth.ts`. What starts it runs the
 * sources when it throws, and those say what is wrong (ADR 21).
 * @returns the apps that were synthesized
 * @throws if an app is not in the bundle
 */
export function synthesizeBundled(apps: BundledApps): readonly string[] {
  leaveCreationStacksOut();
  const synthesized = new Set<string>();
  main((project) => {
    const name = relative(root, realpathSync(project));
    const load = apps[name];
    if (!load) throw new NotBundled(`${name} is not in the bundle: there are ${Object.keys(apps).join(', ')}.`);
    synthesized.add(name);
    return load().default;
  });
  return [...synthesized];
}
