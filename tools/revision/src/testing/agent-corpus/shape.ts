/**
 * Common AppSpec files, each judged by the agent's own sources: `ApplicationSpecification.parse` of
 * aws-codedeploy-agent 1.8.1, run by Ruby 3.2 with psych 5.0.1 and libyaml 0.2.5, which are Ubuntu 24.04's.
 */
export interface Shape {
  readonly name: string;
  readonly text: string;
  /** The agent's message if it refuses the file, its beginning or a part. Absent if the agent accepts it. */
  readonly agent?: string;
  /** This project's message, a part of it, if it refuses a file that the agent accepts; it contains the reason. */
  readonly stricter?: string;
}

export const head = 'version: 0.0\nos: linux\n';
export const lines = (...text: string[]) => `${head}${text.join('\n')}\n`;
export const files = (source: string, destination = '/srv/case') =>
  lines('files:', `  - source: ${source}`, `    destination: ${destination}`);
export const script = (...fields: string[]) =>
  lines('hooks:', '  AfterInstall:', '    - location: hooks/one', ...fields.map((field) => `      ${field}`));
export const located = (location: string) => lines('hooks:', '  AfterInstall:', `    - location: ${location}`);
export const permission = (...fields: string[]) =>
  lines('permissions:', '  - object: /srv', ...fields.map((field) => `    ${field}`));
