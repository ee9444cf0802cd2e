import { environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { deploy } from '../../commands/commands';

/** `nx deploy` on a repository of a test: `deploy-once.ts <root> <endpoint> <app>`. */
const [root = '', endpoint = '', app = ''] = process.argv.slice(2);
const target = { kind: 'embedded', endpoint, assume: (id: string) => assumeEmbeddedAccount(id) } as const;
void deploy(`apps/${app}`, environment('testing'), { root, target }).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
