/** The style sheet of a report: light and dark by the reader's system, printable, no font from elsewhere. */
export const reportStyle = `
:root{color-scheme:light dark;--bg:#fbfbfc;--card:#fff;--line:#dedee3;--text:#1b1b1f;--dim:#5b5b65;--accent:#4f46e5;--b:#b45309;--c:#666670;--wrong:#b91c1c;--right:#15803d}
@media(prefers-color-scheme:dark){:root{--bg:#17171a;--card:#1f1f24;--line:#35353d;--text:#ececf0;--dim:#a5a5b0;--accent:#8b8ff8;--b:#f5a623;--c:#9797a2;--wrong:#f87171;--right:#4ade80}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.45 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans KR",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:28px 24px 64px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:15px;margin:0 0 2px}
p{margin:0 0 10px;color:var(--dim)}code{font-family:"JetBrains Mono",ui-monospace,Consolas,monospace;font-size:.92em}
.facts{display:flex;flex-wrap:wrap;gap:4px 20px;margin:8px 0 20px;padding:0;list-style:none;color:var(--dim)}.facts b{color:var(--text);font-weight:600}
.headline{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-bottom:16px}
.figure{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:12px 14px}
.figure span{display:block;color:var(--dim)}.figure b{display:block;font-size:24px;font-weight:650;line-height:1.25}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:16px}
section{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:14px 16px;min-width:0}
section.wide{grid-column:1/-1}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--line);stroke-width:1}.tick,.axis{fill:var(--dim);font-size:11px}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.line.a{stroke:var(--accent)}.line.b{stroke:var(--b);stroke-dasharray:7 3}.line.c{stroke:var(--c);stroke-dasharray:2 3}
.mark{stroke:var(--text);stroke-width:1;stroke-dasharray:3 3;opacity:.6}.bar{fill:var(--accent)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;color:var(--dim)}.legend svg{display:inline-block;width:24px;height:8px;margin-right:6px;vertical-align:middle}
table{border-collapse:collapse;width:100%}th{font-weight:500;text-align:left}
.bars th{white-space:nowrap;padding:2px 10px 2px 0;width:1%;max-width:280px;overflow:hidden;text-overflow:ellipsis}.bars .track{padding:2px 0}.bars .track span{display:block;height:12px;border-radius:2px;background:var(--accent);min-width:1px}
.bars .value{width:1%;white-space:nowrap;text-align:right;padding-left:10px}.bars .note{width:1%;white-space:nowrap;color:var(--dim);padding-left:10px;text-align:right}
.heat .ground{fill:none;stroke:var(--line)}.heat text{font:9px "JetBrains Mono",ui-monospace,monospace;fill:var(--text)}.heat text.on{fill:var(--card)}.heat .right{fill:var(--right)}.heat .wrong{fill:var(--wrong)}
.scroll{overflow:auto;max-height:620px}.data th,.data td{padding:3px 10px 3px 0;border-bottom:1px solid var(--line);white-space:nowrap}.data thead th{position:sticky;top:0;background:var(--card);color:var(--dim)}.data td.n{text-align:right}
.case{height:auto;max-width:60px}.case rect{fill:none;stroke-width:1.5}.case .truth{stroke:var(--right)}.case .read{stroke:var(--wrong);stroke-dasharray:4 2}
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:12px}.sheet figure{margin:0;border:1px solid var(--line);border-radius:6px;overflow:hidden;break-inside:avoid}
.sheet svg{background:#fff;aspect-ratio:3/2}.sheet rect{fill:none;stroke-width:2}.sheet .truth{stroke:#15803d;stroke-width:3}.sheet .read{stroke:#b91c1c;stroke-dasharray:6 3}.sheet .same{stroke:#1d4ed8;stroke-dasharray:6 3}.sheet .second{stroke:#7e22ce;stroke-dasharray:2 3}
.sheet figcaption{padding:6px 8px;font-size:12px}.sheet small{display:block;overflow:hidden;color:var(--dim);text-overflow:ellipsis;white-space:nowrap}
.up{color:var(--right)}.down{color:var(--wrong)}
footer{margin-top:20px;color:var(--dim)}
@media print{body{background:#fff}section,.figure{break-inside:avoid}.scroll{max-height:none}}
`;
