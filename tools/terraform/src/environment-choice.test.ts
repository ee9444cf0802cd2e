import { chosenEnvironment } from './environment-choice';

test('the option names the environment', () => {
  expect(chosenEnvironment('staging', {}).name).toBe('staging');
});

test('the variable names it where there is no option', () => {
  expect(chosenEnvironment(undefined, { ENVIRONMENT: 'feature/checkout' }).ref).toBe('feature/checkout');
});

test('the same in both is no contradiction', () => {
  expect(chosenEnvironment('testing', { ENVIRONMENT: 'testing' }).name).toBe('testing');
});

test('throws when option and variable differ', () => {
  expect(() => chosenEnvironment('staging', { ENVIRONMENT: 'production' })).toThrow(
    'Which environment? --environment says "staging", but the variable ENVIRONMENT says "production". Give one of them',
  );
});

test.each([[undefined], ['']])('throws without an environment: there is no default (%p)', (variable) => {
  expect(() => chosenEnvironment(undefined, { ENVIRONMENT: variable })).toThrow(
    /^Which environment\? There is no default\. Say `-c staging` to nx.*Known are: production, staging, testing/,
  );
});

test('throws on a name that is not known', () => {
  expect(() => chosenEnvironment('prod', {})).toThrow(/Unknown environment "prod". Known are: production/);
});
