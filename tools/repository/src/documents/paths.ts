import type { Page } from './page';

/** A code span that is a path from the root of the repository: `apps/network/src/main.ts`, `.github/workflows`. */
const path = /^(?:apps|docs|environments|examples|libs|tools|\.github|\.ci)\/[\w./@*<>{},-]+$/;

/** The alternatives of a path with braces: `a/{b,c}.ts` stands for `a/b.ts` and `a/c.ts`. */
function alternatives(text: string): string[] {
  const [, before, inside, after] = /^(.*?)\{([^}]*)\}(.*)$/.exec(text) ?? [];
  if (inside === undefined) return [text];
  return inside.split(',').flatMap((word) => alternatives(`${before}${word}${after}`));
}

/** The paths in the code spans of a page that match no file of the repository. `<name>` and `*` stand for one name. */
export function missingPaths(page: Page, matches: (pattern: string) => boolean): string[] {
  return page.spans
    .filter(({ text }) => path.test(text))
    .flatMap(({ text, line }) =>
      alternatives(text)
        .map((one) => one.replace(/<[^>]*>/g, '*').replace(/\/$/, ''))
        .filter((one) => !matches(one))
        .map((one) => `${page.path}:${line}: ${one} is no file of the repository.`),
    );
}
