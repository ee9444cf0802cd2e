import { affected, type AffectedOptions } from './affected';
import { terminal } from './show/table';

/** What `npm run affected` prints. */
export async function report(options: AffectedOptions, format: 'json' | 'terminal'): Promise<string> {
  const found = await affected(options);
  return format === 'json' ? JSON.stringify(found, null, 2) : terminal(found);
}
