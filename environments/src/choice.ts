import { environment, howToName, type Environment } from './environment';

/**
 * The environment of a command: from `--environment`, or otherwise from the variable ENVIRONMENT.
 * @throws if there is none, or if the two differ: there is no default environment
 */
export function chosenEnvironment(option: string | undefined, variables: NodeJS.ProcessEnv = process.env): Environment {
  const variable = variables['ENVIRONMENT'] || undefined;
  if (option && variable && option !== variable) {
    throw new Error(
      `Which environment? --environment is "${option}", but the variable ENVIRONMENT is "${variable}". ` +
        'Give one of them, or the same in both.',
    );
  }
  const name = option || variable;
  if (!name) {
    throw new Error(
      `Which environment? There is no default. Say \`-c staging\` to nx, \`--environment staging\` to this command, or ` +
        `set ENVIRONMENT (a branch: ENVIRONMENT=feature/checkout). Known are: ${howToName}.`,
    );
  }
  return environment(name);
}
