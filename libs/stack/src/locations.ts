import { findSourceMap } from 'node:module';
import { relative } from 'node:path';
import { Node } from 'constructs';

/** The source lines that created a construct: `apps/data/src/content.ts:61`, the innermost first. */
export type Locations = Record<string, readonly string[]>;

/**
 * From now on, records the source lines that create each resource. cdktf marks each element in its constructor, but
 * leaves the trace of the mark out: it is taken here. It makes a synthesis half as long again, so it is used only for a
 * report with lines, never for a deploy.
 * @param root the repository: lines outside of it, and of packages, are left out
 * @returns the records so far, by the construct's path
 */
export function rememberLocations(root: string): () => Locations {
  const sites = new Map<string, readonly NodeJS.CallSite[]>();
  const { addMetadata } = Node.prototype;
  process.setSourceMapsEnabled(true);
  Node.prototype.addMetadata = function (this: Node, type, data, options) {
    if (type === 'stacktrace') sites.set(this.path, callSites());
    return addMetadata.call(this, type, data, options);
  };
  return () => Object.fromEntries([...sites].map(([path, calls]) => [path, linesOf(calls, root)]));
}

/**
 * The current call stack, unresolved: to look each frame up in a source map takes longer than to create the construct.
 */
function callSites(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 40;
    Error.prepareStackTrace = (_error, calls) => calls;
    return new Error().stack as unknown as readonly NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function linesOf(calls: readonly NodeJS.CallSite[], root: string): string[] {
  const lines = calls.flatMap((call) => {
    const file = call.getFileName()?.replace(/^file:\/\//, '');
    const line = call.getLineNumber();
    if (!file?.startsWith(`${root}/`) || file.includes('/node_modules/') || line === null) return [];
    const mapped = findSourceMap(file)?.findEntry(line - 1, (call.getColumnNumber() ?? 1) - 1);
    const original = mapped && 'originalLine' in mapped ? mapped.originalLine + 1 : line;
    return [`${relative(root, file)}:${original}`];
  });
  // The program that loads the apps is the same for all, and not informative.
  return lines.filter((line) => !line.startsWith('libs/stack/src/'));
}
