// What hinders readers of a page, a line each: see Accessibility.java.
(() => {
  const wrong = [];
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const words = e => {
    const name = e.localName + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('');
    return `<${name}> '${(e.textContent || e.value || '').trim().replace(/\s+/g, ' ').slice(0, 40)}'`;
  };

  if (!document.documentElement.lang) wrong.push('the page does not say its language');
  if (!document.title.trim()) wrong.push('the page has no title');

  const described = e => (e.getAttribute('aria-labelledby') ?? '').split(/\s+/).map(id => document.getElementById(id)?.textContent ?? '').join('');
  const name = e =>
    [e.getAttribute('aria-label'), described(e), ...[...(e.labels ?? [])].map(l => l.textContent), e.title, e.alt,
      e.matches('input, select, textarea') ? e.type === 'submit' && e.value : e.textContent,
      ...[...e.querySelectorAll('img[alt]')].map(i => i.alt), e.querySelector(':scope > title')?.textContent]
      .filter(Boolean).join('').trim();
  const controls = all('a[href], button, input, select, textarea, summary, iframe, [tabindex], [role=button], [role=slider], [contenteditable]');
  controls.filter(e => e.tabIndex >= 0 || e.localName === 'iframe').forEach(e => name(e) || wrong.push(`no name: ${words(e)}`));
  controls.filter(e => e.tabIndex > 0).forEach(e => wrong.push(`out of order: ${words(e)}`));
  all('[id]').filter(e => document.querySelectorAll('#' + CSS.escape(e.id)).length > 1).forEach(e => wrong.push(`not the only one with its id: ${words(e)}`));

  const hidden = e => e.closest('[aria-hidden=true], [role=presentation], [role=none]');
  all('img').filter(e => !e.hasAttribute('alt') && !hidden(e)).forEach(e => wrong.push(`no words for a picture: ${words(e)}`));
  const drawn = e => name(e) || e.closest('figure')?.querySelector('figcaption')
    || e.closest('[role=img], [role=group], [role=application], a, button')?.getAttribute('aria-label');
  all('svg, canvas').filter(e => !hidden(e) && !e.parentElement.closest('svg') && !drawn(e)).forEach(e => wrong.push(`no words for a drawing: ${words(e)}`));

  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const color = text => {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = text;
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const canvas = matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18] : [255, 255, 255];
  const chain = e => e ? [...chain(e.parentElement), e] : [];
  const ground = e => chain(e).reduce((under, at) => over(color(getComputedStyle(at).backgroundColor), under), canvas);
  const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const texts = new Set();
  for (const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walker.nextNode();) {
    const e = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && shown(e) && !e.closest('script, style, noscript, [disabled], [aria-disabled=true]')) texts.add(e);
  }
  for (const e of texts) {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const under = ground(e);
    const [r, g, b, a] = color(e.closest('svg') ? style.fill : style.color);
    const opacity = chain(e).reduce((p, at) => p * parseFloat(getComputedStyle(at).opacity), 1);
    const found = ratio(over([r, g, b, a * opacity], under), under);
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (found < wanted - 0.005) wrong.push(`contrast ${found.toFixed(2)}: ${words(e)}`);
  }

  const active = document.activeElement;
  for (const e of controls.filter(e => e.tabIndex >= 0 && !e.disabled && e.localName !== 'iframe').slice(0, 80)) {
    const look = () => { const s = getComputedStyle(e); return [s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join(); };
    active?.blur?.();
    const before = look();
    e.focus({ focusVisible: true, preventScroll: true });
    const s = getComputedStyle(e);
    const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
    if (document.activeElement === e && !ring && look() === before) wrong.push(`focus is not seen: ${words(e)}`);
    e.blur();
  }

  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    const far = all('body *').filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(words);
    wrong.push(`the page is ${wide} pixels too wide: ${far.join(', ')}`);
  }
  return [...new Set(wrong)].join('\n');
})()
