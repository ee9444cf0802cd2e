import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const framework = ['cdktf', '@cdktf/*', 'constructs'];

/** Who may import whom: DESIGN, "The layout". An arrow between two apps means: reads its contract. */
const boundaries = [
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:app',
      'type:constructs',
      'type:stack',
      'type:testing',
      'type:environments',
      'type:facts',
    ],
  },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:stack', 'type:environments', 'type:facts'] },
  {
    sourceTag: 'type:constructs',
    onlyDependOnLibsWithTags: ['type:stack', 'type:testing', 'type:environments', 'type:facts'],
  },
  { sourceTag: 'type:stack', onlyDependOnLibsWithTags: ['type:environments', 'type:facts'] },
  { sourceTag: 'type:environments', onlyDependOnLibsWithTags: ['type:facts'], bannedExternalImports: framework },
  { sourceTag: 'type:facts', onlyDependOnLibsWithTags: [], bannedExternalImports: framework },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: ['type:tool', 'type:environments', 'type:facts'],
    bannedExternalImports: framework,
  },
  // A check loads apps by their paths, as the synthesis does, and depends on them in the graph only (tools/nx-cdktf).
  {
    sourceTag: 'type:check',
    onlyDependOnLibsWithTags: ['type:tool', 'type:testing', 'type:stack', 'type:environments', 'type:facts'],
    bannedExternalImports: framework,
  },
];

export default tseslint.config(
  { ignores: ['**/node_modules', '**/cdktf.out', '.work', '.nx'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        __dirname: 'readonly',
        exports: 'writable',
        module: 'writable',
        process: 'readonly',
        require: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } } },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries, banTransitiveDependencies: false }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message: 'The barrel costs ten times the time and memory: import @cdktf/provider-aws/lib/<resource>.',
            },
          ],
        },
      ],
    },
  },
);
