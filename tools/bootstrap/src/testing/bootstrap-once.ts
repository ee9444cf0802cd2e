import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { bootstrap } from '../bootstrap';

/** `npm run bootstrap -- nonproduction --yes` on a repository of a test: `bootstrap-once.ts <root> <endpoint>`. */
const [root = '', endpoint = ''] = process.argv.slice(2);
void bootstrap('nonproduction', {
  root,
  target: { kind: 'embedded', endpoint, assume: (id) => assumeEmbeddedAccount(id) },
  preflight: async () => [{ check: 'identity', about: 'the credentials', outcome: 'ok', found: 'those of a test' }],
  confirm: async () => true,
}).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
