import { appOf, environments, some, type Edit, type Source } from './edit';

/** A value of an environment's file, and its new value. */
const values: readonly (readonly [RegExp, string])[] = [
  [/logRetentionDays: \d+/, 'logRetentionDays: 30'],
  [/storageGiB: \d+/, 'storageGiB: 22'],
  [/maxStorageGiB: \d+/, 'maxStorageGiB: 640'],
  [/backupRetentionDays: \d+/, 'backupRetentionDays: 9'],
  [/(web: .*)volumeGiB: \d+/, '$1volumeGiB: 44'],
  [/(web: .*)max: \d+/, '$1max: 6'],
  [/(fetcher: \{[^}]*)volumeGiB: \d+/, '$1volumeGiB: 75'],
  [/('updater-1': \{[^}]*)volumeGiB: \d+/, '$1volumeGiB: 55'],
  [/('updater-2': \{[^}]*)max: \d+/, '$1max: 2'],
  [/priceClass: '\w+'/, "priceClass: 'PriceClass_200'"],
  [/nat: '[\w-]+'/, "nat: 'single'"],
  [/multiAz: \w+/, 'multiAz: false'],
];

/** One value of one environment. The app of its account also depends on quotas and names. */
function ofEnvironments(source: Source): Edit[] {
  return environments.flatMap((name) => {
    const file = `environments/src/${name}.ts`;
    const text = source.text(file);
    return values.flatMap(([pattern, other]): Edit[] => {
      const changed = text.replace(pattern, other);
      if (changed === text) return [];
      const what = `${other.replace(/^\$1/, '')} in ${name}`;
      return [{ kind: 'environment', what, files: { [file]: changed }, expected: { owners: [name], shows: true } }];
    });
  });
}

/** Each match of a pattern in the sources of apps, as a separate edit. */
function ofApps(
  kind: string,
  source: Source,
  pattern: RegExp,
  other: (match: RegExpMatchArray) => string,
  count: number,
): Edit[] {
  const files = source.files().filter((file) => appOf(file));
  const places = files.flatMap((file) => [...source.text(file).matchAll(pattern)].map((match) => ({ file, match })));
  return some(places, count).map(({ file, match }): Edit => {
    const text = source.text(file);
    const changed = `${text.slice(0, match.index)}${other(match)}${text.slice(match.index + match[0].length)}`;
    return { kind, what: `${match[0]} in ${file}`, files: { [file]: changed }, expected: { apps: [appOf(file)!] } };
  });
}

/** Returns edits that change the synthesized stacks of one or several apps. */
export function effective(source: Source): Edit[] {
  const text = (file: string) => source.text(file);
  const replaced = (
    kind: string,
    file: string,
    from: string | RegExp,
    to: string,
    expected: Edit['expected'] = {},
  ): Edit => {
    const changed = text(file).replace(from, to);
    if (changed === text(file)) throw new Error(`${file} does not contain ${from}: nothing would be edited.`);
    return { kind, what: `${to} in ${file}`, files: { [file]: changed }, expected };
  };
  return [
    ...ofEnvironments(source),
    ...ofApps('app', source, /description: '([^'$]{4,80})'/g, ([, said]) => `description: '${said} too'`, 14),
    ...ofApps(
      'contract',
      source,
      /plain\.(text|list|map)\('([^'$]{4,80})'\)/g,
      ([, shape, said]) => `plain.${shape}('${said} now')`,
      14,
    ),
    // Renamed and removed constructs.
    ...ofApps(
      'rename',
      source,
      /new (\w+)\((this|scope|stack), '([\w-]+)'/g,
      ([, type, scope, id]) => `new ${type}(${scope}, '${id}-next'`,
      14,
    ),
    ...ofApps('deletion', source, /^( +)new \w+\((this|scope|stack), '[\w-]+', \{[^;]*?^\1\}\);\n/gm, () => '', 12),
    ...outputs.map((name) => renamedOutput(name, source)),
    replaced('shared lib', 'libs/constructs/src/alarm.ts', 'period ?? 60', 'period ?? 120', everywhere),
    replaced('shared lib', 'libs/constructs/src/alarm.ts', "?? 'notBreaching'", "?? 'missing'", everywhere),
    replaced('shared lib', 'libs/constructs/src/encryption-key.ts', 'Rotation: true', 'Rotation: false', everywhere),
    replaced('shared lib', 'libs/constructs/src/encryption-key.ts', 'AccountDecidesByIam', 'ByIam', everywhere),
    replaced(
      'shared lib',
      'libs/constructs/src/bucket.ts',
      'daysAfterInitiation: 1',
      'daysAfterInitiation: 2',
      everywhere,
    ),
    replaced('shared lib', 'libs/constructs/src/bucket.ts', "'unfinished-uploads'", "'unfinished'", everywhere),
    replaced('shared lib', 'libs/stack/src/name-tag.ts', ".join('-'), ...", ".join('/'), ...", everywhere),
    replaced('shared lib', 'libs/stack/src/aws-stack.ts', "ManagedBy: 'cdktf'", "ManagedBy: 'terraform'", everywhere),
    replaced('versions', 'libs/stack/src/aws-stack.ts', '>= 1.11.0, < 2.0.0', '>= 1.12.0, < 2.0.0', everywhere),
    replaced('versions', '.terraform.lock.hcl', /$/, '\n# another hash\n', everywhere),
  ];
}

const everywhere = { shows: true };

/** Outputs of contracts with names that are unique in the sources. */
const outputs = [
  's3PrefixListId',
  'branchesCertificateArn',
  'databaseClientSecurityGroupId',
  'databaseUsersFunctionName',
  'contentQueueArns',
  'rollbackAlarms',
  'loadBalancerArnSuffix',
  'alarmTopicKeyArns',
];

/** A renamed output, where it is published and where it is read. */
function renamedOutput(name: string, source: Source): Edit {
  const word = new RegExp(`\\b${name}\\b`, 'g');
  // `search` instead of `test`: with a global pattern, `test` continues after its last match, which was in another
  // file.
  const users = source.files().filter((file) => appOf(file) && source.text(file).search(word) >= 0);
  const files = Object.fromEntries(users.map((file) => [file, source.text(file).replace(word, `${name}Anew`)]));
  const apps = [...new Set(users.map((file) => appOf(file)!))];
  return { kind: 'contract', what: `the output ${name} is renamed`, files, expected: { apps, shows: true } };
}
