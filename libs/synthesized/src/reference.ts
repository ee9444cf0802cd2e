/** The parts of a Terraform reference: an address, and the attributes that follow it. */
export interface Reference {
  /** `aws_kms_key.logs`, `data.terraform_remote_state.network`, `local.user-data` */
  readonly address: string;
  /** The attributes after it: `['outputs', 'vpcId']`. */
  readonly rest: readonly string[];
}

/** An address with its attributes (HCL syntax, "Identifiers" and "Attribute access"); an index may be a quoted key. */
const reference =
  /\b(data\.[a-z]\w*\.[\w-]+|local\.[\w-]+|(?:aws|terraform)_\w+\.[\w-]+)((?:\.[\w-]+|\[(?:"[^"]*"|\d+)\])*)/g;
const step = /\.([\w-]+)|\["([^"]*)"\]|\[(\d+)\]/g;

const read = ([, address = '', rest = '']: RegExpMatchArray): Reference => ({
  address,
  rest: [...rest.matchAll(step)].map(([, attribute, key, index]) => attribute ?? key ?? index ?? ''),
});

/** The reference that is the whole text: `${aws_vpc.main.id}`. */
export function wholeReference(value: unknown): Reference | undefined {
  if (typeof value !== 'string') return undefined;
  const [, expression] = /^\$\{([^{}]*)\}$/.exec(value) ?? [];
  if (expression === undefined) return undefined;
  const [found, ...more] = expression.matchAll(reference);
  return found && more.length === 0 && found[0] === expression ? read(found) : undefined;
}

/** Every reference anywhere in a value. Terraform evaluates only the text between `${` and `}`. */
export function addressesIn(value: unknown): Reference[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, expression = '']) =>
      [...expression.matchAll(reference)].map(read),
    );
  }
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(addressesIn);
  return [];
}
