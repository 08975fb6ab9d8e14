import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import jsdoc from 'eslint-plugin-jsdoc';
import reactHooks from 'eslint-plugin-react-hooks';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** One element type per room: `from` may import the rooms in `to`, and nothing else of ours. */
const sharedOrder = [
  'base',
  'geometry',
  'annotation',
  'dataset',
  'model',
  'graphView',
  'detection',
  'formula',
  'checks',
  'evaluation',
  'formats',
  'ipc',
] as const;
const sharedType = (folder: string): string => `shared-${folder}`;

const sharedImports: Readonly<Record<string, readonly string[]>> = {
  base: [],
  geometry: ['base'],
  annotation: ['base', 'geometry'],
  dataset: ['base', 'geometry', 'annotation'],
  model: ['base'],
  graphView: ['base', 'model'],
  detection: ['base', 'geometry', 'annotation'],
  formula: ['base', 'geometry', 'annotation'],
  checks: ['base', 'geometry', 'annotation', 'detection', 'formula'],
  evaluation: ['base', 'geometry', 'annotation', 'dataset', 'detection', 'formula'],
  formats: ['base', 'geometry', 'annotation', 'dataset', 'model', 'formula'],
  ipc: [
    'base',
    'geometry',
    'annotation',
    'dataset',
    'model',
    'graphView',
    'detection',
    'formula',
    'checks',
    'evaluation',
    'formats',
  ],
};

const allShared = sharedOrder.map(sharedType);
const electronRooms = ['main', 'services', 'preload', 'cli', 'workers', 'runtime'];

const allow = (from: string, to: readonly string[]) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
});

export default defineConfig(
  {
    ignores: [
      'out/**',
      'dist/**',
      'node_modules/**',
      '**/.cache/**',
      'test/fixtures/**',
      '**/generated/**',
      'postcss.config.cjs',
      'models/training/**/*.py',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries, jsdoc },
    settings: {
      'boundaries/elements': [
        ...sharedOrder.map((folder) => ({ type: sharedType(folder), pattern: `shared/${folder}` })),
        ...electronRooms.map((room) => ({ type: room, pattern: `electron/${room}` })),
        { type: 'renderer', pattern: 'renderer' },
        { type: 'samples', pattern: 'samples' },
        { type: 'models', pattern: 'models' },
        { type: 'test', pattern: 'test' },
      ],
      'boundaries/ignore': ['*.config.ts'],
      'import/resolver': { typescript: { project: ['tsconfig.json', '*/tsconfig.json'] }, node: true },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          policies: [
            ...sharedOrder.map((folder) =>
              allow(sharedType(folder), (sharedImports[folder] ?? []).map(sharedType)),
            ),
            allow('main', ['services', ...allShared]),
            allow('services', allShared),
            allow('cli', ['services', 'runtime', ...allShared]),
            allow('preload', allShared),
            allow('workers', allShared),
            allow('runtime', []),
            allow('renderer', allShared),
            allow('samples', ['models', ...allShared]),
            allow('models', ['samples', ...allShared]),
            allow('test', ['renderer', ...electronRooms, 'samples', 'models', ...allShared]),
            {
              from: { element: { types: { anyOf: allShared }, fileInternalPath: '**/*.test.ts' } },
              allow: { to: { element: { type: 'test', fileInternalPath: 'support/**' } } },
            },
            { allow: { to: { module: { origin: 'external' } } } },
            {
              from: {
                element: {
                  types: {
                    anyOf: ['main', 'services', 'cli', 'workers', 'runtime', 'samples', 'models', 'test'],
                  },
                },
              },
              allow: { to: { module: { origin: 'core' } } },
            },
            {
              from: { element: { types: { anyOf: ['renderer', 'preload', ...allShared] } } },
              disallow: { to: { module: { origin: 'core' } } },
            },
            {
              from: { element: { types: { anyOf: allShared } } },
              disallow: {
                to: {
                  module: {
                    origin: 'external',
                    source: [
                      'electron',
                      'react',
                      'react-dom',
                      'konva',
                      'react-konva',
                      'better-sqlite3',
                      'libsql',
                      'onnxruntime-node',
                      'sharp',
                      '@mantine/*',
                    ],
                  },
                },
              },
            },
            {
              from: { element: { type: 'renderer' } },
              disallow: {
                to: {
                  module: {
                    origin: 'external',
                    source: ['electron', 'zod', 'better-sqlite3', 'libsql', 'onnxruntime-node', 'sharp'],
                  },
                },
              },
            },
            {
              from: { element: { types: { anyOf: ['services', 'cli', 'workers', 'runtime'] } } },
              disallow: { to: { module: { origin: 'external', source: ['electron'] } } },
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 500 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name your exports.' },
      ],
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    // The renderer may import the contract's types, never its schemas: zod probes `new Function`, which the CSP forbids.
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^#|/)shared/ipc/contract/',
              allowTypeImports: true,
              message: 'Import types only: the contract carries zod schemas.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['*.config.ts', 'test/**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  prettier,
);
