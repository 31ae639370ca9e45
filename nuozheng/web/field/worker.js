// The worker of /field/: keeps the empty shell and its parts, so that the pages open without
// network. It keeps nothing about anybody. SHELL (addresses, the page first) and EDITION stand above.
const NAME = `field-shell-${EDITION}`;
const PATIENCE_MS = 8000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('field-shell-') && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

const shell = () => caches.match(SHELL[0]);
const after = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    const patience = after(PATIENCE_MS).then(shell);
    event.respondWith(Promise.race([fetch(request), patience]).catch(shell));
  } else if (SHELL.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});
