/** Resources by type and name; each has the path `<app>/<name>`. */
export type MadeUp = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A minimal stack in the form of cdktf. */
export function madeUpStack(resource: MadeUp, more: object = {}, key = 'production/data.tfstate') {
  const app = key.replace(/^.*\/|\.tfstate$/g, '');
  return {
    terraform: { backend: { s3: { key } } },
    provider: { aws: [{ region: 'eu-west-1' }, { alias: 'us_east_1', region: 'us-east-1' }] },
    resource: Object.fromEntries(
      Object.entries(resource).map(([type, named]) => [
        type,
        Object.fromEntries(
          Object.entries(named).map(([name, config]) => [
            name,
            { '//': { metadata: { path: `${app}/${name}` } }, ...config },
          ]),
        ),
      ]),
    ),
    ...more,
  };
}
