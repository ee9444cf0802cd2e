/**
 * The CSS of the page, for the light and the dark mode. The colours come from GitHub's Primer (primer/primitives),
 * because these have enough contrast.
 */
export const style = `
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --back: #ffffff; --panel: #f6f8fa; --line: #d1d9e0;
  --bad: #d1242f; --bad-back: #ffebe9; --good: #1a7f37; --good-back: #dafbe1; --warn: #9a6700; --warn-back: #fff8c5; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --faint: #9198a1; --back: #0d1117; --panel: #151b23; --line: #3d444d;
    --bad: #f85149; --bad-back: #301a1f; --good: #3fb950; --good-back: #12261e; --warn: #d29922; --warn-back: #272115; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--back); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; padding: .8rem 1rem; border-left: .4rem solid var(--line); background: var(--panel); margin: 0 0 1rem; }
h1.error, h1.danger { border-color: var(--bad); background: var(--bad-back); }
h1.change { border-color: var(--warn); background: var(--warn-back); }
h1.quiet { border-color: var(--good); background: var(--good-back); }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; }
.alert { border: 1px solid var(--bad); background: var(--bad-back); padding: .5rem 1rem; border-radius: .4rem; margin: 0 0 1rem; }
.alert ul { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--faint); font-weight: 600; }
th:first-child, td:first-child, .words th, .words td { text-align: left; }
td.strong { color: var(--bad); font-weight: 700; }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
code { background: var(--panel); padding: .1rem .3rem; border-radius: .25rem; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; } li { margin: .2rem 0; }
.losses > li { margin: .7rem 0; }
.holds { color: var(--bad); font-weight: 700; }
.faint { color: var(--faint); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .5rem .8rem; font-weight: 600; }
details > pre, details > .scroll { margin: 0; padding: .6rem 0; border-top: 1px solid var(--line); overflow-x: auto; }
pre span { display: block; padding: 0 .8rem; min-width: max-content; }
pre .add { background: var(--good-back); color: var(--good); } pre .del { background: var(--bad-back); color: var(--bad); } pre .mod { color: var(--warn); }
`;
