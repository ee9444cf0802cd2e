import * as esbuild from 'esbuild';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { stampsOf } from './key.mjs';

/**
 * Bundles the synthesis program with all apps. An app is evaluated when it is asked for.
 * @param {string} root of the repository
 * @param {Set<string>} files the sources that the bundle's key stands for
 * @returns the code, and the files of packages inside with their stamps; none if something else is inside, which the key does not stand for
 */
export async function build(root, files) {
  const began = Date.now();
  const apps = readdirSync(join(root, 'apps')).map((app) => `apps/${app}`);
  const entries = apps.map((app) => `${JSON.stringify(app)}: () => require(${JSON.stringify(`./${app}/src/main.ts`)})`);
  const contents = `
    const entries = { ${entries.join(', ')} };
    exports.apps = Object.keys(entries);
    exports.synthesize = () => require('./libs/stack/src/bundled.ts').synthesizeBundled(entries);`;
  const { metafile, outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: root, loader: 'js' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    // In the order of tsx, which runs the sources.
    resolveExtensions: ['.ts', '.tsx', '.js', '.jsx', '.json'],
    charset: 'ascii',
    // Half the bytes to read. Names stay: constructs and errors are called by them.
    minifyWhitespace: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [ownPaths(root)],
  });
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== '<stdin>');
  const packages = inputs.filter(isOfPackage);
  if (inputs.some((file) => !isOfPackage(file) && !files.has(file))) return undefined;
  const stamps = stampsOf(root, packages);
  if (packages.some((file) => statSync(join(root, file)).mtimeMs >= began)) return undefined;
  return {
    code: outputFiles[0].text,
    packages: Object.fromEntries(packages.map((file, index) => [file, stamps[index]])),
  };
}

/** Packages may be installed further up too, where a checkout lies inside of another one. */
const isOfPackage = (file) => file.split('/').includes('node_modules');

/** In a bundle `__dirname` is the bundle's folder: sources that read files beside them are told their own. */
function ownPaths(root) {
  return {
    name: 'own-paths',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (relative(root, path).split(sep).includes('node_modules')) return undefined;
        const text = readFileSync(path, 'utf8');
        if (!/\b__(?:dirname|filename)\b/.test(text)) return undefined;
        const [folder, file] = [dirname(path), path].map((each) => JSON.stringify(each));
        return { loader: 'ts', contents: `const __dirname = ${folder}, __filename = ${file}; ${text}` };
      });
    },
  };
}
