// Stands in for the program gh in tests: `gh api [--silent] [--method <method>] <path> [--input -] [--jq .id]`, against GITHUB_API_URL.
/* global fetch */
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean' },
    method: { type: 'string', default: 'GET' },
    input: { type: 'string' },
    jq: { type: 'string' },
  },
});
const [command, path] = positionals;
if (command !== 'api' || path.startsWith('/') || (values.jq ?? '.id') !== '.id')
  throw new Error(`not known: ${process.argv}`);
const response = await fetch(`${process.env.GITHUB_API_URL}/${path}`, {
  method: values.method,
  headers: { authorization: `token ${process.env.GH_TOKEN}` },
  ...(values.input === '-' ? { body: JSON.stringify(JSON.parse(await text(process.stdin))) } : {}),
});
const answer = await response.text();
if (response.status >= 300) {
  console.error(`gh: ${answer} (HTTP ${response.status})`);
  process.exit(1);
}
if (!values.silent) console.log(values.jq ? JSON.parse(answer).id : answer);
