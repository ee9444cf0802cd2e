import { dirname, join, normalize } from 'node:path';
import type { Page } from './page';

/** The pages of a repository by their path, and whether a file or folder exists in it. */
export interface Documents {
  readonly pages: ReadonlyMap<string, Page>;
  readonly exists: (path: string) => boolean;
}

/** The target of a relative link, from the root of the repository. @default - undefined: the link leads to another site */
function targetOf(page: string, link: string): { readonly path: string; readonly anchor: string } | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor = ''] = decodeURI(link).split('#');
  return { path: path === '' ? page : normalize(join(dirname(page), path)).replace(/\/$/, ''), anchor };
}

/** The faults of the links of all pages: a file that does not exist, or an anchor that the page does not have. */
export function brokenLinks({ pages, exists }: Documents): string[] {
  return [...pages.values()].flatMap((page) =>
    page.links.flatMap(({ text, line }) => {
      const target = targetOf(page.path, text);
      if (!target) return [];
      const where = `${page.path}:${line}: the link ${text}`;
      if (!exists(target.path)) return [`${where} leads to ${target.path}, which does not exist.`];
      if (target.anchor === '') return [];
      const there = pages.get(target.path);
      if (!there) return [`${where} has an anchor in ${target.path}, which is no document.`];
      return there.anchors.has(target.anchor) ? [] : [`${where}: ${target.path} has no heading "${target.anchor}".`];
    }),
  );
}

/** The pages below a folder that no chain of links reaches from an index. A link to a folder reaches no page. */
export function unreachable({ pages }: Documents, index: string, folder: string): string[] {
  const reached = new Set([index]);
  for (const path of reached) {
    for (const { text } of pages.get(path)?.links ?? []) {
      const target = targetOf(path, text);
      if (target && pages.has(target.path)) reached.add(target.path);
    }
  }
  return [...pages.keys()].filter((path) => path.startsWith(folder) && !reached.has(path));
}
