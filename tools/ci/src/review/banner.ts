const [begin, end] = ['<!-- malinshopper-stale -->', '<!-- /malinshopper-stale -->'];
const there = new RegExp(`^${begin}\n[^]*?\n${end}\n\n`);
const line = '> - ';
/** More of them than that say nothing new. */
const most = 10;

/** A comment with why it holds no longer above it, in place of what was said there before; without a reason, with nothing above it. */
export function withBanner(body: string, why: readonly string[]): string {
  const text = body.replace(there, '');
  if (why.length === 0) return text;
  const more = why.length > most ? [`and ${why.length - most} more`] : [];
  const lines = [...why.slice(0, most), ...more].map((one) => `${line}${one}`);
  const head = ['> [!CAUTION]', '> **This review is stale. What is below holds no longer, because:**'];
  return `${[begin, ...head, ...lines, end].join('\n')}\n\n${text}`;
}

/** What the banner of a comment says. None if it has no banner. */
export function reasonsIn(body: string): string[] {
  const banner = there.exec(body)?.[0] ?? '';
  return banner.split('\n').flatMap((one) => (one.startsWith(line) ? [one.slice(line.length)] : []));
}
