/** Packages that are ES modules only: jest runs CommonJS, so they are transformed like our own sources. */
const octokit = ['@octokit/[\\w-]+', 'before-after-hook', 'content-type', 'json-with-bigint', 'universal-user-agent'];
const esModules = [
  '@actions/expressions',
  'github-slugger',
  'jose',
  'listr2',
  'pretty-ms',
  'parse-ms',
  ...octokit,
].join('|');

const shared = {
  rootDir: __dirname,
  // Nothing else is looked through for tests and modules, least of all what commands write into .work.
  roots: ['apps', 'environments', 'libs', 'tools'].map((folder) => `${__dirname}/${folder}`),
  testEnvironment: `${__dirname}/tools/rehearsal/own-temporary-folder.mjs`,
  transform: { '^.+\\.[mc]?[jt]s$': '@swc/jest' },
  testPathIgnorePatterns: ['/node_modules/', '/cdktf.out/', '/.work/'],
  modulePathIgnorePatterns: ['/cdktf.out/', '/.work/'],
  // It names no file for `require`.
  moduleNameMapper: { '^@actions/expressions$': `${__dirname}/node_modules/@actions/expressions/dist/index.js` },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
};

/** Fast tests beside every source, and slow ones (`*.embedded.test.ts`) that run on the embedded AWS. */
module.exports = {
  // Many tests start a program, and some deploy a whole environment. How long that takes says nothing about it, only about
  // what else the machine does. On a machine of CI with slow neighbours, a file took four times as long.
  testTimeout: 90 * 60_000,
  testSequencer: `${__dirname}/tools/rehearsal/test-order.mjs`,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.embedded\\.test\\.ts$'],
    },
    { ...shared, displayName: 'embedded', testMatch: ['<rootDir>/**/*.embedded.test.ts'] },
  ],
};
