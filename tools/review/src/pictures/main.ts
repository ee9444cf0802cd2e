import '@malinshopper/text/console';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { page as pageOf } from '../html/page';
import { markdown } from '../markdown/markdown';
import { asGitHub } from './as-github';
import { kinds } from './kinds';

const root = resolve(__dirname, '../../../..');
/** The pictures in docs/reviewing.md. */
const shown = join(root, 'docs/images');
/** The pictures for a maintainer after a change of the comment. */
const toLookAt = join(root, '.work/pictures');

/** `npm run pictures`: for each kind of review, the page and the comment as GitHub shows it, by day and by night. It needs a Chromium on PATH. */
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
    const picture = await webp(page);
    await page.close();
    const path = `${file}-${colorScheme}.webp`;
    writeFileSync(path, picture);
    console.log(`${relative(root, path)}  ${Math.round(picture.length / 1000)} kB`);
  }
}

/** Takes a screenshot of the whole page as WebP, which is half as large as PNG. Playwright itself writes PNG or JPEG only (Chrome DevTools Protocol, Page.captureScreenshot). */
async function webp(page: Page): Promise<Buffer> {
  const height = await page.evaluate('document.documentElement.scrollHeight');
  const { width } = page.viewportSize()!;
  await page.setViewportSize({ width, height: Number(height) });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  return Buffer.from(data, 'base64');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
