import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const synthesis = 'libs/stack/src/synth.ts';

/**
 * The parts of a program's bundle.
 * @param {string} root of the repository
 * @param {string} program its file, from the root
 * @returns `folders`: the folders of its sources (DESIGN 2: apps import libs and environments, and nothing else of this
 * repository); `contents`: the code that requires them
 */
export function partsOf(root, program) {
  if (program !== synthesis)
    return { folders: ['libs', 'environments', 'tools'], contents: `require(${JSON.stringify(`./${program}`)});` };
  const apps = readdirSync(join(root, 'apps')).map((app) => `apps/${app}`);
  // The code of an app runs only when a synthesis needs the app.
  const entries = apps.map((app) => `${JSON.stringify(app)}: () => require(${JSON.stringify(`./${app}/src/main.ts`)})`);
  const contents = `
    const entries = { ${entries.join(', ')} };
    exports.apps = Object.keys(entries);
    exports.synthesize = () => require('./libs/stack/src/bundled.ts').synthesizeBundled(entries);`;
  return { folders: ['apps', 'libs', 'environments'], contents };
}

/** True if a program changes nothing but its own output: if its bundle fails, its sources may run instead. */
export const isPure = (program) => program === synthesis;
