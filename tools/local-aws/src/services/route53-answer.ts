/** A record set of a zone. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  /** The name to which an alias points. */
  readonly alias?: string | undefined;
}

export interface Answer {
  readonly code: 'NOERROR' | 'NXDOMAIN';
  readonly data: string[];
}

/**
 * Route 53's answer for a name (API reference: TestDNSAnswer; RFC 4592 for wildcards, which apply only if no record of
 * any type has the name itself). An alias to something outside the zone returns the name to which it points: AWS would
 * return addresses, and the load balancers of the embedded AWS have none.
 */
export function answerFrom(records: readonly RecordSet[], name: string, type: string, hops = 0): Answer {
  const wanted = normal(name);
  const own = records.filter((record) => normal(record.name) === wanted);
  const matching = own.length > 0 ? own : wildcard(records, wanted);
  if (matching.length === 0) return { code: isBetween(records, wanted) ? 'NOERROR' : 'NXDOMAIN', data: [] };

  const found = matching.find((record) => record.type === type) ?? matching.find((record) => record.type === 'CNAME');
  if (!found) return { code: 'NOERROR', data: [] };
  if (found.alias === undefined) return { code: 'NOERROR', data: [...found.values] };
  const target = hops < 8 ? answerFrom(records, found.alias, type, hops + 1) : undefined;
  return target && target.data.length > 0 ? target : { code: 'NOERROR', data: [normal(found.alias)] };
}

/**
 * The wildcard of the closest parent that exists: `*.b.example.com` does not apply to names below `a.b.example.com`.
 */
function wildcard(records: readonly RecordSet[], name: string): RecordSet[] {
  const labels = name.split('.');
  for (let depth = 1; depth < labels.length; depth += 1) {
    const parent = labels.slice(depth).join('.');
    const found = records.filter((record) => normal(record.name) === `*.${parent}`);
    if (found.length > 0) return found;
    if (records.some((record) => normal(record.name) === parent) || isBetween(records, parent)) return [];
  }
  return [];
}

/** A name without records that has names below it exists nevertheless (RFC 8020). */
function isBetween(records: readonly RecordSet[], name: string): boolean {
  return records.some((record) => normal(record.name).endsWith(`.${name}`));
}

/** Lower case, no dot at the end, and `*` for the \052 Route 53 writes. */
function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '').replaceAll('\\052', '*');
}
