import type { Row } from '../row';
import type { Files, Source } from './edit';

/**
 * Writes the proposed `moveFromId` of renamed constructs into the entries of their apps. A developer writes each at the
 * construct; here they are found by their addresses, which are the same in every environment.
 */
export function movesOf(rows: readonly Row[], source: Source): Files {
  const renaming = rows.filter(({ renamed = [] }) => renamed.length > 0);
  const apps = [...new Set(renaming.map(({ app }) => app))];
  return Object.fromEntries(
    apps.map((app) => {
      const proposals = renaming.filter((row) => row.app === app).flatMap(({ renamed = [] }) => renamed);
      const moves = JSON.stringify(Object.fromEntries(proposals.map(({ from, to }) => [to, from])));
      const file = `apps/${app}/src/main.ts`;
      const text = source.text(file).replace(
        /=> (new \w+\(.*\));/,
        `=> {
          const stack = $1;
          const moves: Readonly<Record<string, string>> = ${moves};
          for (const node of stack.node.findAll()) {
            if (!TerraformResource.isTerraformResource(node)) continue;
            const from = moves[\`\${node.terraformResourceType}.\${node.friendlyUniqueId}\`];
            if (from) node.moveFromId(from);
          }
          return stack;
        };`,
      );
      return [file, `import { TerraformResource } from 'cdktf';\n${text}`];
    }),
  );
}
