import js from '@eslint/js';
import markdown from '@eslint/markdown';
import nx from '@nx/eslint-plugin';
import { require as load } from 'tsx/cjs/api';
import tseslint from 'typescript-eslint';

const { roles } = load('./environments/src/roles.ts', import.meta.url);
const { prose } = load('./tools/prose/src/plugin.ts', import.meta.url);

const sources = ['**/*.{js,cjs,mjs,ts}'];

const framework = ['cdktf', '@cdktf/*', 'constructs'];

/**
 * The allowed imports between projects: DESIGN, "The layout". An arrow between two apps means that one reads the
 * other's contract.
 */
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
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: ['type:stack', 'type:environments', 'type:facts', 'type:synthesized'],
  },
  {
    sourceTag: 'type:constructs',
    onlyDependOnLibsWithTags: ['type:stack', 'type:testing', 'type:environments', 'type:facts'],
  },
  { sourceTag: 'type:stack', onlyDependOnLibsWithTags: ['type:environments', 'type:facts'] },
  { sourceTag: 'type:environments', onlyDependOnLibsWithTags: ['type:facts'], bannedExternalImports: framework },
  {
    sourceTag: 'type:synthesized',
    onlyDependOnLibsWithTags: ['type:environments', 'type:facts'],
    bannedExternalImports: framework,
  },
  { sourceTag: 'type:facts', onlyDependOnLibsWithTags: [], bannedExternalImports: framework },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: ['type:tool', 'type:environments', 'type:facts', 'type:synthesized'],
    bannedExternalImports: framework,
  },
  // A check loads apps by their paths, like the synthesis, and depends on them in the graph only (tools/nx-cdktf).
  {
    sourceTag: 'type:check',
    onlyDependOnLibsWithTags: [
      'type:tool',
      'type:testing',
      'type:stack',
      'type:environments',
      'type:facts',
      'type:synthesized',
    ],
    bannedExternalImports: framework,
  },
];

/** An expression with a name like a role: `role`, `environment.role`, `roleOf(instance)`. */
const namedRole = (place) =>
  ['name', 'property.name', 'callee.name', 'expression.name', 'expression.property.name']
    .map((name) => `[${place}.${name}=/([rR]ole|[rR]oleOf)$/]`)
    .join(', ');
const text = (place) => `[${place}.raw=/^['"]/], [${place}.type='TemplateLiteral']`;
const roleName = `/^(${roles.join('|')})$/`;
const comparison = 'BinaryExpression[operator=/^[!=]==?$/]';

/**
 * The consequences of a role are its traits (ADR 35): code that checks the name of a role misses the next role with the
 * same trait.
 */
const comparisonsOfRoles = [
  ...[
    ['left', 'right'],
    ['right', 'left'],
  ].flatMap(([one, other]) => [
    `${comparison}:matches(${namedRole(one)}):matches(${text(other)})`,
    `${comparison}[${one}.value=${roleName}]`,
  ]),
  `SwitchStatement:matches(${namedRole('discriminant')})`,
  `SwitchCase[test.value=${roleName}]`,
  `CallExpression[callee.property.name='includes'][callee.object.type='ArrayExpression']:matches(${namedRole('arguments.0')})`,
  `CallExpression[callee.property.name=/^(starts|ends)With$/]:matches(${namedRole('callee.object')})`,
].map((selector) => ({
  selector,
  message: 'A role is compared with a text. Ask for its trait in environments/src/roles.ts, or add one there (ADR 35).',
}));

export default tseslint.config(
  { ignores: ['**/node_modules', '**/cdktf.out', '.work', '.nx'] },
  { files: sources, extends: [js.configs.recommended, tseslint.configs.recommended] },
  { files: sources, plugins: { prose }, rules: { 'prose/sources': 'error' } },
  { files: ['**/*.md'], plugins: { markdown, prose }, language: 'markdown/gfm', rules: { 'prose/pages': 'error' } },
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
      'no-restricted-syntax': ['error', ...comparisonsOfRoles],
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
