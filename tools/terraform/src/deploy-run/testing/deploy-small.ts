import { deployThrough } from '../through';
import { report } from '../report';

/** `npm run deploy` on a repository of a test: `deploy-small.ts <root> <minutes to wait> <environments...>`. */
const [root = '', wait = '0', ...names] = process.argv.slice(2);
void deployThrough(names, { root, waitMs: Number(wait) * 60_000 }).then((way) => {
  console.log(report(way));
  process.exitCode = way.ok ? 0 : 1;
});
