import { inPlace, type Config, type Edits } from './in-place';

interface Document {
  readonly provider: { readonly aws: readonly { readonly default_tags?: readonly { readonly tags: Config }[] }[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Config>>>>;
}

/** The JSON of an app for Terraform, with a change in place of every resource (`inPlace`), and with another tag. */
export function revise(json: string): string {
  const document = JSON.parse(json) as Document;
  for (const { default_tags: [tagged] = [] } of document.provider.aws) if (tagged) tagged.tags['Revision'] = '2';
  for (const [type, byId] of Object.entries(document.resource)) {
    for (const config of Object.values(byId)) edit(config, inPlace[type] ?? {});
  }
  return JSON.stringify(document);
}

function edit(config: Config, edits: Edits): void {
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const block = steps.reduce<unknown>((at, step) => (at as Config | undefined)?.[step], config) as Config | undefined;
    if (!block) continue;
    const next: unknown =
      typeof value === 'function' ? (value as (now: unknown, all: Config) => unknown)(block[last], config) : value;
    if (next !== undefined) block[last] = next;
  }
}
