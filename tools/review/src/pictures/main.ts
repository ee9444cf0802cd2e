import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import UPNG from 'upng-js';
import { page as pageOf } from '../html/page';
import { markdown } from '../markdown/markdown';
import { asGitHub } from './as-github';
import { kinds } from './kinds';

const root = resolve(__dirname, '../../../..');
/** What docs/reviewing.md shows. */
const shown = join(root, 'docs/images');
/** What a maintainer looks at who has changed the comment. */
const toLookAt = join(root, '.work/pictures');

/** `npm run pictures`: of each kind of review, the page and the comment as GitHub shows it, by day and by night. It needs a Chromium on PATH. */
async function main(): Promise<void> {
  for (const folder of [shown, toLookAt]) mkdirSync(folder, { recursive: true });
  const find = 'command -v chromium || command -v chromium-browser || command -v google-chrome';
  const executablePath = execFileSync('sh', ['-c', find], { encoding: 'utf8' }).trim();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const [name, report] of Object.entries(kinds)) {
      const one = report();
      await take(browser, pageOf(one), 1_000, join(shown, `review-${name}`));
      await take(
        browser,
        asGitHub(markdown(one)),
        860,
        join(name === 'replaced' ? shown : toLookAt, `comment-${name}`),
      );
    }
  } finally {
    await browser.close();
  }
}

async function take(browser: Browser, html: string, width: number, file: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height: 100 }, colorScheme });
    await page.setContent(html);
    const png = smaller(await page.screenshot({ fullPage: true }));
    await page.close();
    const path = `${file}-${colorScheme}.png`;
    writeFileSync(path, png);
    console.log(`${relative(root, path)}  ${Math.round(png.length / 1000)} kB`);
  }
}

/** A third of the size: 128 colours are enough for letters on a plain ground. */
function smaller(png: Buffer): Buffer {
  const { buffer, byteOffset, length } = png;
  const picture = UPNG.decode(buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(picture), picture.width, picture.height, 128));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
