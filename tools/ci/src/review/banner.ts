const [begin, end] = ['<!-- malinshopper-stale -->', '<!-- /malinshopper-stale -->'];
const there = new RegExp(`^${begin}\n[^]*?\n${end}\n\n`);
const line = '> - ';
/** The most reasons that are listed; more of them add no information. */
const most = 10;

/** A comment with the reasons why it is out of date above it, in place of earlier ones; without a reason, with nothing above it. */
export function withBanner(body: string, why: readonly string[]): string {
  const text = body.replace(there, '');
  if (why.length === 0) return text;
  const more = why.length > most ? [`and ${why.length - most} more`] : [];
  const lines = [...why.slice(0, most), ...more].map((one) => `${line}${one}`);
  const head = ['> [!CAUTION]', '> **This review is stale. It is no longer valid, because:**'];
  return `${[begin, ...head, ...lines, end].join('\n')}\n\n${text}`;
}

/** The reasons in the banner of a comment. None if it has no banner. */
export function reasonsIn(body: string): string[] {
  const banner = there.exec(body)?.[0] ?? '';
  return banner.split('\n').flatMap((one) => (one.startsWith(line) ? [one.slice(line.length)] : []));
}
