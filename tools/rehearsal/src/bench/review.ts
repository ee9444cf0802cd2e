import { longest, markdown, page } from '@malinshopper/review';
import { largeApps, largeReport } from '@malinshopper/review/testing';
import { row } from './report';

/** 20 plans with 2,000 changes in all: from the plans to the comment, and to the page. */
export async function benchReview(): Promise<void> {
  const apps = largeApps(20, 2_000);
  const began = performance.now();
  const report = largeReport(apps);
  const body = markdown(report);
  const seconds = (performance.now() - began) / 1000;
  const lost = report.destructive.filter(({ address }) => body.includes(address.split('.')[1]!)).length;
  const told = `${body.length} of ${longest} characters, ${lost} of ${report.destructive.length} losses in it`;
  row('comment on 20 plans, 2,000 changes', `${seconds.toFixed(2)} s, ${told}`, '', 'under 1 s');
  const pageBegan = performance.now();
  const { length } = page(report);
  row(
    'page of the same',
    `${((performance.now() - pageBegan) / 1000).toFixed(2)} s, ${(length / 1e6).toFixed(1)} MB`,
    '',
    'not asked',
  );
}
