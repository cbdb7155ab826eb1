// What lint refuses, beyond what the compiler does; format is prettier's, structure the house rules'.
import { fileURLToPath } from 'node:url';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = ['packages/**/*.test.ts', 'packages/e2e/**/*.ts', 'packages/*/src/testing/**/*.ts'];

/** Dangers that no plugin has a rule for, each with what to do instead. */
const refusedEverywhere = [
  {
    selector: 'Identifier[name=/^unsafe(HTML|SVG|Static|MathML)$/]',
    message: 'Foreign text must never become markup: bind it as text.',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
    message:
      "A strict content security policy forbids inline styles: use a class or element.style.setProperty('--name', …).",
  },
];

const listenerWithoutSignal = {
  // A listener for an abort ends with the signal that it listens to.
  selector: `CallExpression[callee.property.name='addEventListener'][arguments.0.value!='abort']${[0, 1, 2]
    .map((place) => `:not([arguments.2.properties.${place}.key.name='signal'])`)
    .join('')}`,
  message: 'A listener needs a signal that ends it: addEventListener(name, listener, { signal }).',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/cdn/', '**/.cache/', '**/*.d.ts', '**/*.d.mts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...refusedEverywhere, listenerWithoutSignal],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-await': 'off', // an interface may ask for a promise where one side has no need to wait
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/unbound-method': 'off', // most objects here are made of closures
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['packages/element/src/**/*.ts', 'packages/dev-stack/src/demo/page/*.js'],
    extends: [noUnsanitized.configs.recommended],
  },
  {
    files: ['packages/element/src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'lit/no-template-arrow': 'off',
      'wc/guard-define-call': 'error',
    },
  },
  {
    files: tests,
    rules: {
      // node:test returns promises that the runner itself awaits; chai asserts by reading a property.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
      // What a test listens to goes with the test.
      'no-restricted-syntax': ['error', ...refusedEverywhere],
      'lit-a11y/accessible-name': 'off',
    },
  },
);
