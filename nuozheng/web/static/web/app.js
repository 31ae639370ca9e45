// Comforts only: every page works without this file.
const root = document.documentElement;

// Large print without a reload, so that a half-filled form keeps its contents.
document.querySelector('[data-large]')?.addEventListener('click', (event) => {
  event.preventDefault();
  const large = root.dataset.size !== 'large';
  if (large) root.dataset.size = 'large'; else delete root.dataset.size;
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `size=${large ? 'large' : 'normal'};path=/;max-age=31536000;samesite=lax${secure}`;
  const link = event.currentTarget;
  link.textContent = large ? link.dataset.normal : link.dataset.large;
});

// A page with mistakes starts at its list of mistakes.
document.querySelector('.errors[tabindex]')?.focus();

// Browsers without popovers show the clauses at the end of the page; the chip leads there.
if (!('popover' in HTMLElement.prototype)) {
  document.addEventListener('click', (event) => {
    const id = event.target.closest('[popovertarget]')?.getAttribute('popovertarget');
    if (id) document.getElementById(id)?.scrollIntoView();
  });
}

// One click, one application.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 8000); // an answer that is a file leaves the page here
});
addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
});

document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => print());
});

// Paper has nothing to open: what is folded is printed open, and folded again afterwards.
addEventListener('beforeprint', () => {
  document.querySelectorAll('details:not([open])').forEach((one) => {
    one.dataset.folded = 'yes';
    one.open = true;
  });
});
addEventListener('afterprint', () => {
  document.querySelectorAll('details[data-folded]').forEach((one) => {
    one.open = false;
    delete one.dataset.folded;
  });
});

// A link into a folded part opens it.
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest('details:not([open])');
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
};
addEventListener('hashchange', openTarget);
openTarget();

// Officers' keys. They can be switched off (WCAG 2.1.4), and never act while somebody types.
const keys = document.querySelector('[data-keys]');
const keysOn = () => keys !== null && localStorage.getItem('keys') !== 'off';
const nameKeys = () => { keys.textContent = keysOn() ? keys.dataset.on : keys.dataset.off; };
if (keys) {
  keys.hidden = false;
  nameKeys();
  keys.addEventListener('click', () => {
    localStorage.setItem('keys', keysOn() ? 'off' : 'on');
    nameKeys();
  });
}

function step(direction) {
  const rows = [...document.querySelectorAll('.queue tbody tr')];
  const now = rows.findIndex((row) => row.classList.contains('on'));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + direction))];
  if (!next) return;
  rows.forEach((row) => row.classList.toggle('on', row === next));
  next.querySelector('th a, td a')?.focus();
}

addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea, [contenteditable]');
  if (!keysOn() || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === 'j') return step(1);
  if (key === 'k') return step(-1);
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches('input, select, textarea')) target.focus();
  else target.click();
});
