import { existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * The values that a step has written into one of GitHub's files, by name: `name=value`, or several lines between two delimiters (GitHub
 * documentation, "Workflow commands", "Multiline strings"). The next step has an empty file.
 * @throws if a line is neither
 */
export function taken(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  rmSync(file);
  const found: Record<string, string> = {};
  while (lines.length > 0) {
    const line = lines.shift()!;
    if (line === '') continue;
    const [, name, end] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && end !== undefined) {
      const last = lines.indexOf(end);
      if (last === -1) throw new Error(`GitHub would refuse ${name}: its value does not end with ${end}.`);
      found[name] = lines
        .splice(0, last + 1)
        .slice(0, -1)
        .join('\n');
      continue;
    }
    const [, key, value] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    if (key === undefined) throw new Error(`GitHub would refuse the line "${line}": it is not name=value.`);
    found[key] = value ?? '';
  }
  return found;
}
