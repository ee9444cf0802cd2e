import { affected, type AffectedOptions } from './affected';
import { terminal } from './show/table';

/** The output of `npm run affected`. */
export async function report(options: AffectedOptions, format: 'json' | 'terminal'): Promise<string> {
  const found = await affected(options);
  return format === 'json' ? JSON.stringify(found, null, 2) : terminal(found);
}
