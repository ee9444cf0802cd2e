import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { page as pageOf } from '../html/page';
import { markdown } from '../markdown/markdown';
import { asGitHub } from './as-github';
import { kinds } from './kinds';

/** `npm run pictures`: the pictures of docs/reviewing.md, of the page and of the comment as GitHub shows it, by day and by night. */
async function main(): Promise<void> {
  const root = resolve(__dirname, '../../../..');
  const folder = join(root, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const executablePath = execFileSync(
    'sh',
    ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'],
    { encoding: 'utf8' },
  ).trim();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const [name, report] of Object.entries(kinds)) {
      const one = report();
      await shoot(browser, pageOf(one), 1_000, join(folder, `review-${name}`));
      await shoot(browser, asGitHub(markdown(one), { isOpen: false }), 860, join(root, '.work', `comment-${name}`));
      await shoot(browser, asGitHub(markdown(one), { isOpen: true }), 860, join(root, '.work', `comment-${name}-open`));
    }
  } finally {
    await browser.close();
  }
}

async function shoot(browser: Browser, html: string, width: number, file: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height: 100 }, colorScheme });
    await page.setContent(html);
    const path = `${file}-${colorScheme}.png`;
    await page.screenshot({ path, fullPage: true });
    console.log(path, statSync(path).size);
    await page.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
