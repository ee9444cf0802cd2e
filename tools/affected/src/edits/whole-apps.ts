import { environments, type Edit, type Source } from './edit';
import type { Files } from './repository-copy';

const deleted = (app: string, source: Source): Files =>
  Object.fromEntries(source.files(`apps/${app}`).map((file) => [file, undefined]));

/** An app in another folder and with another name. */
function renamed(app: string, name: string, source: Source): Files {
  const named = source
    .files(`apps/${app}`)
    .map((file) => [
      file.replace(`apps/${app}/`, `apps/${name}/`),
      source
        .text(file)
        .replaceAll(`app: '${app}'`, `app: '${name}', team: '${app}'`)
        .replaceAll(`contract('${app}'`, `contract('${name}'`),
    ]);
  return { ...deleted(app, source), ...(Object.fromEntries(named) as Files) };
}

/** Apps that are removed or renamed. */
export function ofWholeApps(source: Source): Edit[] {
  const owners = [...environments];
  return [
    {
      kind: 'deletion',
      what: 'the app delivery',
      files: deleted('delivery', source),
      expected: { apps: ['delivery'], owners, shows: true },
    },
    {
      kind: 'deletion',
      what: 'the apps compute and delivery',
      files: { ...deleted('delivery', source), ...deleted('compute', source) },
      expected: { apps: ['compute', 'delivery'], owners, shows: true },
    },
    {
      kind: 'rename',
      what: 'the app delivery is called rollout',
      files: renamed('delivery', 'rollout', source),
      expected: { apps: ['delivery', 'rollout'], owners, shows: true },
    },
  ];
}
