import type { Documents } from '../worlds';
import { remove, type Mutation } from './mutation';

interface Document {
  resource: Record<string, Record<string, { readonly '//': { readonly metadata: { readonly path: string } } }>>;
}

/**
 * The same environment with one resource changed.
 * @throws if there is no such resource, or the change changes nothing: such a mutation would prove nothing
 */
export function mutated(documents: Documents, { what, type, path = '', change }: Mutation): Documents {
  const all = [...documents.own].flatMap(([app, document]) =>
    Object.entries((document as Document).resource[type] ?? {}).map(([id, config]) => ({
      app,
      id,
      path: config['//'].metadata.path,
    })),
  );
  const found = all.find((resource) => resource.path.endsWith(path));
  if (!found) {
    const paths = all.map((resource) => resource.path).join(', ') || 'none';
    throw new Error(`"${what}": no ${type} ends in "${path}". There are: ${paths}.`);
  }
  const document = structuredClone(documents.own.get(found.app)) as Document;
  const before = JSON.stringify(document);
  const byId = document.resource[type]!;
  if (change === remove) delete byId[found.id];
  else change(byId[found.id], document.resource, document);
  if (JSON.stringify(document) === before) {
    throw new Error(`"${what}": nothing in ${found.path} (${type}) was changed. Correct the mutation.`);
  }
  return { ...documents, own: new Map([...documents.own, [found.app, document]]) };
}
