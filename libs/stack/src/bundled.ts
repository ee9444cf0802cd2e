import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { leaveCreationStacksOut } from './cdktf/no-creation-stacks';
import { main, type SynthEntry } from './synth';

/** The apps in a bundle, by project folder (`apps/network`); an app is evaluated when it is used. */
export type BundledApps = Readonly<Record<string, () => { readonly default: SynthEntry }>>;

/** An app that was not bundled: a folder outside `apps/`. Its sources may still be valid. */
class NotBundled extends Error {
  override readonly name = 'NotBundled';
}

const root = resolve(__dirname, '../../..');

/**
 * The synthesis program with the apps of its bundle: it has the same arguments as `synth.ts`. When it throws, its
 * starter runs the sources, which report the fault (ADR 21).
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
